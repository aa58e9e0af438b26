"""What the worker writes while an agent is registered at Flip: that it asks, and what came of it."""

from datetime import timedelta
from typing import Any

from app.agents.content import content_of
from app.agents.models import KIND, Agent
from app.agents.statuses import FATE_OPEN, FLIP_WORDS, AgentStatus
from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.transaction import transaction
from app.extensions import db
from app.flip.agents import Agent as FlipAgent
from app.flip.agents import AgentStanding, NewAgent, Residence
from app.lib import clock
from app.outbox.promises import promise
from app.timeline.models import Attention
from app.timeline.record import Cause, News, Source, advance, write

AGAIN = timedelta(seconds=20)


def begin(agent_id: int) -> tuple[NewAgent, int, int] | None:
    """Commit that this agent is being registered, before the first byte goes out.

    What to send, the attempt, and the version of the data; None when there is nothing to send. One found
    in the middle belonged to a worker that died: nobody knows what Flip heard.
    """
    with transaction():
        agent = db.session.get_one(Agent, agent_id, populate_existing=True, with_for_update=True)
        attempt = agent.attempts + 1
        if agent.state is AgentStatus.SENDING:
            _become_unknown(agent_id, Cause(Source.CLOCK, f"lost:{agent.attempts}"), "")
            return None
        again = agent.state is AgentStatus.UNKNOWN and not agent.attention
        if agent.state is not AgentStatus.REQUESTED and not again:
            return None
        news = News("agent.sending", {"attempt": attempt}, set={"attempts": attempt, "waiting_for": None})
        advance(KIND, agent_id, AgentStatus.SENDING, Cause(Source.CLOCK, f"sending:{attempt}"), news)
        return to_send(agent), attempt, agent.version


def to_send(agent: Agent) -> NewAgent:
    """The data of an agent as Flip takes them (agents.md: POST /v2/agents)."""
    said = content_of(agent)
    lives = said.pop("use_identity_address")
    residence = {
        name.removeprefix("residence_"): said.pop(name) for name in list(said) if _is_residence(name)
    }
    elsewhere = None if lives or not residence["country_id"] else Residence(**residence)
    return NewAgent(**said, use_identity_address=lives, residence=elsewhere)


def _is_residence(name: str) -> bool:
    return name.startswith("residence_")


def registered(agent_id: int, attempt: int, version: int, answer: FlipAgent) -> None:
    """Flip has the agent: keep its number and where it stands."""
    with transaction():
        if _stands(agent_id, attempt) is None:
            return
        status = FLIP_WORDS.get(answer.kyc_status, AgentStatus.BASIC_DATA)
        has = {"flip_id": answer.id, "flip_status": answer.kyc_status, "sent_version": version}
        news = News("agent.registered", {"number": answer.id}, set=has | _SETTLED)
        advance(KIND, agent_id, status, Cause(Source.ANSWER, f"registered:{attempt}"), news)
        promise("agents.send_data", {"agent_id": agent_id})


_SETTLED: dict[str, Any] = {"refusal": None, "attention": None, "waiting_for": None, "may_have_passed": False}


def adopted(agent_id: int, shown: AgentStanding) -> None:
    """The agent at Flip that a person named is ours: keep its number; its data are sent again."""
    with transaction():
        agent = db.session.get_one(Agent, agent_id, populate_existing=True, with_for_update=True)
        if agent.state is not AgentStatus.UNKNOWN:
            return
        status = FLIP_WORDS.get(shown.kyc_status, AgentStatus.BASIC_DATA)
        has = {"flip_id": shown.id, "flip_status": shown.kyc_status, "standing": shown.status}
        news = News("agent.registered", {"number": shown.id}, set=has | _SETTLED)
        advance(KIND, agent_id, status, Cause(Source.POLLING, f"adopted:{agent.attempts}"), news)
        promise("agents.send_data", {"agent_id": agent_id})


def is_another(agent_id: int, flip_id: str) -> None:
    """The agent at Flip that a person named is somebody else, or nobody; their decision is still needed."""
    with transaction():
        agent = db.session.get_one(Agent, agent_id, populate_existing=True)
        cause = Cause(Source.POLLING, f"another:{agent.attempts}:{flip_id}")
        write(KIND, agent_id, cause, News("agent.another", {"number": flip_id}))
        change(table_of(Agent), agent_id, updated_at=clock.now())


def waits(agent_id: int, reason: str) -> None:
    """Say on the agent why Flip is not being asked now (English source)."""
    with transaction():
        agent = db.session.get_one(Agent, agent_id, populate_existing=True)
        if agent.waiting_for != reason:
            change(table_of(Agent), agent_id, waiting_for=reason, updated_at=clock.now())


def not_sent(agent_id: int, attempt: int, reason: str, seconds: float) -> None:
    """Certainly nothing happened at Flip in this attempt; what it waits for is said (English source).

    Where an earlier attempt may have passed, its fate stays unknown; the work itself is tried again.
    """
    with transaction():
        if _stands(agent_id, attempt) is not AgentStatus.SENDING:
            return
        agent = db.session.get_one(Agent, agent_id)
        back = AgentStatus.UNKNOWN if agent.may_have_passed else AgentStatus.REQUESTED
        details = {"reason": reason, "seconds": int(seconds)}
        news = News("agent.not_sent", details, set={"waiting_for": reason})
        advance(KIND, agent_id, back, Cause(Source.ANSWER, f"not_sent:{attempt}"), news)


def refused(agent_id: int, attempt: int, complaints: list[dict[str, Any]]) -> None:
    """Flip answered no and registered nobody by this attempt; its complaints are kept for the form."""
    with transaction():
        if _stands(agent_id, attempt) is not None:
            has = {"refusal": complaints, "attention": None, "waiting_for": None}
            news = News("agent.refused", set=has)
            advance(KIND, agent_id, AgentStatus.REFUSED, Cause(Source.ANSWER, f"refused:{attempt}"), news)


def unknown(agent_id: int, attempt: int, reason: str) -> None:
    """We asked and do not know. Asking again shows it: what was registered answers "taken" (P4)."""
    with transaction():
        if _stands(agent_id, attempt) is AgentStatus.SENDING:
            _become_unknown(agent_id, Cause(Source.ANSWER, f"unknown:{attempt}"), reason)


def undecided(agent_id: int, attempt: int, complaints: list[dict[str, Any]]) -> None:
    """Flip has a number already after an attempt that may have passed: a person says whose it is."""
    with transaction():
        if _stands(agent_id, attempt) is None:
            return
        has = {"attention": Attention.UNDECIDED, "refusal": complaints, "waiting_for": None}
        cause = Cause(Source.ANSWER, f"undecided:{attempt}")
        advance(KIND, agent_id, AgentStatus.UNKNOWN, cause, News("agent.undecided", set=has))


def _stands(agent_id: int, attempt: int) -> AgentStatus | None:
    # An answer that comes after the next attempt began says nothing about that one.
    agent = db.session.get_one(Agent, agent_id, populate_existing=True)
    return agent.state if agent.attempts == attempt and agent.state in FATE_OPEN else None


def _become_unknown(agent_id: int, cause: Cause, reason: str) -> None:
    news = News("agent.unknown", {"reason": reason[:300]}, set={"may_have_passed": True})
    advance(KIND, agent_id, AgentStatus.UNKNOWN, cause, news)
    promise("agents.register", {"agent_id": agent_id}, due=clock.now() + AGAIN)
