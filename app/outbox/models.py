"""Tables of promised work, of clockwork slots already taken, and of workers' heartbeats."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from app.db.base import Base
from app.db.types import Json
from app.lib.labels import Labelled
from app.lib.labels import mark as _


class WorkState(Labelled):
    """Where a piece of work stands."""

    WAITING = "waiting", _("Waiting its turn"), "waiting", "clock"
    CLAIMED = "claimed", _("Being done"), "progress", "loader"
    DONE = "done", _("Done"), "good", "check"
    SET_ASIDE = "set_aside", _("Set aside after too many tries"), "bad", "alert-triangle"


class WorkColumns:
    """What makes a row a piece of work: whose turn, until when, how often tried, and when next."""

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(String(16), default=WorkState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    last_error: Mapped[str | None]
    finished_at: Mapped[datetime | None]


class OutboxWork(WorkColumns, Base):
    """One promised piece of work; `payload` holds ids, never secrets."""

    __tablename__ = "outbox"

    kind: Mapped[str] = mapped_column(String(64))
    payload: Mapped[dict[str, Any]] = mapped_column(Json)
    once: Mapped[str | None] = mapped_column(String(255), unique=True)
    created_at: Mapped[datetime]

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        return (Index(None, "state", "next_at"),)


class ClockworkSlot(Base):
    """A turn of a clockwork job that somebody has taken; the primary key lets only one."""

    __tablename__ = "clockwork_slots"

    job: Mapped[str] = mapped_column(String(64), primary_key=True)
    slot: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    taken_at: Mapped[datetime]


class Heartbeat(Base):
    """When a worker was last alive."""

    __tablename__ = "heartbeats"

    worker: Mapped[str] = mapped_column(String(128), primary_key=True)
    beat_at: Mapped[datetime]
    started_at: Mapped[datetime]
