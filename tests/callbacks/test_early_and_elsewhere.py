"""Callbacks that come before our own row knows Flip's id, or about things made outside this dashboard."""

import json

import pytest
from sqlalchemy import select

from app.bills import tasks as bill_tasks
from app.bills.models import Bill
from app.callbacks.service import receipts
from app.extensions import db
from app.outbox.doing import do
from app.outbox.promises import outbox
from app.payments import tasks as payment_tasks
from tests.callbacks.bench import LINK, body, load, payment, work_through
from tests.world import STEP_3, World, wait_until


def test_P17_a_callback_for_a_bill_made_elsewhere_makes_its_payment_and_its_bill(world: World) -> None:
    told = payment(1)
    load(world, told)
    world.knock(body(told))
    work_through(world, tries=2)
    [movement] = world.transactions()
    assert (movement.status, movement.origin) == ("SUCCESSFUL", "elsewhere")
    assert movement.parent_flip_id == str(LINK)
    bill = db.session.scalars(select(Bill)).one()
    assert (bill.link_id, bill.origin, bill.title) == (str(LINK), "elsewhere", "Kopi")
    page = world.as_("staff").get(f"/bills/{bill.public_id}")
    assert movement.public_id in page.text


@pytest.mark.parametrize("search_fails", [False, True])
def test_P17_a_callback_before_our_own_row_knows_flips_id_is_kept_and_attached(
    world: World, search_fails: bool
) -> None:
    world.flip.fault("POST /pwf/bill", "drop_reply", times=1)
    public_id = world.ask_for_bill(**STEP_3)
    do(outbox, *outbox.claim(1))
    assert (world.bill(public_id).status, world.bill(public_id).link_id) == ("UNKNOWN", None)
    [at_flip] = world.bills_at_flip()
    world.pay(world.flip.books()["payments"][0]["id"])
    wait_until(world.receipts)
    do(receipts, *receipts.claim(1))
    [movement] = world.transactions()
    assert (movement.status, movement.learnt_by) == ("SUCCESSFUL", "callback")
    assert movement.parent_flip_id == str(at_flip["link_id"])
    if search_fails:
        world.flip.fault("GET /pwf/bill", "status", status=500, times=1)
    work_through(world, tries=6)
    assert world.bill(public_id).link_id == str(at_flip["link_id"])
    assert world.bill(public_id).status == "INACTIVE"
    standing = select(Bill.public_id).where(Bill.status != "WITHDRAWN")
    assert db.session.scalars(standing).all() == [public_id]
    assert len(world.bills_at_flip()) == 1


def test_P17_a_payment_sent_to_another_callback_address_is_recognised_and_worked(world: World) -> None:
    told = payment(1)
    load(world, told)
    assert world.knock(body(told), kind="disbursement").status_code == 200
    world.work()
    [receipt] = world.receipts()
    assert (receipt.kind, receipt.worked_as, receipt.verdict) == ("disbursement", "payment", "applied")
    assert receipt.wrong_address
    assert [movement.status for movement in world.transactions()] == ["SUCCESSFUL"]
    for address in ("/callbacks/", f"/callbacks/{receipt.id}"):
        assert "rong address" in world.as_("support").get(address).text
    page = world.as_("support").get(f"/callbacks/{receipt.id}").text
    assert "/callbacks/payment" in page[page.index("Worked as") :]


def test_P17_the_same_news_at_two_addresses_changes_the_payment_once(world: World) -> None:
    told = payment(1)
    load(world, told)
    world.knock(body(told), kind="inquiry")
    world.knock(body(told))
    world.work()
    assert [receipt.verdict for receipt in world.receipts()] == ["applied", "already"]
    [movement] = world.transactions()
    assert world.verbs("payment", movement.id) == ["payment.seen", "payment.successful"]


def test_P17_a_day_told_otherwise_than_listed_does_not_hide_the_payment(world: World) -> None:
    load(world, payment(1, created_at="2026-11-01 10:00:00"))
    world.knock(body(payment(1, created_at="2026-11-03 23:59:59")))
    world.knock(body(payment(1, created_at=253402300799)))
    world.knock(body(payment(1, created_at="0999-01-01 00:00:00")))
    world.work()
    assert [receipt.verdict for receipt in world.receipts()] == ["applied", "already", "already"]


def test_P17_without_the_bills_id_the_payment_is_found_among_all_of_its_day(world: World) -> None:
    told = payment(1)
    load(world, told)
    old = {name: value for name, value in told.items() if name != "bill_link_id"}
    world.knock(json.dumps(old))
    world.work()
    [movement] = world.transactions()
    assert (movement.status, movement.parent_flip_id) == ("SUCCESSFUL", str(LINK))


def test_P17_a_listing_that_comes_first_leaves_the_callback_already_known(world: World) -> None:
    told = payment(1)
    load(world, told)
    world.knock(body(told))
    payment_tasks.catch_up()
    bill_tasks.sync()
    world.work()
    assert [receipt.verdict for receipt in world.receipts()] == ["already"]
