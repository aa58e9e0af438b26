"""The only way a status changes: ask the table, compare and set, write the event, tell who listens."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, select

from app.db.base import Base, table_of
from app.db.compare_and_set import compare_and_set
from app.db.dialects import upsert
from app.extensions import db
from app.lib import clock
from app.lib.labels import Labelled
from app.lib.labels import mark as _
from app.lib.transitions import Transitions, Verdict
from app.timeline.models import Event


class Source(Labelled):
    """Where a piece of news came from."""

    PERSON = "person", _("A person here"), "muted", "user"
    CALLBACK = "callback", _("Flip's callback"), "muted", "bell"
    ANSWER = "answer", _("Flip's answer"), "muted", "message"
    POLLING = "polling", _("Asked Flip"), "muted", "refresh"
    CLOCK = "clock", _("The clock"), "muted", "clock"
    RULE = "rule", _("The house's rule"), "muted", "checks"


@dataclass(frozen=True)
class Cause:
    """Why something is written: `key` names it once and for all, so that a replay is harmless."""

    source: Source
    key: str
    actor: str | None = None
    received_at: datetime | None = None


@dataclass(frozen=True)
class News:
    """What goes with an event beyond the statuses."""

    verb: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    happened_at: datetime | None = None
    set: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Subject:
    """A kind of thing that moves: its table (with `status` and `updated_at`) and its transitions."""

    kind: str
    table: Table
    transitions: Transitions


Listener = Callable[[int], None]
_subjects: dict[str, Subject] = {}
_listeners: dict[tuple[str, str], list[Listener]] = {}


def moves(kind: str, model: type[Base], transitions: Transitions) -> None:
    """Register a kind of thing whose status `advance` may change."""
    _subjects[kind] = Subject(kind, table_of(model), transitions)


def moved(kind: str, status: str) -> Callable[[Listener], Listener]:
    """Call a function, with the row's id, in the transaction in which such a thing reaches `status`.

    It may promise outbox work there and nothing else.
    """

    def register(listener: Listener) -> Listener:
        heard = _listeners.setdefault((kind, status), [])
        if listener not in heard:
            heard.append(listener)
        return listener

    return register


def advance(
    kind: str, row_id: int, to: str, cause: Cause, news: News | None = None, *, reversal: bool = False
) -> Verdict:
    """Move one row to status `to` inside the caller's transaction, if it may be moved.

    `news.set` are further columns written with the status, only when this call moves it. A contradiction
    between two final statuses is written down as an event and flagged for a person; nothing else changes,
    unless this is a person's `reversal`.
    """
    subject, news = _subjects[kind], news or News()
    columns = subject.table.c
    stands = select(columns.status, _written(kind, row_id, cause)).where(columns.id == row_id)
    while True:
        current, is_known = db.session.execute(stands).one()
        if is_known:
            return Verdict.ALREADY
        verdict = subject.transitions.judge(current, to, reversal=reversal)
        if verdict is Verdict.CONFLICT:
            return _conflict(subject, row_id, current, to, cause, news)
        if verdict is not Verdict.MOVED:
            return verdict
        values = dict(news.set) | {"status": to, "updated_at": clock.now()}
        if compare_and_set(subject.table, row_id, expect={"status": current}, values=values):
            write(kind, row_id, cause, news, statuses=(current, to))
            announce(kind, row_id, to)
            return Verdict.MOVED


def announce(kind: str, row_id: int, status: str) -> None:
    """Tell who listens that a row has reached a status; `advance` does, and who makes a row in one."""
    for listener in _listeners.get((kind, status), []):
        listener(row_id)


def _written(kind: str, row_id: int, cause: Cause) -> ColumnElement[bool]:
    ours = Event.subject_kind == kind, Event.subject_id == row_id, Event.cause == cause.key
    return select(Event.id).where(*ours).exists()


def write(
    kind: str, row_id: int, cause: Cause, news: News, statuses: tuple[str | None, str | None] = (None, None)
) -> bool:
    """Write an event inside the caller's transaction; False when this cause has written one already."""
    before, after = statuses
    values = {
        "subject_kind": kind,
        "subject_id": row_id,
        "verb": news.verb or f"{kind}.{(after or 'noted').lower()}",
        "from_status": before,
        "to_status": after,
        "source": cause.source,
        "cause": cause.key,
        "actor": cause.actor,
        "details": dict(news.details),
        "happened_at": news.happened_at,
        "received_at": cause.received_at,
        "applied_at": clock.now(),
    }
    statement = upsert(table_of(Event)).values(**values).on_conflict_do_nothing().returning(Event.id)
    return db.session.execute(statement).scalar_one_or_none() is not None


def _conflict(subject: Subject, row_id: int, stands: str, said: str, cause: Cause, news: News) -> Verdict:
    details = dict(news.details) | {"stands": stands, "said": said}
    told = News(f"{subject.kind}.conflict", details, news.happened_at)
    values = {"attention": "conflict", "updated_at": clock.now()}
    if write(subject.kind, row_id, cause, told):
        compare_and_set(subject.table, row_id, expect={"status": stands}, values=values)
    return Verdict.CONFLICT
