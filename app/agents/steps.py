"""The steps of the walk through KYC, and which of them stands open, read off where the agent stands."""

from app.agents.models import Agent
from app.agents.rejections import Remedy, rejection
from app.agents.statuses import (
    BEFORE_THE_SELFIE,
    DOCUMENTS_WANTED,
    FLIPS_TURN,
    ONLY_HERE,
    AgentStatus,
)
from app.lib.labels import Labelled
from app.lib.labels import mark as _


class Step(Labelled):
    """A page of the walk; each is kept as it is done."""

    IDENTITY = "identity", _("Identity"), "muted", "id"
    ADDRESS = "address", _("Address"), "muted", "map-pin"
    CARD = "card", _("Identity card"), "muted", "photo"
    SELFIE = "selfie", _("Selfie with card"), "muted", "camera"
    DOCUMENTS = "documents", _("Supporting documents"), "muted", "file-plus"
    REVIEW = "review", _("Look over and submit"), "muted", "checks"
    RESULT = "result", _("Result"), "muted", "flag"


MENDS = {
    Remedy.DATA: Step.IDENTITY,
    Remedy.CARD: Step.CARD,
    Remedy.SELFIE: Step.SELFIE,
    Remedy.DOCUMENTS: Step.DOCUMENTS,
}


def open_steps(agent: Agent) -> tuple[Step, ...]:
    """The steps somebody may do now, the next one first; none while it is Flip's turn or all is said."""
    status = agent.state
    if status in ONLY_HERE or (status is AgentStatus.UNKNOWN and agent.attention):
        return (Step.IDENTITY, Step.ADDRESS) if not agent.has_identity else (Step.ADDRESS, Step.IDENTITY)
    if status in BEFORE_THE_SELFIE:
        return _before_the_selfie(status)
    if status is AgentStatus.SELFIE_ACCEPTED:
        return (Step.REVIEW, Step.IDENTITY, Step.ADDRESS)
    if status in DOCUMENTS_WANTED:
        return (Step.DOCUMENTS,)
    return _mending(agent) if status is AgentStatus.REJECTED else ()


def _before_the_selfie(status: AgentStatus) -> tuple[Step, ...]:
    data = (Step.IDENTITY, Step.ADDRESS)
    if status is AgentStatus.CARD_ACCEPTED:
        return (Step.SELFIE, Step.CARD, *data)
    return (Step.CARD, *data)


def _mending(agent: Agent) -> tuple[Step, ...]:
    remedies = rejection(agent.rejection_code).remedies
    if agent.documents_only and Remedy.CONTACT not in remedies and Remedy.NOTHING not in remedies:
        return (Step.DOCUMENTS,)
    steps = tuple(MENDS[remedy] for remedy in remedies if remedy in MENDS)
    return (*steps, Step.ADDRESS) if Step.IDENTITY in steps else steps


def next_step(agent: Agent) -> Step:
    """Where the walk goes on: the step to do, or the page that says what is awaited or came of it."""
    return next(iter(open_steps(agent)), Step.RESULT)


def is_waiting(agent: Agent) -> bool:
    """True while the next word is Flip's, so that the page listens for it."""
    asked = agent.state in (AgentStatus.REQUESTED, AgentStatus.SENDING)
    return asked or agent.state in FLIPS_TURN or (agent.state is AgentStatus.UNKNOWN and not agent.attention)
