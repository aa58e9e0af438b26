"""Work done by the clock: each turn of a job is taken by exactly one worker, however many there are."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select

from app.db.base import table_of
from app.db.dialects import upsert
from app.db.transaction import release, transaction
from app.extensions import db
from app.lib import clock
from app.outbox.models import ClockworkSlot, Heartbeat, OutboxWork, WorkState

log = logging.getLogger(__name__)

Job = Callable[[], None]
KEPT = timedelta(days=2)
WORK_KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Turn:
    """A job and how often its turn comes."""

    name: str
    seconds: int
    job: Job


_turns: dict[str, Turn] = {}


def every(*, name: str, seconds: int = 0, minutes: int = 0) -> Callable[[Job], Job]:
    """Register a job to be done once in each slot of so many seconds, by whichever worker is first."""

    def register(job: Job) -> Job:
        _turns[name] = Turn(name, seconds + 60 * minutes, job)
        return job

    return register


def turns() -> dict[str, Turn]:
    """Every job of the clockwork, by its name."""
    return dict(_turns)


def due_turns(seen: dict[str, int]) -> list[Turn]:
    """The turns of this moment that a worker has not looked at yet; `seen` is its own memory."""
    return [turn for turn in _turns.values() if seen.get(turn.name) != _slot(turn)]


def take_turn(turn: Turn, seen: dict[str, int]) -> bool:
    """True when this turn fell to the worker that asks: it does the job, and nobody else does."""
    slot = _slot(turn)
    mine = _take(turn.name, slot)
    seen[turn.name] = slot
    return mine


def _slot(turn: Turn) -> int:
    return int(clock.now().timestamp()) // turn.seconds


def _take(job: str, slot: int) -> bool:
    taken = select(ClockworkSlot.slot).where(ClockworkSlot.job == job, ClockworkSlot.slot == slot)
    found = db.session.scalar(taken)
    release()
    if found is not None:
        return False
    statement = upsert(table_of(ClockworkSlot)).values(job=job, slot=slot, taken_at=clock.now())
    with transaction() as session:
        inserted = session.execute(
            statement.on_conflict_do_nothing().returning(ClockworkSlot.slot)
        ).scalar_one_or_none()
    return inserted is not None


@every(name="outbox.forget_done", minutes=60)
def forget_done() -> None:
    """Remove work done long ago; what was set aside stays until a person looked."""
    work = table_of(OutboxWork)
    long_done = (work.c.state == WorkState.DONE) & (work.c.finished_at < clock.now() - WORK_KEPT)
    with transaction() as session:
        session.execute(delete(work).where(long_done))


@every(name="outbox.forget_slots", minutes=60)
def forget_slots() -> None:
    """Remove slots long past and workers long gone, so that their tables stay small."""
    before = clock.now() - KEPT
    with transaction() as session:
        session.execute(delete(ClockworkSlot).where(ClockworkSlot.taken_at < before))
        session.execute(delete(Heartbeat).where(Heartbeat.beat_at < before))
