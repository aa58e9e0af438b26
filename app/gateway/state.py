"""Reading and moving the one row that says how Flip last answered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import g
from sqlalchemy import ColumnElement, Row, ScalarSelect, literal, select
from sqlalchemy.orm import Session

from app.db.base import table_of
from app.db.compare_and_set import change, compare_and_set
from app.db.dialects import upsert
from app.db.transaction import after_commit, transaction
from app.extensions import db
from app.gateway.models import Connection, FlipState, PauseCause
from app.lib import clock
from app.outbox.bell import bell
from app.outbox.worker import tables

WELL = (FlipState.WELL, FlipState.CLOSED)
LASTING = timedelta(seconds=10)
Beside = Callable[[], Mapping[str, ColumnElement[Any]]]
_beside: list[Beside] = []


@dataclass(frozen=True)
class Heard:
    """How Flip last answered, why, since when (UTC), and when it was last heard at all.

    `cause` is what a person has to put right, `signing_key_id` the key requests are signed with.
    """

    state: FlipState
    reason: str | None
    since: datetime | None
    heard_at: datetime | None
    cause: PauseCause | None = None
    signing_key_id: int | None = None

    @property
    def label(self) -> str:
        """English source text of the state."""
        return self.state.label

    @property
    def tone(self) -> str:
        """Tone of the state."""
        return self.state.tone

    @property
    def needs_signed_look(self) -> bool:
        """True when only a call whose signature Flip checks can tell whether all is well."""
        return self.signing_key_id is not None or self.cause is PauseCause.SIGNATURE


def connection() -> Heard:
    """What is known of the connection now."""
    columns = table_of(Connection).c
    row = db.session.execute(select(*columns).where(columns.id == 1)).one_or_none()
    return Heard(FlipState.UNHEARD, None, None, None) if row is None else _heard(row)


def state_now() -> ScalarSelect[str]:
    """The state alone, to stand in another statement; NULL before Flip was ever asked."""
    columns = table_of(Connection).c
    return select(columns.state).where(columns.id == 1).scalar_subquery()


def locked() -> Heard:
    """The same inside a transaction, held still until it ends."""
    _lay_down(db.session())
    columns = table_of(Connection).c
    return _heard(db.session.execute(select(*columns).where(columns.id == 1).with_for_update()).one())


def show_beside(columns: Beside) -> Beside:
    """Have what else every page shows read in the same statement: named scalars of a room above."""
    if columns not in _beside:
        _beside.append(columns)
    return columns


def connection_shown() -> Heard:
    """The same for the pages: read once in a request, whoever shows it."""
    row = _row_shown()
    if row.state is None:
        return Heard(FlipState.UNHEARD, None, None, None)
    return _heard(row)


def shown_beside() -> Mapping[str, Any]:
    """What `show_beside` had read with it, by its names."""
    return _row_shown()._asdict()


def _row_shown() -> Row[Any]:
    if "flip_shown" not in g:
        known, one_row = table_of(Connection), select(literal(1).label("one")).subquery()
        beside = [column.label(name) for columns in _beside for name, column in columns().items()]
        query = select(*known.c, *beside).select_from(one_row.outerjoin(known, known.c.id == 1))
        g.flip_shown = db.session.execute(query).one()
    row: Row[Any] = g.flip_shown
    return row


def is_paused() -> bool:
    """True while nothing may be sent because Flip refuses our key, address or signature."""
    return connection().state is FlipState.PAUSED


def sign_with(key_id: int | None, *, instead_of: int | None) -> bool:
    """Inside a transaction: the key in use from now on; False when it was another one than `instead_of`."""
    _lay_down(db.session())
    expected = {"signing_key_id": instead_of}
    return compare_and_set(table_of(Connection), 1, expect=expected, values={"signing_key_id": key_id})


def note(
    state: FlipState,
    reason: str | None = None,
    *,
    heard: bool,
    probe: bool = False,
    cause: PauseCause | None = None,
) -> None:
    """Write down how Flip answered; `since` moves only when the state does.

    A pause is ended by a `probe` alone: other good answers may have been under way when it began.
    """
    now = clock.now()
    with transaction() as session:
        known = connection()
        if known.state is FlipState.PAUSED and state in WELL and not probe:
            return
        if known.since is None:
            _lay_down(session)
        since = known.since if known.state is state else now
        heard_at = now if heard else known.heard_at
        told = {"state": state, "reason": reason, "cause": cause}
        change(table_of(Connection), 1, since=since, heard_at=heard_at, **told)
        if state in WELL and _was_away(known, now):
            for table in tables():
                table.hurry()
            after_commit(bell.ring)


def _lay_down(session: Session) -> None:
    first = upsert(table_of(Connection)).values(id=1, state=FlipState.UNHEARD, since=clock.now())
    session.execute(first.on_conflict_do_nothing())


def _heard(row: Row[Any]) -> Heard:
    cause = PauseCause(row.cause) if row.cause else None
    return Heard(FlipState(row.state), row.reason, row.since, row.heard_at, cause, row.signing_key_id)


def _was_away(known: Heard, now: datetime) -> bool:
    # One call that always fails among many that succeed is no absence: hurrying it would never end.
    blinked = known.state is FlipState.TROUBLED and known.since is not None and now - known.since < LASTING
    return known.state not in WELL and not blinked
