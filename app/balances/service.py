"""Keeping what Flip says of the balance, and asking for it soon after money moved."""

from datetime import datetime, timedelta

from sqlalchemy import Row, select

from app.balances.models import KIND, ROSE, SILENCE, BalanceReading, ReadBy
from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.dialects import upsert
from app.db.transaction import transaction
from app.extensions import db
from app.lib import clock
from app.outbox.promises import promise
from app.timeline.record import announce

TOGETHER_SECONDS = 5
_table = table_of(BalanceReading)


def take(balance_idr: int, source: ReadBy, asked_at: datetime) -> None:
    """Keep one reading; who waits for money is told when it is higher than the one before.

    A reading asked for before the newest one was is overtaken: it says nothing of now and is left out.
    """
    with transaction():
        while True:
            last = _last()
            if last is not None and asked_at < last.heard_at:
                return
            if last is not None and balance_idr == last.balance_idr and asked_at - last.heard_at < SILENCE:
                change(_table, last.id, heard_at=asked_at)
                return
            added = _add(balance_idr, source, asked_at, last.id if last else 0)
            if added is not None:
                if last is not None and balance_idr > last.balance_idr:
                    announce(KIND, added, ROSE)
                return


def _last() -> Row[int, int, datetime] | None:
    columns = (BalanceReading.id, BalanceReading.balance_idr, BalanceReading.heard_at)
    return db.session.execute(select(*columns).order_by(BalanceReading.id.desc()).limit(1)).one_or_none()


def _add(balance_idr: int, source: ReadBy, at: datetime, follows: int) -> int | None:
    statement = upsert(_table).values(
        follows=follows, balance_idr=balance_idr, source=source, read_at=at, heard_at=at
    )
    statement = statement.on_conflict_do_nothing(index_elements=["follows"])
    added: int | None = db.session.execute(statement.returning(_table.c.id)).scalar_one_or_none()
    return added


def read_soon(row_id: int) -> None:
    """Promise, as money moves, to ask for the balance; what moves within a few seconds is asked for once."""
    now = clock.now()
    slot = int(now.timestamp()) // TOGETHER_SECONDS
    due = now + timedelta(seconds=(slot + 1) * TOGETHER_SECONDS - now.timestamp())
    promise("balances.read", {}, due=due, once=f"balances.read:{slot}")
