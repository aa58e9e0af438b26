"""P44: Flip down or in maintenance: what is asked for waits and says so, and is sent when Flip returns."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.bills.models import Bill
from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.transaction import transaction
from app.gateway.models import FlipState
from app.gateway.tasks import look
from app.users.permissions import Role
from tests.gateway.bench import known, nobody_at_home, reach, waits_until
from tests.users.bench import later
from tests.world import World


def unreachable(world: World) -> None:
    reach(world, url=nobody_at_home())


def maintenance_by_401(world: World) -> None:
    world.flip.panel("clock", {"maintenance": True})


def maintenance_by_503(world: World) -> None:
    maintenance_by_401(world)
    world.flip.fault("/pwf", "status", status=503)


def back(world: World) -> None:
    world.flip.no_faults()
    world.flip.panel("clock", {"maintenance": False})
    reach(world)


WAYS = [
    (unreachable, FlipState.UNREACHABLE),
    (maintenance_by_401, FlipState.MAINTENANCE),
    (maintenance_by_503, FlipState.MAINTENANCE),
]
ways = pytest.mark.parametrize(("leave", "state"), WAYS)


@ways
def test_P44_a_bill_waits_says_for_what_and_is_sent_when_flip_returns(
    world: World, leave: Callable[[World], None], state: FlipState
) -> None:
    leave(world)
    public_id = world.ask_for_bill()
    world.work()
    bill = world.bill(public_id)
    assert (bill.status, bill.waiting_for, known().state) == ("REQUESTED", state.label, state)
    assert state.label in world.as_(Role.STAFF).get(f"/bills/{public_id}").text
    back(world)
    look()
    world.work()  # hurried: nobody waits for the next try
    assert world.bill(public_id).status == "ACTIVE"
    assert len(world.bills_at_flip()) == 1


@ways
def test_P44_reading_pages_answer_and_say_when_flip_was_last_heard(
    world: World, leave: Callable[[World], None], state: FlipState
) -> None:
    bill = world.open_bill()
    heard_at = known().heard_at
    assert heard_at is not None
    leave(world)
    world.ask_for_bill(title="Waiting")
    world.work()
    if state is FlipState.UNREACHABLE:
        assert known().heard_at == heard_at
    staff = world.as_(Role.STAFF)
    for path in ("/", "/bills/", f"/bills/{bill.public_id}", f"/bills/{bill.public_id}/live", "/payments/"):
        assert staff.get(path).status_code == 200
    overview = staff.get("/").text
    assert state.label in overview
    assert "Flip last heard" in overview


def test_P4_however_long_flip_is_away_a_waiting_bill_is_never_unknown(world: World) -> None:
    """Doubling waits end at a bound; they do not run out of numbers."""
    unreachable(world)
    public_id = world.ask_for_bill()
    world.work()
    row_id = world.bill(public_id).id
    with transaction():
        change(table_of(Bill), row_id, attempts=2_000)
    with later(timedelta(hours=1)) as now:
        world.work()
        assert world.bill(public_id).status == "REQUESTED"
        assert timedelta(seconds=1) < waits_until(world) - now <= timedelta(seconds=300)


def test_too_many_calls_wait_as_long_as_flip_says(world: World) -> None:
    world.flip.fault("POST /pwf/bill", "status", status=429, retry_after=33, times=1)
    public_id = world.ask_for_bill()
    with later(timedelta(0)) as now:
        world.work()
        assert waits_until(world) - now == timedelta(seconds=33)
    assert world.bill(public_id).waiting_for == "Flip asked us to wait a moment"
    with later(timedelta(seconds=40)):
        world.work()
    assert world.bill(public_id).status == "ACTIVE"


def test_the_hours_in_which_flip_is_closed_are_told_and_hold_no_bill(world: World) -> None:
    world.flip.panel("clock", {"operational": False})
    look()
    assert known().state is FlipState.CLOSED
    assert world.open_bill().status == "ACTIVE"
    assert known().state is FlipState.CLOSED
