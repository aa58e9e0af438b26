"""Promising work inside a transaction, and saying what does it."""

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from app.db.base import table_of
from app.db.dialects import upsert
from app.db.transaction import after_commit, transaction
from app.extensions import db
from app.lib import clock
from app.outbox.bell import bell
from app.outbox.models import OutboxWork, WorkState
from app.outbox.queue import Claimed, WorkTable

Handler = Callable[..., None]
LEASE = timedelta(seconds=90)


@dataclass(frozen=True)
class WorkKind:
    """What does a kind of work and how often it may fail before it is set aside."""

    handler: Handler
    tries: int


_kinds: dict[str, WorkKind] = {}
_doing: ContextVar[Claimed | None] = ContextVar("doing", default=None)


def work(kind: str, *, tries: int = 8) -> Callable[[Handler], Handler]:
    """Register a function as what does `kind`; it is called with the payload's names.

    It may be called again after a crash at any point, so it looks at the row before it acts.
    It returns when done, raises `TryLater` when the moment is wrong, anything else when it failed.
    """

    def register(handler: Handler) -> Handler:
        if kind in _kinds and _kinds[kind].handler is not handler:
            raise RuntimeError(f"two functions want to do {kind}")
        _kinds[kind] = WorkKind(handler, tries)
        return handler

    return register


def promise(
    kind: str, payload: Mapping[str, Any], *, due: datetime | None = None, once: str | None = None
) -> None:
    """Promise work in the caller's transaction; the bell rings after its commit.

    With `once`, a promise of the same name that already stands makes this one nothing.
    """
    if kind not in _kinds:
        raise RuntimeError(f"nobody does {kind}")
    now = clock.now()
    values = {"kind": kind, "payload": dict(payload), "once": once, "state": WorkState.WAITING}
    statement = upsert(table_of(OutboxWork)).values(**values, attempts=0, next_at=due or now, created_at=now)
    db.session.execute(statement.on_conflict_do_nothing(index_elements=["once"]) if once else statement)
    after_commit(bell.ring)


def finish_within() -> None:
    """Mark the work being done as done inside the caller's transaction, which is the last thing it writes.

    It spares a commit; where nothing is being done, or another worker took over, this does nothing.
    """
    claimed = _doing.get()
    if claimed is not None and outbox.finish(claimed):
        _doing.set(None)


def _run(claimed: Claimed) -> None:
    handler, payload = _kinds[claimed.brought["kind"]].handler, claimed.brought["payload"]
    mark = _doing.set(claimed)
    try:
        handler(**payload)
        if _doing.get() is not None:
            with transaction():
                outbox.finish(claimed)
    finally:
        _doing.reset(mark)


def _tries(row_id: int) -> int:
    kind = db.session.scalar(select(OutboxWork.kind).where(OutboxWork.id == row_id))
    db.session.rollback()
    return _kinds[kind].tries if kind in _kinds else 1


outbox = WorkTable(
    name="outbox",
    table=table_of(OutboxWork),
    lease=LEASE,
    run=_run,
    tries=_tries,
    brings=("kind", "payload"),
)
