"""The clockwork: each turn is taken once, whatever dies or raises."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from app.db.transaction import transaction
from app.extensions import db
from app.lib import clock
from app.outbox import clockwork
from app.outbox.clockwork import due_turns, every, forget_done, forget_slots, take_turn
from app.outbox.models import ClockworkSlot, Heartbeat, OutboxWork
from tests.outbox.bench import done, note, soon, workers
from tests.users.bench import House, later

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def slots() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(ClockworkSlot)) or 0


def take_all(seen: dict[str, int]) -> list[str]:
    return [turn.name for turn in due_turns(seen) if take_turn(turn, seen)]


def test_a_slot_is_taken_once_by_many_workers_in_parallel(house: House) -> None:
    every(name="a", seconds=60)(lambda: None)
    every(name="b", seconds=60)(lambda: None)
    with later(timedelta(0), NOON):
        taken = house.all_at_once(lambda number: take_all({}), times=12)
    assert sorted(name for names in taken for name in names) == ["a", "b"]
    assert slots() == 2


def test_each_slot_comes_round_once_and_a_restart_repeats_none(house: House) -> None:
    every(name="a", minutes=1)(lambda: None)
    seen: dict[str, int] = {}
    with later(timedelta(0), NOON):
        assert take_all(seen) == ["a"]
        assert take_all(seen) == []
        assert take_all({}) == []  # a worker that has just started remembers nothing
    with later(timedelta(seconds=59), NOON):
        assert take_all(seen) == []
    with later(timedelta(seconds=60), NOON):
        assert take_all(seen) == ["a"]


def test_turns_missed_while_no_worker_lived_are_done_once_and_not_made_up_for(house: House) -> None:
    every(name="a", minutes=1)(lambda: None)
    with later(timedelta(hours=5), NOON):
        assert take_all({}) == ["a"]
        assert take_all({}) == []


def test_a_slot_that_could_not_be_asked_about_is_asked_about_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    every(name="a", minutes=1)(lambda: None)
    seen: dict[str, int] = {}

    def dead(job: str, slot: int) -> bool:
        raise ConnectionError("the database is away")

    with monkeypatch.context() as patch, later(timedelta(0), NOON):
        patch.setattr(clockwork, "_take", dead)
        with pytest.raises(ConnectionError):
            take_all(seen)
    with later(timedelta(seconds=5), NOON):
        assert take_all(seen) == ["a"]


def test_a_job_that_raises_stops_no_other_and_has_its_next_turn(house: House) -> None:
    def broken() -> None:
        note("broken")
        raise ZeroDivisionError

    every(name="broken", seconds=1)(broken)
    every(name="good", seconds=1)(lambda: note("good"))
    with workers(house):
        soon(lambda: done["broken"] >= 2 and done["good"] >= 2)


def test_two_workers_share_the_turns_and_do_none_twice(house: House) -> None:
    every(name="a", seconds=3_600)(lambda: note("a"))
    with workers(house, 2):
        soon(lambda: done["a"])
        with workers(house, 2):  # and two that start later
            every(name="b", seconds=3_600)(lambda: note("b"))
            soon(lambda: done["b"])
    assert (done["a"], done["b"]) == (1, 1)


def test_slots_long_past_and_workers_long_gone_are_forgotten(house: House) -> None:
    now = clock.now()
    old, young = now - timedelta(days=3), now - timedelta(days=1)
    with transaction() as session:
        session.add(ClockworkSlot(job="a", slot=1, taken_at=old))
        session.add(ClockworkSlot(job="a", slot=2, taken_at=young))
        session.add(Heartbeat(worker="gone", beat_at=old, started_at=old))
        session.add(Heartbeat(worker="here", beat_at=now, started_at=old))
    forget_slots()
    assert slots() == 1
    assert list(db.session.scalars(select(Heartbeat.worker))) == ["here"]


def test_work_done_long_ago_is_forgotten_and_what_waits_for_a_person_is_not(house: House) -> None:
    long_ago = clock.now() - timedelta(days=31)
    with transaction() as session:
        for state in ("done", "set_aside"):
            session.add(
                OutboxWork(
                    kind="bills.send",
                    payload={},
                    state=state,
                    attempts=1,
                    next_at=long_ago,
                    created_at=long_ago,
                    finished_at=long_ago,
                )
            )
    forget_done()
    db.session.rollback()
    assert [work.state for work in db.session.scalars(select(OutboxWork))] == ["set_aside"]
