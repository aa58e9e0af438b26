"""Suspending an agent here, whatever Flip says, and letting them send money again."""

from app.agents import service
from app.agents.models import KIND, Agent
from app.audit.record import record, recorded_even_if_refused
from app.db.base import table_of
from app.db.compare_and_set import compare_and_set
from app.lib import clock
from app.lib.errors import Refused
from app.lib.labels import mark as _
from app.timeline.makers import Maker
from app.timeline.record import News, write

NO_REASON = _("Say why, so that others understand it later.")
SAY_WHY = _("Say why.")
NOT_AT_FLIP = _("This agent is not registered at Flip and can send nothing anyway.")
_table = table_of(Agent)


def suspend(public_id: str, reason: str, maker: Maker) -> None:
    """Let nothing be sent through an agent any more; twice is once, and the first reason stands.

    :raises Refused: without a reason, or Flip does not have the agent
    """
    with recorded_even_if_refused("agents.suspend", (KIND, public_id)):
        agent, why = service.locked(public_id), _given(reason)
        if not agent.is_at_flip:
            raise Refused(NOT_AT_FLIP)
        now = clock.now()
        values = {"suspended_at": now, "suspended_by": maker.name, "suspended_reason": why, "updated_at": now}
        if compare_and_set(_table, agent.id, expect={"suspended_at": None}, values=values):
            write(KIND, agent.id, maker.cause("suspend"), News("agent.suspended", {"reason": why}))
            record("agents.suspend", (KIND, public_id), after={"reason": why})


def resume(public_id: str, reason: str, maker: Maker) -> None:
    """Let money be sent through an agent again, as far as Flip lets it; twice is once.

    :raises Refused: without a reason
    """
    with recorded_even_if_refused("agents.resume", (KIND, public_id)):
        agent, why = service.locked(public_id), _given(reason)
        since, before = agent.suspended_at, agent.suspended_reason
        if since is None:
            return
        values = dict.fromkeys(("suspended_at", "suspended_by", "suspended_reason")) | {
            "updated_at": clock.now()
        }
        if compare_and_set(_table, agent.id, expect={"suspended_at": since}, values=values):
            write(KIND, agent.id, maker.cause("resume"), News("agent.resumed", {"reason": why}))
            record("agents.resume", (KIND, public_id), before={"reason": before}, after={"reason": why})


def _given(reason: str) -> str:
    why = reason.strip()
    if not why:
        raise Refused(NO_REASON, fields={"reason": SAY_WHY})
    return why[:300]
