"""No two agents have one identity or phone number: who has it already is named (agents.md: unique)."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import false, or_, select

from app.agents.models import Agent
from app.agents.statuses import AgentStatus
from app.extensions import db
from app.lib.errors import Refused
from app.lib.labels import mark as _

_TAKEN = {
    "identity_number": (
        "identity_print",
        _("%(identity_agent)s has this identity number already. Go on there instead."),
    ),
    "phone_number": (
        "phone_print",
        _("%(phone_agent)s has this phone number already. Every agent needs a number of their own."),
    ),
}
TAKEN = _("Another agent has one of these numbers.")


def check(columns: Mapping[str, Any], but: int | None = None) -> None:
    """Raise when an agent that was not given up has one of the numbers; `but` is the agent who may.

    :raises Refused: beside the field, naming that agent
    """
    found = holders(columns, but)
    if found:
        named = {field: f"{holder.name or '–'} ({holder.public_id})" for field, holder in found.items()}
        values = {f"{field.partition('_')[0]}_agent": words for field, words in named.items()}
        raise Refused(TAKEN, fields={field: _TAKEN[field][1] for field in found}, values=values)


def holders(columns: Mapping[str, Any], but: int | None = None) -> dict[str, Agent]:
    """The agents who have one of the numbers, by the field it stands in; `but` is the agent who may."""
    asked = {
        field: (column, columns[column]) for field, (column, _words) in _TAKEN.items() if columns.get(column)
    }
    # Asked at once: who is just registering with both numbers must not be seen with one of them.
    same = or_(false(), *(getattr(Agent, column) == print_ for column, print_ in asked.values()))
    found = db.session.scalars(select(Agent).where(same, Agent.status != AgentStatus.WITHDRAWN)).all()
    others = [agent for agent in found if agent.id != but]
    return {
        field: agent
        for field, (column, print_) in asked.items()
        for agent in others
        if getattr(agent, column) == print_
    }
