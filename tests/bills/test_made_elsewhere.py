"""Bills that Flip lists and we lack: booked once, followed, and never mistaken for one in flight."""

from datetime import timedelta
from typing import Any

import pytest

from app.bills import sending, tasks
from app.bills.statuses import BillStatus
from app.bills.taking import take_in
from app.bills.tasks import read, sync
from app.db.transaction import release
from app.flip.bills import BillChanges, NewBill
from app.lib import clock
from app.outbox.promises import outbox
from app.timeline.models import Origin
from app.timeline.record import Cause, Source
from app.users.permissions import Role
from tests.bills.bench import all_bills, flip_client, only_bill
from tests.flip.tiny_server import TinyServer, reply
from tests.gateway.bench import reach
from tests.users.bench import later
from tests.world import World


def make_elsewhere(world: World, title: str = "By hand", **terms: Any) -> str:
    """A bill made in Flip's own dashboard; its link id."""
    release()
    made = flip_client(world).bills.create(NewBill(title=title, amount_idr=50_000, **terms))
    return made.link_id


def test_a_bill_made_elsewhere_gets_its_row_once(world: World) -> None:
    link_id = make_elsewhere(world)
    for _ in range(3):
        sync()
    bill = only_bill(world)
    assert (bill.link_id, bill.origin, bill.state) == (link_id, Origin.ELSEWHERE, BillStatus.ACTIVE)
    assert (bill.title, bill.amount_idr, bill.maker_id) == ("By hand", 50_000, None)
    assert bill.link_url
    assert world.verbs("bill", bill.id) == ["bill.found"]
    assert "own dashboard" in world.as_(Role.STAFF).get(f"/bills/{bill.public_id}").text


def test_a_step_3_bill_made_elsewhere_keeps_customer_and_method(world: World) -> None:
    who = {"sender_name": "Arya", "sender_email": "arya@example.com"}
    make_elsewhere(world, step=3, **who, sender_bank="bni", sender_bank_type="virtual_account")
    sync()
    bill = only_bill(world)
    assert (bill.step, bill.sender_name, bill.sender_email) == (3, "Arya", "arya@example.com")
    assert (bill.sender_bank, bill.sender_bank_type) == ("bni", "virtual_account")


def test_changes_made_elsewhere_are_followed(world: World) -> None:
    bill = world.open_bill()
    release()
    flip_client(world).bills.edit(bill.link_id or "", BillChanges(title="Renamed", status="INACTIVE"))
    sync()
    bill = world.bill(bill.public_id)
    assert (bill.title, bill.state) == ("Renamed", BillStatus.INACTIVE)
    assert bill.public_id in world.as_(Role.STAFF).get("/bills/?q=renamed").text


def test_a_bill_in_flight_is_never_booked_as_made_elsewhere(world: World) -> None:
    public_id = world.ask_for_bill()
    assert len(outbox.claim(1)) == 1
    begun = sending.begin(world.bill(public_id).id)
    assert begun is not None
    release()
    answer = flip_client(world).bills.create(begun[0])
    sync()
    read(answer.link_id)  # a payment of it was seen
    assert len(all_bills(world)) == 1
    sending.opened(world.bill(public_id).id, answer, "http://link")
    sync()
    assert only_bill(world).link_id == answer.link_id
    assert only_bill(world).origin == Origin.HERE


def test_older_news_does_not_undo_what_was_learnt_since(world: World) -> None:
    bill = world.open_bill()
    asked_at = clock.now()
    release()
    stale = flip_client(world).bills.get(bill.link_id or "")
    release()
    with later(timedelta(seconds=5)):
        world.as_(Role.STAFF).post(f"/bills/{bill.public_id}/close")
        world.work()
    take_in(stale, "", Cause(Source.POLLING, "sync:stale"), asked_at=asked_at)
    assert world.bill(bill.public_id).state is BillStatus.INACTIVE


def test_P45_one_bill_that_cannot_be_taken_in_holds_no_other(world: World) -> None:
    good = [{"link_id": n, "title": f"Bill {n}", "type": "SINGLE", "amount": 50_000} for n in (1, 2)]
    poison = good[0] | {"link_id": 3, "title": "Poison", "amount": -5}
    tiny = TinyServer()
    tiny.on("GET /v2/pwf/bill", reply(200, [good[0], poison, good[1]]))
    reach(world, url=tiny.url.removesuffix("/api"))
    try:
        sync()
    finally:
        tiny.stop()
    assert sorted(bill.title for bill in all_bills(world)) == ["Bill 1", "Bill 2"]


def test_a_list_that_cannot_be_read_changes_nothing_and_is_read_at_the_next_turn(world: World) -> None:
    make_elsewhere(world)
    world.flip.fault("GET /pwf/bill", "status", status=500, times=1)
    sync()
    assert all_bills(world) == []
    sync()
    assert len(all_bills(world)) == 1


def test_comparing_costs_statements_by_the_piece_and_not_by_the_bill(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(12):
        make_elsewhere(world, f"Bill {number}")
    sync()
    monkeypatch.setattr(tasks, "ROWS_AT_ONCE", 5)
    with world.house.statements() as statements:
        sync()
    compared = [statement for statement in statements if "link_id IN" in statement]
    assert len(compared) == 3
    assert len(statements) <= 8
