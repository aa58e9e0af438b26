"""Reads for the audit log's page."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute

from app.audit.models import AuditEntry
from app.db.paging import Page, read_page
from app.extensions import db
from app.lib import clock

SIZE = 50


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; `day` is a day in WIB."""

    person: str = ""
    verb: str = ""
    subject: str = ""
    outcome: str = ""
    day: date | None = None

    @property
    def any(self) -> bool:
        """True when the list is narrowed at all."""
        return bool(self.person or self.verb or self.subject or self.outcome or self.day)


def entries(filters: Filters, cursor: str | None, size: int = SIZE) -> Page[AuditEntry]:
    """One page of the log, newest first."""
    query: Select[Any] = select(AuditEntry)
    if filters.person:
        query = query.where(AuditEntry.person_name == filters.person)
    if filters.verb:
        query = query.where(AuditEntry.verb == filters.verb)
    if filters.subject:
        query = query.where(AuditEntry.subject_id == filters.subject)
    if filters.outcome:
        query = query.where(AuditEntry.outcome == filters.outcome)
    if filters.day:
        first, after = clock.day_bounds(filters.day)
        query = query.where(AuditEntry.at >= first, AuditEntry.at < after)
    return read_page(query, AuditEntry.id, cursor=cursor, size=size)


def person_names() -> list[str]:
    """Everybody the log names."""
    return _distinct(AuditEntry.person_name)


def verbs() -> list[str]:
    """Every verb the log holds."""
    return _distinct(AuditEntry.verb)


def last_check() -> AuditEntry | None:
    """The entry of the last time the chain was checked."""
    query = select(AuditEntry).where(AuditEntry.verb == "audit.verified")
    return db.session.scalar(query.order_by(AuditEntry.id.desc()).limit(1))


def waiting_for_seal() -> int:
    """How many entries are not sealed yet."""
    query = select(func.count()).select_from(AuditEntry).where(AuditEntry.sequence.is_(None))
    return db.session.scalar(query) or 0


def _distinct(column: InstrumentedAttribute[str]) -> list[str]:
    # Leaps through the index from one value to the next: the log has many rows and few values.
    leap = select(func.min(column).label("value")).cte("leap", recursive=True)
    following = select(func.min(column)).where(column > leap.c.value).scalar_subquery()
    leap = leap.union_all(select(following).where(leap.c.value.is_not(None)))
    return [value for value in db.session.scalars(select(leap.c.value)) if value is not None]
