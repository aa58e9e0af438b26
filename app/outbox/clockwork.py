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
from app.outbox.models import ClockworkSlot

log = logging.getLogger(__name__)

Job = Callable[[], None]
KEPT = timedelta(days=2)


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


def take_turns(already: dict[str, int]) -> list[Turn]:
    """The turns that are due now and fell to this worker; `already` remembers what it has seen."""
    now = clock.now()
    mine: list[Turn] = []
    for turn in _turns.values():
        slot = int(now.timestamp()) // turn.seconds
        if already.get(turn.name) != slot:
            already[turn.name] = slot
            if _take(turn.name, slot):
                mine.append(turn)
    return mine


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


@every(name="outbox.forget_slots", minutes=60)
def forget_slots() -> None:
    """Remove slots long past, so that the table stays small."""
    with transaction() as session:
        session.execute(delete(ClockworkSlot).where(ClockworkSlot.taken_at < clock.now() - KEPT))
