"""P4 and P5: a bill whose answer never came is UNKNOWN, and only Flip's list or a person ends that."""

from collections.abc import Callable

import pytest

from app.bills.statuses import BillStatus
from app.users.permissions import Role
from tests.bills.bench import impatient, only_bill, sends, work_after
from tests.world import STEP_3, World, wait_until

CREATE = "POST /pwf/bill"
UNKNOWN, ACTIVE = BillStatus.UNKNOWN, BillStatus.ACTIVE


def slow(world: World) -> None:
    impatient(world)
    world.flip.fault(CREATE, "delay", seconds=1, times=1)


def dropped(world: World) -> None:
    world.flip.fault(CREATE, "drop_reply", times=1)


def broken(world: World) -> None:
    world.flip.fault(CREATE, "status", status=500, times=1)


def html(world: World) -> None:
    world.flip.fault(CREATE, "status", status=200, body="<html>moment please</html>", times=1)


def empty(world: World) -> None:
    world.flip.fault(CREATE, "status", status=200, body="", times=1)


def unavailable(world: World) -> None:
    world.flip.fault(CREATE, "status", status=503, times=1)


def no_id(world: World) -> None:
    world.flip.fault(CREATE, "status", status=200, body='{"title": "Coffee table"}', times=1)


MADE = [slow, dropped]
NOT_MADE = [broken, html, empty, unavailable, no_id]


@pytest.mark.parametrize("fail", MADE + NOT_MADE)
def test_P4_no_readable_answer_means_unknown_and_never_failed(
    world: World, fail: Callable[[World], None]
) -> None:
    fail(world)
    public_id = world.ask_for_bill()
    world.flip.fault("GET /pwf/bill", "status", status=500)  # nobody can be asked yet
    world.work()
    bill = world.bill(public_id)
    assert (bill.state, bill.refusal, bill.attention) == (UNKNOWN, None, None)
    assert world.verbs("bill", bill.id)[-1] == "bill.unknown"
    page = world.as_(Role.STAFF).get(f"/bills/{public_id}").text
    assert "Please make no second bill" in page
    assert sends() == 1


@pytest.mark.parametrize("fail", MADE)
def test_P5_flips_list_shows_that_it_was_made(world: World, fail: Callable[[World], None]) -> None:
    fail(world)
    public_id = world.ask_for_bill()
    world.work()
    wait_until(world.bills_at_flip)
    work_after(world, 30)
    bill = world.bill(public_id)
    [at_flip] = world.bills_at_flip()
    assert (bill.state, bill.link_id) == (ACTIVE, str(at_flip["link_id"]))
    assert bill.link_url
    assert world.events("bill", bill.id)[-1].source == "polling"


def test_P5_a_step_3_bill_found_by_the_list_has_its_payment_too(world: World) -> None:
    dropped(world)
    public_id = world.ask_for_bill(**STEP_3)
    world.work()
    assert world.bill(public_id).state is ACTIVE
    [payment] = world.payments()
    assert payment.transaction.parent_flip_id == world.bill(public_id).link_id
    assert payment.virtual_account_number


@pytest.mark.parametrize("fail", NOT_MADE)
def test_P5_when_the_list_stays_silent_a_person_decides(world: World, fail: Callable[[World], None]) -> None:
    fail(world)
    public_id = world.ask_for_bill()
    world.work()
    assert world.bill(public_id).attention is None, "asked for a decision before Flip had time"
    for turn in range(4):
        work_after(world, 30 * (turn + 1))
    bill = world.bill(public_id)
    assert (bill.state, bill.attention) == (UNKNOWN, "undecided")
    assert (sends(), world.bills_at_flip()) == (1, [])


def undecided(world: World) -> str:
    """A bill that only a person can decide about."""
    broken(world)
    public_id = world.ask_for_bill()
    for turn in range(5):
        work_after(world, 30 * turn)
    assert world.bill(public_id).attention
    return public_id


def test_P5_it_stays_listed_until_somebody_decides(world: World) -> None:
    public_id = undecided(world)
    staff = world.as_(Role.STAFF)
    assert public_id in staff.get("/bills/?tab=decide").text
    assert f"/bills/{public_id}" in staff.get("/").text
    assert "nobody knows whether flip made this bill" in staff.get("/").text.lower()
    staff.post(f"/bills/{public_id}/give-up")
    assert public_id not in staff.get("/bills/?tab=decide").text
    assert f"/bills/{public_id}" not in staff.get("/").text


def test_P5_a_person_has_it_sent_again(world: World) -> None:
    public_id = undecided(world)
    page = world.as_(Role.STAFF).get(f"/bills/{public_id}").text
    assert "It was not made: send it again" in page
    staff = world.as_(Role.STAFF)
    staff.post(f"/bills/{public_id}/send-again")
    staff.post(f"/bills/{public_id}/send-again")  # a double click
    world.work()
    bill = world.bill(public_id)
    assert (bill.state, bill.attention, len(world.bills_at_flip())) == (ACTIVE, None, 1)
    assert len(world.house.entries("bills.send_again")) == 1


def test_P5_a_person_gives_it_up(world: World) -> None:
    public_id = undecided(world)
    world.as_(Role.STAFF).post(f"/bills/{public_id}/give-up")
    world.work()
    assert (only_bill(world).state, world.bills_at_flip()) == (BillStatus.WITHDRAWN, [])
    assert len(world.house.entries("bills.give_up")) == 1


def test_P5_support_sees_it_and_may_not_decide(world: World) -> None:
    public_id = undecided(world)
    support = world.as_(Role.SUPPORT)
    assert "send it again" not in support.get(f"/bills/{public_id}").text
    for verb in ("send-again", "give-up"):
        assert support.post(f"/bills/{public_id}/{verb}").status_code == 403
    assert world.bill(public_id).state is UNKNOWN


def test_P5_before_the_list_was_searched_nobody_can_send_it_again(world: World) -> None:
    broken(world)
    public_id = world.ask_for_bill()
    world.work()
    staff = world.as_(Role.STAFF)
    staff.post(f"/bills/{public_id}/send-again")
    assert "no longer open" in staff.get(f"/bills/{public_id}").text
    assert (world.bill(public_id).state, sends()) == (UNKNOWN, 1)
