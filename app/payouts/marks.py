"""How far Flip's lists of transfers have been read, so that no downtime leaves a gap."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from app.db.base import table_of
from app.db.dialects import upsert
from app.db.transaction import release, transaction
from app.extensions import db
from app.lib import clock
from app.payments.models import ListReading
from app.payouts.following import MOST_A_TURN
from app.payouts.statuses import PayoutStatus
from app.timeline.models import Transaction

FIRST_LOOK = timedelta(days=30)
# Flip's clock and ours may differ, and a list may show a transfer a little late.
OVERLAP = timedelta(minutes=15)
OPEN_AT_MOST = timedelta(days=3)


@dataclass(frozen=True)
class Reading:
    """One reading of a kind's list: since when, on which page it goes on, and back to which moment."""

    kind: str
    begun_at: datetime
    next_page: int
    complete_until: datetime
    back_to: datetime


def begin(kind: str) -> Reading:
    """A new reading from the top, or the one that was not finished."""
    now = clock.now()
    known = db.session.get(ListReading, kind)
    until = known.complete_until if known else now - FIRST_LOOK
    begun_at, page = (known.begun_at, known.next_page) if known and known.begun_at else (now, 1)
    back_to = min(until - OVERLAP, _oldest_of_many_open(kind) or now)
    release()
    return Reading(kind, begun_at, page, until, back_to)


def _oldest_of_many_open(kind: str) -> datetime | None:
    """Since when transfers are open, where there are more than can be asked for one by one in a turn."""
    query = select(func.count(Transaction.id), func.min(Transaction.sent_at)).where(
        Transaction.kind == kind,
        Transaction.status == PayoutStatus.PENDING,
        Transaction.sent_at >= clock.now() - OPEN_AT_MOST,
    )
    count, oldest = db.session.execute(query).one()
    return oldest if count > MOST_A_TURN else None


def complete(reading: Reading) -> None:
    """Everything that stood in the list when the reading began is known."""
    _write(reading.kind, complete_until=reading.begun_at, begun_at=None, next_page=1)


def pause(reading: Reading, next_page: int) -> None:
    """The reading goes on with this page."""
    _write(
        reading.kind, complete_until=reading.complete_until, begun_at=reading.begun_at, next_page=next_page
    )


def _write(kind: str, **values: datetime | int | None) -> None:
    statement = upsert(table_of(ListReading)).values(name=kind, **values)
    with transaction() as session:
        session.execute(statement.on_conflict_do_update(index_elements=["name"], set_=values))
