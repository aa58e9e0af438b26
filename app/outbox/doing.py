"""Doing claimed rows, and settling what became of each: done, again later, or failed."""

import logging
import time
from collections.abc import Sequence

from app.db.transaction import release
from app.extensions import db
from app.outbox.queue import Claimed, TryLater, WorkTable

log = logging.getLogger(__name__)


class Abandoned(Exception):
    """The worker that held the row died each time: it is not taken up for ever."""


def do(table: WorkTable, claimed: Claimed) -> None:
    """Do one claimed row and settle what became of it; never raises for the row's own sake."""
    try:
        if claimed.attempt > 1 and claimed.attempt > table.tries(claimed.id):
            raise Abandoned("its worker stopped in the middle of it each time")
        table.run(claimed)
    except TryLater as later:
        db.session.rollback()
        table.postpone(claimed, later)
    except Exception as error:
        db.session.rollback()
        log.exception(
            "work failed", extra={"work": claimed.id, "kind": table.name, "attempt": claimed.attempt}
        )
        table.fail(claimed, error)
    finally:
        release()


def do_all(table: WorkTable, claimed: Sequence[Claimed]) -> None:
    """Do claimed rows, together where the table can; what there is no time for goes back unharmed."""
    began = time.monotonic()
    fresh = [work for work in claimed if work.attempt == 1]
    left = set(_together(table, fresh) if table.together and len(fresh) > 1 else fresh)
    for work in claimed:
        if work.attempt > 1 or work in left:
            if time.monotonic() - began < table.lease.total_seconds() / 3:
                do(table, work)
            else:
                table.postpone(work, TryLater("its turn did not come", seconds=0))


def _together(table: WorkTable, claimed: Sequence[Claimed]) -> Sequence[Claimed]:
    assert table.together is not None
    try:
        return table.together(claimed)
    except TryLater as later:
        db.session.rollback()
        for work in claimed:
            table.postpone(work, later)
        return ()
    except Exception:
        log.warning("rows could not be done together; now one by one", exc_info=True)
        return claimed
    finally:
        db.session.rollback()
        release()
