"""P44: a wrong key or address pauses all sending, refuses nothing, and the pause ends when it is mended."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.gateway.door import asking
from app.gateway.models import FlipState
from app.gateway.state import note
from app.gateway.tasks import look
from app.lib import clock
from app.users.permissions import Role
from tests.gateway.bench import known, reach
from tests.users.bench import later
from tests.world import World

PAUSED = "Sending is paused: Flip refuses our key, address or signature"


def wrong_key(world: World) -> None:
    reach(world, key="somebody-elses-key")


def wrong_address(world: World) -> None:
    reach(world, "/no/such/door")


def not_allowed(world: World) -> None:
    world.flip.fault("", "status", status=403)


def mend(world: World) -> None:
    world.flip.no_faults()
    reach(world)


causes = pytest.mark.parametrize("break_it", [wrong_key, wrong_address, not_allowed])


@causes
def test_P44_all_sending_pauses_and_no_bill_is_refused(
    world: World, break_it: Callable[[World], None]
) -> None:
    first = world.ask_for_bill(title="First")
    second = world.ask_for_bill(title="Second")
    break_it(world)
    world.work()
    assert known().state is FlipState.PAUSED
    for public_id in (first, second):
        bill = world.bill(public_id)
        assert (bill.status, bill.waiting_for, bill.refusal) == ("REQUESTED", PAUSED, None)
    assert world.bill(second).attempts == 0, "the second was sent although the first had met the pause"
    assert world.bills_at_flip() == []


@causes
def test_P44_the_probe_ends_the_pause_and_everything_is_sent_once(
    world: World, break_it: Callable[[World], None]
) -> None:
    bills = [world.ask_for_bill(title=f"Bill {number}") for number in range(3)]
    break_it(world)
    world.work()
    look()
    assert known().state is FlipState.PAUSED, "the probe met the same trouble"
    mend(world)
    look()
    assert known().state in (FlipState.WELL, FlipState.CLOSED)
    world.work()
    assert [world.bill(public_id).status for public_id in bills] == ["ACTIVE"] * 3
    assert len(world.bills_at_flip()) == 3


def test_P44_the_pages_say_why_and_answer_from_our_own_books(world: World) -> None:
    earlier = world.open_bill(title="Sent before").public_id
    wrong_key(world)
    waiting = world.ask_for_bill(title="Waiting")
    world.work()
    staff, manager = world.as_(Role.STAFF), world.as_(Role.MANAGER)
    for path in ("/", "/bills/", f"/bills/{earlier}", f"/bills/{waiting}", "/payments/"):
        page = staff.get(path)
        assert page.status_code == 200
        assert "Sending is paused" in page.text
    assert "nothing happened there" in staff.get(f"/bills/{waiting}").text
    assert "bad_credentials" in manager.get("/").text
    assert "bad_credentials" not in staff.get("/").text


def test_P44_what_is_asked_for_during_the_pause_says_what_it_waits_for(world: World) -> None:
    wrong_key(world)
    world.open_bill(title="Meets it")
    page = world.as_(Role.STAFF).get(f"/bills/{world.open_bill(title='Asked for later').public_id}").text
    assert PAUSED in page


def test_a_good_answer_that_was_under_way_does_not_end_the_pause(world: World) -> None:
    note(FlipState.WELL, heard=True)
    with later(timedelta(seconds=30)), asking() as flip:  # long enough ago to be worth writing down again
        flip.general.banks()
        note(FlipState.PAUSED, "meanwhile", heard=True)
    assert known().state is FlipState.PAUSED


def test_a_pause_survives_a_restart_and_is_probed_by_the_clockwork_alone(world: World) -> None:
    note(FlipState.PAUSED, "yesterday", heard=True)
    public_id = world.ask_for_bill()
    world.work()
    assert world.bill(public_id).attempts == 0
    look()
    assert world.bill(public_id).status == "REQUESTED"
    with later(timedelta(seconds=1), clock.now()):
        world.work()
    assert world.bill(public_id).status == "ACTIVE"
