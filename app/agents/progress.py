"""How far the walk through KYC has come: what is done or open, where it goes on, and why a step is shut."""

from collections.abc import Sequence

from app.agents.content import ADDRESS, IDENTITY, missing
from app.agents.models import Agent
from app.agents.pictures import DOCUMENTS
from app.agents.statuses import BEFORE_THE_SELFIE, DOCUMENTS_WANTED, AgentStatus
from app.agents.steps import Step, is_waiting, next_step, open_steps
from app.lib.labels import Labelled
from app.lib.labels import mark as _

_S = AgentStatus
_SUBMITTED = frozenset(
    {_S.PENDING, _S.SUSPICIOUS, _S.NEED_TO_CHECK, _S.HELP, _S.APPROVED, _S.REJECTED},
)
_SELFIE_TAKEN = _SUBMITTED | {_S.SELFIE_ACCEPTED}
_CARD_TAKEN = _SELFIE_TAKEN | {_S.CARD_ACCEPTED, _S.SELFIE_CHECKING, _S.SELFIE_FAILED}

GIVEN_UP = _("This agent was given up.")
VERIFIED = _("Flip has verified the agent; there is nothing left to do.")
FLIPS_TURN = _("It is Flip's turn now. Nothing can be changed until Flip has answered.")
NOT_REGISTERED = _("First the agent has to be registered at Flip; identity and address come before this.")
NO_DOCUMENTS = _("Flip wants no supporting documents of this agent now.")
NO_REMEDY = _("This would not mend what Flip objects to.")
TAKEN = _("Flip has taken this picture already.")
TOO_EARLY = _("The steps before this one come first.")


class Mark(Labelled):
    """How a step of the walk stands."""

    DONE = "done", _("done"), "good", "circle-check"
    OPEN = "open", _("open"), "waiting", "pencil"
    AT_FLIP = "at_flip", _("at Flip"), "progress", "hourglass"
    SHUT = "shut", _("not yet"), "muted", "lock"


def marks(agent: Agent, parts: Sequence[str]) -> list[tuple[Step, Mark]]:
    """The steps in their order with how each stands; `parts` are the pictures there are."""
    documents = Step.DOCUMENTS in open_steps(agent) or any(part in DOCUMENTS for part in parts)
    shown = [step for step in Step if documents or step is not Step.DOCUMENTS]
    return [(step, _mark(agent, step)) for step in shown]


def _mark(agent: Agent, step: Step) -> Mark:
    coming = goes_on(agent)
    if step is Step.RESULT:
        return (Mark.AT_FLIP if is_waiting(agent) else Mark.DONE) if coming is step else Mark.SHUT
    mends = agent.state is _S.REJECTED and step in open_steps(agent)
    if step is coming or mends:
        return Mark.OPEN
    if step is Step.SELFIE and agent.state is _S.SELFIE_CHECKING:
        return Mark.AT_FLIP
    if _is_done(agent, step):
        return Mark.DONE
    return Mark.OPEN if step in open_steps(agent) else Mark.SHUT


def _is_done(agent: Agent, step: Step) -> bool:
    if step is Step.IDENTITY:
        return agent.is_at_flip or agent.has_identity
    if step is Step.ADDRESS:
        return agent.is_at_flip or not missing(agent)
    passed = {Step.CARD: _CARD_TAKEN, Step.SELFIE: _SELFIE_TAKEN, Step.REVIEW: _SUBMITTED}
    return agent.state in passed.get(step, _SUBMITTED)


def goes_on(agent: Agent) -> Step:
    """The step at which somebody goes on: where Flip complained about the data, else the next one."""
    named = {str(complaint["attribute"]) for complaint in agent.refusal or []}
    for step, fields in ((Step.IDENTITY, IDENTITY), (Step.ADDRESS, ADDRESS)):
        if named & fields.keys() and step in open_steps(agent) and not agent.attention:
            return step
    return next_step(agent)


def may_do(agent: Agent, step: Step) -> bool:
    """True while a step may be done. A selfie may be taken with the card; it is sent after it."""
    early = step is Step.SELFIE and agent.state in BEFORE_THE_SELFIE
    return early or step in open_steps(agent)


def why_shut(agent: Agent, step: Step) -> str:
    """Why a step that may not be done is not open (English source)."""
    if agent.state is _S.WITHDRAWN:
        return GIVEN_UP
    if agent.state is _S.APPROVED:
        return VERIFIED
    if is_waiting(agent):
        return FLIPS_TURN
    if not agent.is_at_flip:
        return NOT_REGISTERED
    if step is Step.DOCUMENTS:
        return NO_DOCUMENTS
    if agent.state in DOCUMENTS_WANTED | {_S.REJECTED}:
        return NO_REMEDY
    return TAKEN if _is_done(agent, step) else TOO_EARLY
