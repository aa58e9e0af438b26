"""Answers that come after their worker was given up for lost: none is dropped, none is mistaken."""

from typing import Any

from app.bills import sending
from app.bills.service import give_up, send_again
from app.bills.statuses import BillStatus
from app.bills.tasks import sync
from app.db.transaction import release
from app.flip.bills import Bill as FlipBill
from tests.bills.bench import all_bills, flip_client, only_bill, sends, work_after
from tests.world import MAKER, World

UNKNOWN, REQUESTED = BillStatus.UNKNOWN, BillStatus.REQUESTED
COMPLAINTS: list[dict[str, Any]] = [{"attribute": "title", "code": 1061, "message": "Param title is invalid"}]


def given_up_for_lost(world: World) -> int:
    """A bill whose first attempt is still under way somewhere while its row is UNKNOWN already."""
    public_id = world.ask_for_bill()
    row_id = world.bill(public_id).id
    begun = sending.begin(row_id)
    assert begun is not None
    assert begun[1] == 1
    world.flip.fault("GET /pwf/bill", "status", status=500)
    world.work()  # another worker comes upon it
    world.flip.no_faults()
    assert only_bill(world).state is UNKNOWN
    return row_id


def made(world: World) -> FlipBill:
    """What Flip answers to the slow attempt."""
    release()
    answer = flip_client(world).bills.create(sending._to_send(only_bill(world)))
    release()
    return answer


def ask_a_person(world: World) -> None:
    for turn in range(5):
        work_after(world, 15 + 30 * turn)
    assert only_bill(world).attention


def test_a_late_link_opens_the_bill(world: World) -> None:
    row_id = given_up_for_lost(world)
    answer = made(world)
    sending.opened(row_id, answer, "http://link")
    assert (only_bill(world).state, only_bill(world).link_id) == (BillStatus.ACTIVE, answer.link_id)


def test_a_late_refusal_is_flips_word_and_ends_the_doubt(world: World) -> None:
    row_id = given_up_for_lost(world)
    ask_a_person(world)
    sending.refused(row_id, 1, COMPLAINTS)
    bill = only_bill(world)
    assert (bill.state, bill.refusal, bill.attention) == (BillStatus.REFUSED, COMPLAINTS, None)


def test_a_late_certainly_not_sent_has_the_bill_sent_by_new_work(world: World) -> None:
    """Its own work ended when it was given up for lost; without new work it would stand still for ever."""
    row_id = given_up_for_lost(world)
    sending.not_sent(row_id, 1, "Flip cannot be reached", 5)
    assert (only_bill(world).state, sends()) == (REQUESTED, 2)
    work_after(world, 20)
    assert (only_bill(world).state, len(world.bills_at_flip())) == (BillStatus.ACTIVE, 1)


def test_a_late_refusal_says_nothing_of_the_attempt_that_a_person_asked_for(
    world: World,
) -> None:
    row_id = given_up_for_lost(world)
    ask_a_person(world)
    send_again(only_bill(world).public_id, MAKER)
    release()
    begun = sending.begin(row_id)
    assert begun is not None
    sending.refused(row_id, 1, COMPLAINTS)
    sending.not_sent(row_id, 1, "Flip cannot be reached", 5)
    sending.unknown(row_id, 1, "timeout")
    assert only_bill(world).state is BillStatus.SENDING


def test_a_late_link_spares_the_second_sending(world: World) -> None:
    row_id = given_up_for_lost(world)
    ask_a_person(world)
    answer = made(world)
    send_again(only_bill(world).public_id, MAKER)
    sending.opened(row_id, answer, "http://link")
    world.work()
    assert (only_bill(world).link_id, len(world.bills_at_flip())) == (answer.link_id, 1)


def test_a_late_link_of_a_bill_that_was_given_up_is_still_seen_because_it_can_be_paid(world: World) -> None:
    row_id = given_up_for_lost(world)
    public_id = only_bill(world).public_id
    answer = made(world)
    give_up(public_id, MAKER)
    sending.opened(row_id, answer, "http://link")
    sync()
    assert world.bill(public_id).state is BillStatus.WITHDRAWN
    found = all_bills(world)
    assert [(bill.origin, bill.link_id) for bill in found] == [("here", None), ("elsewhere", answer.link_id)]
