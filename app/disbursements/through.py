"""Through whom a payout is sent: the agent its content names, whether they may, and why not in words."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from app.agents.models import Agent
from app.agents.queries import agent as agent_of
from app.agents.queries import at_flip_with_identity
from app.agents.statuses import AgentStatus, Standing
from app.db.base import table_of
from app.db.compare_and_set import change
from app.disbursements.models import TransferKind
from app.disbursements.sender_models import Direction
from app.extensions import db
from app.flip.disbursement_models import Disbursement as Shown
from app.lib import clock
from app.lib.errors import Refused
from app.lib.labels import mark as _
from app.timeline.models import Transaction

MOST_OFFERED = 20
CHOOSE = _("Choose the agent.")
SUSPENDED = _("This agent is suspended here, so no money can be sent through them.")
SUSPENDED_BY = _("%(by)s suspended this agent on %(day)s: %(reason)s")
NOT_VERIFIED = _("Flip has not verified this agent yet, so no money can be sent through them.")
NOT_ACTIVE = _("Flip does not say that this agent is active, so no money can be sent through them.")
_BY_STATUS: dict[str, str] = {
    AgentStatus.REJECTED: _("Flip rejected this agent, so no money can be sent through them."),
    AgentStatus.WITHDRAWN: _("This agent was given up, so no money can be sent through them."),
}
_BY_STANDING: dict[str, str] = {
    Standing.BLACKLISTED: _("This agent is on Flip's black list, so no money can be sent through them."),
    Standing.BLOCKED: _("Flip has blocked this agent, so no money can be sent through them."),
    Standing.DELETED: _("Flip has deleted this agent, so no money can be sent through them."),
}
_NUMBER = re.compile(r"AGT-\w+")


def why_not(agent: Agent) -> str | None:
    """Why no money can be sent through an agent (English source); None when it can."""
    if agent.may_send_money:
        return None
    if agent.state is not AgentStatus.APPROVED:
        return _BY_STATUS.get(agent.state, NOT_VERIFIED)
    if agent.standing != Standing.ACTIVE:
        return _BY_STANDING.get(agent.standing or "", NOT_ACTIVE)
    return SUSPENDED


def refuse_unless_may_send(agent: Agent | None) -> Agent:
    """The agent who may send money; :raises Refused: beside the field, saying why not and by whom."""
    if agent is None:
        raise Refused(CHOOSE, fields={"agent": CHOOSE})
    why, since = why_not(agent), agent.suspended_at
    if why is None:
        return agent
    if why != SUSPENDED or since is None:
        raise Refused(why, fields={"agent": why})
    told = {"by": agent.suspended_by or "–", "reason": agent.suspended_reason or "–"}
    told["day"] = f"{clock.to_wib(since):%d/%m/%Y}"
    raise Refused(why, fields={"agent": SUSPENDED_BY}, values=told)


def may_send(movement: Transaction, *, held: bool = False) -> bool:
    """True unless a payout goes through an agent through whom no money can be sent now.

    `held` inside the caller's transaction the agent stays as it is: whoever suspends one in the moment of
    sending comes before it or after it, never between.
    """
    if movement.parent_flip_id is None:
        return True
    query = select(Agent).where(Agent.flip_id == movement.parent_flip_id)
    agent = db.session.scalar(
        (query.with_for_update(read=True) if held else query).execution_options(populate_existing=True)
    )
    return agent is not None and agent.may_send_money


def tie(row_id: int, content: Mapping[str, Any]) -> None:
    """Tie a payout that is put before the managers to its agent at Flip, inside the caller's transaction.

    :raises Refused: beside the agent, when no money can be sent through them
    """
    flip_id = None
    if content["transfer_kind"] == TransferKind.AGENT:
        flip_id = refuse_unless_may_send(agent_of(content["agent"] or "")).flip_id
    change(table_of(Transaction), row_id, parent_flip_id=flip_id)


def columns_of(content: Mapping[str, Any]) -> dict[str, Any]:
    """What a payout's own row keeps of its agent; nothing when it goes through none."""
    if content["transfer_kind"] != TransferKind.AGENT:
        return {"agent_id": None, "direction": None}
    agent = agent_of(content["agent"] or "")
    return {
        "agent_id": agent.id if agent else None,
        "direction": content["direction"] or Direction.DOMESTIC.value,
    }


def named_by(shown: Shown) -> Agent | None:
    """The agent whose transfer Flip shows, by the number of their identity; Flip names no agent's id.

    A place of birth is told of a transfer company's customers alone (disbursement: sender object).
    """
    told = shown.sender
    if told is None or told.place_of_birth or not told.identity_number:
        return None
    return at_flip_with_identity(told.identity_number)


def offered(words: str) -> list[tuple[str, str]]:
    """Agents that words may mean, whether they may send or not: our id and the name as a form shows it."""
    return [_pair(agent) for agent in _found(words)] if words else []


def suggested(words: str = "") -> list[str]:
    """The names under which a form suggests those through whom money can be sent, by name."""
    may_send = (
        Agent.status == AgentStatus.APPROVED,
        Agent.standing == Standing.ACTIVE,
        Agent.suspended_at.is_(None),
    )
    return [_pair(agent)[1] for agent in _found(words, *may_send)]


def _found(words: str, *those: ColumnElement[bool]) -> Sequence[Agent]:
    if not words.isprintable():
        return []
    # By name or by our own number, which stands behind the name once somebody was picked.
    number, name = _NUMBER.search(words), " ".join(words.lower().split())
    meant = Agent.public_id == number[0] if number else Agent.search_text.contains(name, autoescape=True)
    alive = or_(Agent.status != AgentStatus.WITHDRAWN, Agent.public_id == words)
    query = select(Agent).where(meant, alive, *those)
    exactly = (Agent.search_text == name).desc()
    return db.session.scalars(query.order_by(exactly, Agent.name, Agent.id).limit(MOST_OFFERED)).all()


def _pair(agent: Agent) -> tuple[str, str]:
    return agent.public_id, f"{agent.name or '–'} ({agent.public_id})"
