"""The only door to Flip: never inside a transaction, its notes never in the way of an answer."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from app.db.transaction import transaction
from app.extensions import db
from app.flip.errors import FlipRefused, FlipUnknown
from app.gateway import state
from app.gateway.door import asking
from app.gateway.models import FlipState
from app.gateway.state import note
from app.gateway.tasks import look
from app.lib import clock
from app.outbox.models import OutboxWork
from app.outbox.promises import outbox, promise
from app.outbox.queue import TryLater
from tests.gateway.bench import known, reach
from tests.users.bench import later
from tests.world import World


def test_no_call_is_made_while_a_transaction_is_open(world: World) -> None:
    def ask_inside() -> None:
        with transaction(), asking():
            pytest.fail("the door opened")

    with pytest.raises(RuntimeError, match="transaction is open"):
        ask_inside()


def test_a_call_holds_no_snapshot_of_the_database(world: World) -> None:
    with asking() as flip:
        flip.general.banks()
        assert not db.session().in_transaction()


@pytest.mark.parametrize("reading", [True, False])
def test_an_unreadable_answer_to_a_read_is_no_more_than_try_later(world: World, reading: bool) -> None:
    world.flip.fault("/general/banks", "status", status=500, body="<h1>sorry</h1>")

    def ask() -> None:
        with asking(reading=reading) as flip:
            flip.general.banks()

    with pytest.raises(TryLater if reading else FlipUnknown):
        ask()
    assert known().state is FlipState.TROUBLED


def test_a_refusal_is_an_answer_and_flip_was_heard(world: World) -> None:
    def ask() -> None:
        with asking() as flip:
            flip.bills.get("404404")

    with pytest.raises(FlipRefused):
        ask()
    assert known().state is FlipState.WELL
    assert known().heard_at is not None


def test_an_answer_is_not_lost_because_it_could_not_be_noted(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*args: Any, **how: Any) -> None:
        raise OperationalError("INSERT", {}, Exception("database is locked"))

    monkeypatch.setattr(state, "note", locked)
    assert world.open_bill().status == "ACTIVE"
    world.flip.fault("POST /pwf/bill", "refuse", times=1)
    reach(world, url="http://127.0.0.1:9")
    assert world.open_bill(title="Not reachable").status == "REQUESTED"


def test_since_moves_only_when_the_state_does(world: World) -> None:
    start = clock.now()
    for seconds in (0, 60, 120):
        with later(timedelta(seconds=seconds), start):
            note(FlipState.TROUBLED, f"after {seconds}", heard=False)
    assert (known().since, known().reason, known().heard_at) == (start, "after 120", None)


def test_good_answers_are_noted_every_few_seconds_and_not_each_time(world: World) -> None:
    def ask() -> None:
        with asking() as flip:
            flip.general.banks()

    start = clock.now()
    for seconds in (0, 1, 2, 3, 4):
        with later(timedelta(seconds=seconds), start):
            ask()
    assert known().heard_at == start
    with later(timedelta(seconds=6), start) as now:
        ask()
    assert known().heard_at == now


def _put_off() -> None:
    with transaction() as session:
        promise("bills.read", {"link_id": "1"})
        session.flush()
    [work] = outbox.claim(1)
    outbox.postpone(work, TryLater("Flip is away", seconds=500))


def _is_due() -> bool:
    with transaction() as session:
        return session.query(OutboxWork).one().next_at <= clock.now()


@pytest.mark.parametrize(
    ("away", "seconds", "hurried"),
    [
        (FlipState.UNREACHABLE, 1, True),
        (FlipState.MAINTENANCE, 1, True),
        (FlipState.PAUSED, 1, True),
        (FlipState.TROUBLED, 60, True),
        (FlipState.TROUBLED, 1, False),  # one call that always fails among many that succeed
        (FlipState.CLOSED, 60, False),
    ],
)
def test_waiting_work_is_hurried_when_flip_is_heard_again(
    world: World, away: FlipState, seconds: int, hurried: bool
) -> None:
    note(FlipState.WELL, heard=True)
    _put_off()
    note(away, heard=False)
    with later(timedelta(seconds=seconds)):
        note(FlipState.WELL, heard=True, probe=True)
        assert _is_due() is hurried


def test_the_look_asks_nothing_while_flip_was_just_heard(world: World) -> None:
    look()
    assert known().state in state.WELL
    world.flip.fault("", "status", status=500)
    look()
    assert known().state in state.WELL
    with later(timedelta(seconds=31)):
        look()
    assert known().state is FlipState.TROUBLED
