"""The one way to write: a transaction that starts fresh, commits once, and rings its bells afterwards."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from sqlalchemy.orm import Session

from app.db.line import turn_to_write
from app.extensions import db

log = logging.getLogger(__name__)

_bells: ContextVar[list[Callable[[], None]] | None] = ContextVar("bells", default=None)


@contextmanager
def transaction() -> Iterator[Session]:
    """Hold one writing transaction; everything inside is committed together or not at all.

    It first lets go of the read snapshot, so that what is read inside is the newest.
    :raises RuntimeError: when one is open already, or when something was changed outside of one.
    """
    if in_transaction():
        raise RuntimeError("a transaction is already open; pass its rows along instead of nesting")
    session = db.session()
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("rows were changed outside of a transaction")
    session.rollback()
    mark = _bells.set([])
    try:
        with turn_to_write():
            try:
                session.connection(execution_options={"means_to_write": True})
                yield session
                session.commit()
            except BaseException:
                session.rollback()
                raise
        bells = _bells.get() or []
    finally:
        _bells.reset(mark)
    for ring in bells:
        _ring(ring)


def in_transaction() -> bool:
    """True while this thread holds a writing transaction."""
    return _bells.get() is not None


def after_commit(ring: Callable[[], None]) -> None:
    """Have `ring` called once the commit has returned; what it raises is logged, never shown."""
    bells = _bells.get()
    if bells is None:
        raise RuntimeError("no transaction is open")
    bells.append(ring)


def release() -> None:
    """Let go of the read snapshot, so that a long wait holds no connection."""
    db.session.rollback()


def _ring(ring: Callable[[], None]) -> None:
    # The rows are stored; a dead doorbell must not make a stored commit look failed.
    try:
        ring()
    except Exception:
        log.exception("a bell could not be rung; the sweep will find the work")
