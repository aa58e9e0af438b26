"""The clock's look at agents: what their one callback missed is found by asking Flip (P23, P24)."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, or_, select

from app.agents import tasks
from app.agents.models import Agent
from app.agents.statuses import AT_FLIP, FLIPS_TURN, AgentStatus
from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.transaction import release, transaction
from app.extensions import db
from app.flip.errors import FlipError
from app.lib import clock
from app.outbox.clockwork import every
from app.outbox.queue import TryLater

WHILE_WAITING = timedelta(minutes=2)
BETWEEN_STEPS = timedelta(minutes=10)
ONCE_VERIFIED = timedelta(hours=12)
AT_ONCE = 100


@every(name="agents.follow", minutes=1)
def follow() -> None:
    """Ask about the agents whose turn to be asked about has come, the longest unasked first."""
    for agent_id in _due():
        with transaction():
            change(table_of(Agent), agent_id, followed_at=clock.now())
        try:
            tasks.read(agent_id)
        except (TryLater, FlipError):
            return  # the next turn asks again


def _due() -> Sequence[int]:
    now = clock.now()
    others = AT_FLIP - FLIPS_TURN - {AgentStatus.APPROVED}
    due = or_(
        and_(Agent.status.in_(FLIPS_TURN), _asked_before(now - WHILE_WAITING)),
        and_(Agent.status.in_(others), _asked_before(now - BETWEEN_STEPS)),
        and_(Agent.status == AgentStatus.APPROVED, _asked_before(now - ONCE_VERIFIED)),
    )
    longest = Agent.followed_at.asc().nulls_first()
    found = db.session.scalars(select(Agent.id).where(due).order_by(longest, Agent.id).limit(AT_ONCE)).all()
    release()
    return found


def _asked_before(moment: object) -> ColumnElement[bool]:
    return or_(Agent.followed_at.is_(None), Agent.followed_at < moment)
