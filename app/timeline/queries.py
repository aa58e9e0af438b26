"""Reads of the timeline."""

from collections.abc import Sequence

from sqlalchemy import func, select

from app.extensions import db
from app.timeline.models import Event


def events_of(kind: str, row_id: int, limit: int = 200) -> Sequence[Event]:
    """What happened to one thing, newest first."""
    query = select(Event).where(Event.subject_kind == kind, Event.subject_id == row_id)
    return db.session.scalars(query.order_by(Event.id.desc()).limit(limit)).all()


def last_event_id(kind: str, row_id: int) -> int:
    """The newest event of one thing, 0 when there is none; it grows with each."""
    query = select(func.max(Event.id)).where(Event.subject_kind == kind, Event.subject_id == row_id)
    return db.session.scalar(query) or 0


def events_of_many(kind: str, row_ids: Sequence[int], limit: int = 200) -> Sequence[Event]:
    """What happened to several things of one kind, newest first."""
    if not row_ids:
        return []
    query = select(Event).where(Event.subject_kind == kind, Event.subject_id.in_(row_ids))
    return db.session.scalars(query.order_by(Event.id.desc()).limit(limit)).all()
