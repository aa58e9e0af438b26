"""Reading and moving the one row that says how Flip last answered."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import g
from sqlalchemy import select

from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.dialects import upsert
from app.db.transaction import after_commit, transaction
from app.extensions import db
from app.gateway.models import Connection, FlipState
from app.lib import clock
from app.outbox.bell import bell
from app.outbox.worker import tables

WELL = (FlipState.WELL, FlipState.CLOSED)
LASTING = timedelta(seconds=10)


@dataclass(frozen=True)
class Heard:
    """How Flip last answered, why, since when (UTC), and when it was last heard at all."""

    state: FlipState
    reason: str | None
    since: datetime | None
    heard_at: datetime | None

    @property
    def label(self) -> str:
        """English source text of the state."""
        return self.state.label

    @property
    def tone(self) -> str:
        """Tone of the state."""
        return self.state.tone


def connection() -> Heard:
    """What is known of the connection now."""
    columns = table_of(Connection).c
    row = db.session.execute(select(*columns).where(columns.id == 1)).one_or_none()
    if row is None:
        return Heard(FlipState.UNHEARD, None, None, None)
    return Heard(FlipState(row.state), row.reason, row.since, row.heard_at)


def connection_shown() -> Heard:
    """The same for the pages: read once in a request, whoever shows it."""
    if "flip_heard" not in g:
        g.flip_heard = connection()
    heard: Heard = g.flip_heard
    return heard


def is_paused() -> bool:
    """True while nothing may be sent because Flip refuses our key, address or signature."""
    return connection().state is FlipState.PAUSED


def note(state: FlipState, reason: str | None = None, *, heard: bool, probe: bool = False) -> None:
    """Write down how Flip answered; `since` moves only when the state does.

    A pause is ended by a `probe` alone: other good answers may have been under way when it began.
    """
    now = clock.now()
    with transaction() as session:
        known = connection()
        if known.state is FlipState.PAUSED and state in WELL and not probe:
            return
        if known.since is None:
            first = upsert(table_of(Connection)).values(
                id=1, state=state, reason=reason, since=now, heard_at=now if heard else None
            )
            session.execute(first.on_conflict_do_nothing())
        since = known.since if known.state is state else now
        heard_at = now if heard else known.heard_at
        change(table_of(Connection), 1, state=state, reason=reason, since=since, heard_at=heard_at)
        if state in WELL and _was_away(known, now):
            for table in tables():
                table.hurry()
            after_commit(bell.ring)


def _was_away(known: Heard, now: datetime) -> bool:
    # One call that always fails among many that succeed is no absence: hurrying it would never end.
    blinked = known.state is FlipState.TROUBLED and known.since is not None and now - known.since < LASTING
    return known.state not in WELL and not blinked
