"""Approved payouts wait for their date, bank or the balance; they go by themselves, first in first out."""

from datetime import timedelta
from typing import Any

from app.balances.tasks import read_by_clock
from app.banks.tasks import refresh
from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.transaction import transaction
from app.lib import clock
from app.payouts.models import Payout
from app.payouts.releasing import release_held
from tests.disbursements.desk import Desk
from tests.users.bench import later


def wish(desk: Desk, public_id: str, **values: Any) -> None:
    row_id = desk.payout(public_id).id
    with transaction():
        change(table_of(Payout), row_id, **values)


def status(desk: Desk, public_id: str) -> tuple[str, str | None]:
    payout = desk.payout(public_id)
    return payout.status, payout.payout.held_for


def approved(desk: Desk, **fields: Any) -> str:
    public_id = desk.prepare(**fields)
    assert desk.approve(public_id).status_code == 303
    desk.world.work()
    return public_id


def test_one_with_a_date_is_sent_on_it_and_not_before(desk: Desk) -> None:
    public_id = desk.prepare()
    wish(desk, public_id, not_before=clock.now() + timedelta(hours=3))
    desk.approve(public_id)
    desk.world.work()
    assert status(desk, public_id) == ("HELD", "date")
    with later(timedelta(hours=2, minutes=59)):
        release_held()
        desk.world.work()
        assert status(desk, public_id) == ("HELD", "date")
    with later(timedelta(hours=3, seconds=1)):
        desk.world.work()  # what was promised for the date needs no clockwork
        assert desk.payout(public_id).status == "PENDING"
    assert len(desk.transfers_at_flip()) == 1


def test_one_that_shall_wait_for_a_slow_bank_waits_and_others_do_not(desk: Desk) -> None:
    patient, hasty = desk.prepare(), desk.prepare(amount_idr="160.000")
    wish(desk, patient, wait_for_bank=True)
    desk.world.flip.panel("banks/bca", {"status": "DISTURBED"})
    refresh()
    for public_id in (patient, hasty):
        desk.approve(public_id)
    desk.world.work()
    assert status(desk, patient) == ("HELD", "bank")
    assert desk.payout(hasty).status == "PENDING"
    release_held()
    desk.world.work()
    assert status(desk, patient) == ("HELD", "bank")
    desk.world.flip.panel("banks/bca", {"status": "OPERATIONAL"})
    refresh()
    desk.world.work()
    assert desk.payout(patient).status == "PENDING"


def test_who_comes_while_others_wait_for_the_balance_waits_behind_them(desk: Desk) -> None:
    has = desk.world.flip.books()["balance"]
    first = approved(desk, amount_idr=str(has + 500_000))
    second = approved(desk, amount_idr="120.000")
    with later(timedelta(minutes=1)):  # one code a half-minute, and these are three
        third = approved(desk, amount_idr="130.000")
    assert [status(desk, one) for one in (first, second, third)] == [("HELD", "balance")] * 3
    assert desk.transfers_at_flip() == []
    release_held()
    desk.world.work()
    assert [status(desk, one) for one in (first, second, third)] == [("HELD", "balance")] * 3
    desk.world.flip.panel("balance", {"top_up": 10_000_000})
    release_held()
    desk.world.work()
    assert [desk.payout(one).status for one in (first, second, third)] == ["PENDING"] * 3
    sent = [
        transfer["amount"] for transfer in sorted(desk.transfers_at_flip(), key=lambda one: int(one["id"]))
    ]
    assert [int(amount) for amount in sent] == [has + 500_000, 120_000, 130_000]


def test_more_balance_lets_the_first_go_without_waiting_for_the_clock(desk: Desk) -> None:
    read_by_clock()
    has = desk.world.flip.books()["balance"]
    public_id = approved(desk, amount_idr=str(has))
    assert status(desk, public_id) == ("HELD", "balance")
    desk.world.flip.panel("balance", {"top_up": 1_000_000})
    with later(timedelta(seconds=40)):
        read_by_clock()
        desk.world.work()
    assert desk.payout(public_id).status == "PENDING"


def test_a_short_balance_says_how_much_is_missing(desk: Desk) -> None:
    read_by_clock()
    has = desk.world.flip.books()["balance"]
    public_id = approved(desk, amount_idr=str(has + 1_234_567))
    fee = desk.payout(public_id).payout.expected_fee_idr
    missing = f"{1_234_567 + fee:,}".replace(",", ".")
    text = desk.staff.get(f"/disbursements/{public_id}").text
    assert f"Rp {missing}" in text
    details = [event.details for event in desk.world.events("disbursement", desk.payout(public_id).id)]
    assert details[-1] == {"balance": f"Rp {has:,}".replace(",", "."), "missing": f"Rp {missing}"}


def test_P45_a_payout_held_for_its_bank_holds_no_other(desk: Desk) -> None:
    desk.world.flip.panel("banks/bca", {"status": "HEAVILY_DISTURBED"})
    refresh()
    held = approved(desk)
    assert status(desk, held) == ("HELD", "bank")
    other = approved(desk, bank_code="bni", account_number="1122333300", typed_name="John Doe")
    assert (desk.payout(held).status, desk.payout(other).status) == ("HELD", "PENDING")
