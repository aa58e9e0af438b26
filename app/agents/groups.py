"""The groups that agents are listed and counted in, as conditions on their rows."""

from datetime import timedelta

from sqlalchemy import ColumnElement, and_, func, or_

from app.agents.models import Agent
from app.agents.rejections import REJECTIONS, Remedy
from app.agents.statuses import (
    BEFORE_THE_SELFIE,
    DOCUMENTS_WANTED,
    FLIPS_TURN,
    ONLY_HERE,
    AgentStatus,
    Standing,
)
from app.lib import clock

_S = AgentStatus
_STEPS_OPEN = ONLY_HERE | BEFORE_THE_SELFIE | DOCUMENTS_WANTED | {_S.SELFIE_ACCEPTED}
_BEYOND_US = frozenset({Remedy.CONTACT, Remedy.NOTHING})
_MENDABLE = [code for code, why in REJECTIONS.items() if _BEYOND_US.isdisjoint(why.remedies)]
_HOPELESS = [code for code, why in REJECTIONS.items() if Remedy.NOTHING in why.remedies]
# A step left open for so long was forgotten, or somebody does not know how to go on.
TOO_LONG = timedelta(days=1)


def group(name: str) -> ColumnElement[bool] | None:
    """The condition of a tab of the list; None for all of them."""
    found = {
        "filling": Agent.status == _S.DRAFT,
        "ours": and_(_ours(), Agent.status != _S.DRAFT),
        "flips": _flips(),
        "verified": and_(Agent.status == _S.APPROVED, ~_barred()),
        "rejected": Agent.status == _S.REJECTED,
        "suspended": _barred(),
        "decide": Agent.attention.is_not(None),
    }
    return found.get(name)


def forgotten() -> ColumnElement[bool]:
    """Agents with whom somebody here should have gone on by now; suspended ones may wait."""
    long_ago = Agent.updated_at < clock.now() - TOO_LONG
    mine = and_(_ours(), Agent.attention.is_(None), Agent.status != _S.REJECTED)
    return and_(mine, long_ago, Agent.suspended_at.is_(None))


def rejected_with_hope() -> ColumnElement[bool]:
    """Rejected agents for whom something can be done, if only to write to Flip's support."""
    code = func.coalesce(Agent.rejection_code, "")
    return and_(Agent.status == _S.REJECTED, code.not_in(_HOPELESS), Agent.suspended_at.is_(None))


def _ours() -> ColumnElement[bool]:
    # What `steps.open_steps` says of a row, as a condition.
    undecided = and_(Agent.status == _S.UNKNOWN, Agent.attention.is_not(None))
    mendable = and_(Agent.status == _S.REJECTED, Agent.rejection_code.in_(_MENDABLE))
    return or_(Agent.status.in_(_STEPS_OPEN), undecided, mendable)


def _flips() -> ColumnElement[bool]:
    # What `steps.is_waiting` says.
    asked = Agent.status.in_(FLIPS_TURN | {_S.REQUESTED, _S.SENDING})
    return or_(asked, and_(Agent.status == _S.UNKNOWN, Agent.attention.is_(None)))


def _barred() -> ColumnElement[bool]:
    # Suspended here, or verified and yet not let by Flip: both send nothing.
    elsewhere = and_(Agent.status == _S.APPROVED, func.coalesce(Agent.standing, "") != Standing.ACTIVE)
    return or_(Agent.suspended_at.is_not(None), elsewhere)
