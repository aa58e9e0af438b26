"""Keeping a callback: one statement and a commit, so that what was answered 200 cannot be lost."""

import hashlib
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy.exc import OperationalError

from app.callbacks.models import Receipt, RefusedToken
from app.db.base import table_of
from app.db.dialects import is_postgresql, upsert
from app.db.transaction import after_commit, transaction
from app.flip.callbacks import Kind
from app.lib import clock
from app.outbox.bell import bell
from app.outbox.models import WorkState

REPEATING = {Kind.BANK_STATUS, Kind.INQUIRY}
WINDOW = timedelta(minutes=15)
# Sent once only (P24): a database that is locked or restarting is waited for, even beyond the half minute
# after which Flip no longer listens. The others come again, and must not hold the web's threads meanwhile.
ONCE_ONLY = {Kind.AGENT, Kind.INQUIRY, Kind.BANK_STATUS}
KEEP_TRYING_SECONDS = 60.0
BETWEEN_TRIES_SECONDS = 0.5


def keep(kind: Kind, data: bytes, headers: Mapping[str, str], address: str) -> None:
    """Store one callback's data, or count it when it came before; committed when this returns.

    :raises OperationalError: the database could not be written; for a minute, where Flip sends once only
    """
    now = clock.now()
    values = {
        "kind": kind.value,
        "digest": digest_of(kind, data, now),
        "data": data,
        "headers": dict(headers),
        "address": address,
        "deliveries": 1,
        "first_at": now,
        "last_at": now,
        "state": WorkState.WAITING.value,
        "attempts": 0,
        "next_at": now,
    }
    until = time.monotonic() + (KEEP_TRYING_SECONDS if kind in ONCE_ONLY else 0)
    while True:
        try:
            return _store(values)
        except OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(BETWEEN_TRIES_SECONDS)


def _store(values: Mapping[str, Any]) -> None:
    with transaction() as session:
        session.connection().execute(_insert_or_count(is_postgresql()), values)
        after_commit(bell.ring)


@cache
def _insert_or_count(on_postgresql: bool) -> Any:
    # Made once for each database: putting the statement together costs more than carrying it out.
    receipts = table_of(Receipt)
    statement = upsert(receipts)
    again = {"deliveries": receipts.c.deliveries + 1, "last_at": statement.excluded.last_at}
    return statement.on_conflict_do_update(index_elements=["digest"], set_=again)


def digest_of(kind: Kind, data: bytes, now: datetime) -> str:
    """What makes a callback the same one: kind and bytes, and a time window for what may repeat."""
    window = int(now.timestamp() // WINDOW.total_seconds()) if kind in REPEATING else 0
    return hashlib.sha256(f"{kind.value}\0{window}\0".encode() + data).hexdigest()


def count_refused(kind: Kind, address: str) -> None:
    """Count a callback with a wrong or missing token; its content is not kept (P12)."""
    hour = clock.now().replace(minute=0, second=0, microsecond=0)
    refused = table_of(RefusedToken)
    statement = upsert(refused).values(hour=hour, kind=kind.value, address=address, times=1)
    with transaction() as session:
        session.execute(
            statement.on_conflict_do_update(
                index_elements=["hour", "kind", "address"], set_={"times": refused.c.times + 1}
            )
        )
