"""P5: telling our bill in Flip's list from its twins, from older ones and from those made by hand."""

from typing import Any

import pytest

from app.bills import sending
from app.bills.statuses import BillStatus
from app.bills.tasks import sync
from app.db.transaction import release
from app.outbox.promises import outbox
from app.timeline.record import Source
from app.users.permissions import Role
from tests.bills.bench import flip_client, work_after
from tests.world import STEP_3, TERMS, World

UNKNOWN, ACTIVE = BillStatus.UNKNOWN, BillStatus.ACTIVE


def of_unknown_fate(world: World, **terms: Any) -> str:
    """A bill that Flip made without a word, while its list cannot be read."""
    world.flip.fault("POST /pwf/bill", "drop_reply", times=1)
    world.flip.fault("GET /pwf/bill", "status", status=500)
    public_id = world.ask_for_bill(**terms)
    world.work()
    assert world.bill(public_id).state is UNKNOWN
    return public_id


def never_made(world: World, **terms: Any) -> str:
    """A bill that Flip did not make, and we do not know it."""
    world.flip.fault("POST /pwf/bill", "status", status=500, times=1)
    world.flip.fault("GET /pwf/bill", "status", status=500)
    public_id = world.ask_for_bill(**terms)
    world.work()
    return public_id


def look(world: World, seconds: float = 15, times: int = 1) -> None:
    world.flip.no_faults()
    for turn in range(times):
        work_after(world, seconds + 25 * turn)


def test_a_twin_that_is_already_ours_is_not_taken_twice(world: World) -> None:
    twin = world.open_bill()
    lost = never_made(world)
    look(world, times=4)
    bill = world.bill(lost)
    assert (bill.state, bill.attention, bill.link_id) == (UNKNOWN, "undecided", None)
    assert world.bill(twin.public_id).link_id == twin.link_id


def test_while_a_bill_of_the_same_title_is_being_sent_the_search_waits(world: World) -> None:
    """Its bill may be in the list before its own answer is heard."""
    lost = never_made(world)
    on_its_way = world.ask_for_bill()
    assert len(outbox.claim(1)) == 1  # a worker holds it
    begun = sending.begin(world.bill(on_its_way).id)
    assert begun is not None
    release()
    answer = flip_client(world).bills.create(begun[0])  # made at Flip, and not yet told
    look(world, times=3)
    assert (world.bill(lost).link_id, world.bill(lost).attention) == (None, None)
    sending.opened(world.bill(on_its_way).id, answer, "http://link")
    look(world, 100, times=4)
    assert world.bill(on_its_way).link_id == answer.link_id
    assert (world.bill(lost).state, world.bill(lost).attention) == (UNKNOWN, "undecided")


def test_several_that_could_be_ours_are_left_to_a_person(world: World) -> None:
    first, second = of_unknown_fate(world), of_unknown_fate(world)
    look(world)
    for public_id in (first, second):
        bill = world.bill(public_id)
        assert (bill.state, bill.attention) == (UNKNOWN, "undecided")
        event = world.events("bill", bill.id)[-1]
        assert sorted(event.details["candidates"]) == sorted(
            str(row["link_id"]) for row in world.bills_at_flip()
        )
    assert "shows 2 bills" in world.as_(Role.STAFF).get(f"/bills/{first}").text


def test_P5_a_person_says_which_one_it_is(world: World) -> None:
    first, second = of_unknown_fate(world), of_unknown_fate(world)
    look(world)
    link_id = str(world.bills_at_flip()[0]["link_id"])
    staff, address = world.as_(Role.STAFF), f"/bills/{first}/choose"
    assert world.as_(Role.SUPPORT).post(address, link_id=link_id).status_code == 403
    staff.post(address, link_id="none of the candidates")
    world.work()
    assert world.bill(first).state is UNKNOWN

    staff.post(address, link_id=link_id)
    world.work()
    chosen = world.bill(first)
    assert (chosen.state, chosen.link_id, chosen.attention) == (BillStatus.ACTIVE, link_id, None)
    assert world.bill(second).state is UNKNOWN
    assert len(world.bills_at_flip()) == 2


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Coffee chair"},
        {"amount_idr": 900_001},
        {"amount_idr": None},
        {"type": "MULTIPLE"},
        {"redirect_url": "https://example.com/elsewhere"},
        {"is_phone_number_required": True},
        STEP_3,
    ],
)
def test_a_bill_that_says_anything_else_is_not_ours(world: World, other: dict[str, Any]) -> None:
    world.flip.fault("POST /pwf/bill", "drop_reply", times=1)
    stranger = world.ask_for_bill(**other)
    world.work()
    release()
    lost = never_made(world)
    look(world, times=4)
    assert world.bill(lost).link_id is None
    assert world.bill(stranger).state is ACTIVE


def test_a_bill_of_another_customer_or_bank_is_not_ours(world: World) -> None:
    for terms in ({"sender_email": "arya@example.com"}, {"sender_bank": "bni"}):
        world.open_bill(**(STEP_3 | terms))
    lost = never_made(world, **STEP_3)
    look(world, times=4)
    assert world.bill(lost).link_id is None


def test_a_bill_made_by_hand_in_flips_dashboard_is_not_ours(world: World) -> None:
    lost = never_made(world)
    by_hand: dict[str, Any] = {"link_id": 4711, "title": "Coffee table", "type": "SINGLE", "amount": 900_000}
    by_hand |= {"created_from": "DASHBOARD", "status": "ACTIVE", "step": 1}
    world.flip.panel("load", {"bills": [by_hand]})
    look(world, times=4)
    assert (world.bill(lost).state, world.bill(lost).link_id) == (UNKNOWN, None)


def test_a_bill_that_appears_at_flip_after_everybody_looked_is_still_found(world: World) -> None:
    lost = never_made(world)
    look(world, times=4)
    assert world.bill(lost).attention == "undecided"
    late = flip_client(world).bills.create(sending._to_send(world.bill(lost)))
    release()
    sync()
    bill = world.bill(lost)
    assert (bill.state, bill.link_id, bill.attention) == (ACTIVE, late.link_id, None)


def test_a_decision_is_not_asked_for_when_the_answer_came_meanwhile(world: World) -> None:
    bill = world.open_bill()
    sending.undecided(bill.id, [])
    assert world.bill(bill.public_id).attention is None


def test_two_rows_never_hold_one_link(world: World) -> None:
    first = world.open_bill()
    lost = never_made(world)
    world.flip.no_faults()
    answer = flip_client(world).bills.get(first.link_id or "")
    release()
    sending.opened(world.bill(lost).id, answer, "http://link", Source.POLLING)
    assert world.bill(first.public_id).link_id == first.link_id
    assert (world.bill(lost).state, world.bill(lost).link_id) == (UNKNOWN, None)
    assert TERMS["title"] == world.bill(lost).title
