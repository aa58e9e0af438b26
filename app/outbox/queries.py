"""Reads about work: is a worker alive, and what was set aside."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ScalarSelect, Select, func, select

from app.extensions import db
from app.lib import clock
from app.outbox.models import Heartbeat, OutboxWork, WorkState

ALIVE_WITHIN = timedelta(seconds=20)


def newest_beat() -> ScalarSelect[datetime]:
    """When any worker was last alive, to stand in another statement."""
    return select(func.max(Heartbeat.beat_at)).scalar_subquery()


def last_heartbeat() -> datetime | None:
    """When any worker was last alive; None when none ever was."""
    return db.session.scalar(select(newest_beat()))


def is_alive(beat: datetime | None) -> bool:
    """True for a heartbeat of the last twenty seconds."""
    return beat is not None and clock.now() - beat < ALIVE_WITHIN


def worker_is_alive() -> bool:
    """True when a worker showed itself within the last twenty seconds."""
    return is_alive(last_heartbeat())


def needing_eyes() -> Select[int]:
    """The work that was set aside and waits for a person, to be counted."""
    return select(OutboxWork.id).where(OutboxWork.state == WorkState.SET_ASIDE)


def set_aside(limit: int = 50) -> Sequence[OutboxWork]:
    """Work that failed too often and waits for a person, newest first."""
    query = select(OutboxWork).where(OutboxWork.state == WorkState.SET_ASIDE)
    return db.session.scalars(query.order_by(OutboxWork.id.desc()).limit(limit)).all()


def counts_by_state() -> dict[tuple[str, ...], float]:
    """How many rows stand in each state, for the metrics."""
    rows = db.session.execute(select(OutboxWork.state, func.count()).group_by(OutboxWork.state))
    return {(state,): float(count) for state, count in rows}
