"""A table of work: due rows are claimed with a lease, then finished, postponed, or failed with jitter."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, or_, select

from app.db.compare_and_set import change_where, claim, compare_and_set
from app.db.transaction import release, transaction
from app.extensions import db
from app.lib import clock
from app.outbox.models import WorkState

LONGEST_WAIT = timedelta(minutes=10)
ERROR_LENGTH = 2_000


class TryLater(Exception):
    """The work cannot be done now through no fault of its own; it does not count as a failed try."""

    def __init__(self, reason: str, *, seconds: float) -> None:
        super().__init__(reason)
        self.seconds = seconds


@dataclass(frozen=True)
class Claimed:
    """A row this worker holds: its id and which attempt this is (the token that proves the hold).

    `brought` holds what its table brings with a claim.
    """

    id: int
    attempt: int
    brought: Mapping[str, Any] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class WorkTable:
    """A table with WorkColumns, how long a claim on it lasts, and what to do with a claimed row.

    `together` does many rows in one go, as far as that is possible, and gives back those that are to be
    done one by one; it is given at most `at_once` rows, none of which was tried before. `brings` are columns
    that are read with the claim, to spare each row a reading of its own.
    """

    name: str
    table: Table
    lease: timedelta
    run: Callable[[Claimed], None]
    tries: Callable[[int], int]
    together: Callable[[Sequence[Claimed]], Sequence[Claimed]] | None = None
    at_once: int = 1
    brings: tuple[str, ...] = ()

    def due(self, now: datetime) -> ColumnElement[bool]:
        """Rows whose time has come, and rows whose worker died and left its lease behind."""
        columns = self.table.c
        return or_(
            and_(columns.state == WorkState.WAITING, columns.next_at <= now),
            and_(columns.state == WorkState.CLAIMED, columns.lease_until <= now),
        )

    def claim(self, limit: int) -> list[Claimed]:
        """Take up to `limit` due rows for this worker."""
        now = clock.now()
        waiting = db.session.scalar(select(self.table.c.id).where(self.due(now)).limit(1))
        release()
        if waiting is None:
            return []
        with transaction():
            ids = claim(
                self.table,
                due=self.due(now),
                oldest_first=self.table.c.next_at,
                limit=limit,
                state=WorkState.CLAIMED,
                lease_until=now + self.lease,
                attempts=self.table.c.attempts + 1,
            )
            columns = self.table.c
            brought = [columns[name] for name in self.brings]
            mine = select(columns.id, columns.attempts, *brought).where(columns.id.in_(ids))
            rows = db.session.execute(mine.order_by(columns.id)).all()
            return [
                Claimed(row_id, attempt, dict(zip(self.brings, rest, strict=True)))
                for row_id, attempt, *rest in rows
            ]

    def finish(self, work: Claimed) -> bool:
        """Mark done inside the caller's transaction; False when the lease went to somebody else."""
        return self._leave(work, state=WorkState.DONE, finished_at=clock.now(), last_error=None)

    def postpone(self, work: Claimed, later: TryLater) -> None:
        """Put back without counting the try, to come up again after `later.seconds`."""
        with transaction():
            self._leave(
                work,
                state=WorkState.WAITING,
                attempts=max(work.attempt - 1, 0),
                next_at=clock.now() + timedelta(seconds=later.seconds),
                last_error=str(later)[:ERROR_LENGTH],
            )

    def fail(self, work: Claimed, error: Exception) -> None:
        """Count the failed try: again after a jittered wait, or set aside when the tries are used up."""
        spent = work.attempt >= self.tries(work.id)
        with transaction():
            self._leave(
                work,
                state=WorkState.SET_ASIDE if spent else WorkState.WAITING,
                next_at=clock.now() + jittered(work.attempt),
                last_error=f"{type(error).__name__}: {error}"[:ERROR_LENGTH],
            )

    def hurry(self) -> int:
        """Bring everything that waits for a better moment forward to now, inside the caller's transaction."""
        columns = self.table.c
        waiting = (columns.state == WorkState.WAITING) & columns.last_error.is_not(None)
        return change_where(self.table, waiting, next_at=clock.now())

    def retry(self, row_id: int) -> bool:
        """Give a set-aside row its tries back, inside the caller's transaction."""
        return compare_and_set(
            self.table,
            row_id,
            expect={"state": WorkState.SET_ASIDE},
            values={"state": WorkState.WAITING, "attempts": 0, "next_at": clock.now()},
        )

    def _leave(self, work: Claimed, **values: object) -> bool:
        held = {"state": WorkState.CLAIMED, "attempts": work.attempt}
        return compare_and_set(self.table, work.id, expect=held, values=values | {"lease_until": None})


def jittered(attempt: int) -> timedelta:
    """A random wait up to a bound that doubles with each attempt (full jitter), at most ten minutes."""
    bound = min(2.0**attempt, LONGEST_WAIT.total_seconds())
    return timedelta(seconds=random.uniform(0, bound))
