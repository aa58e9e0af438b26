"""Whose turn it is with an agent, and what happens next, in plain words."""

from app.agents.models import Agent
from app.agents.rejections import Remedy, rejection
from app.agents.statuses import AgentStatus
from app.lib.labels import mark as _

_S = AgentStatus
_FILL_IN = _("It is your turn: fill in what is missing, then have the agent registered at Flip.")
_ASKED = _(
    "Flip is being asked to register the agent. That takes a few seconds; the walk then goes on by itself."
)
_VERIFYING = _(
    "It is Flip's turn. Verifying takes from minutes to a few days; Flip tells us as soon as it is decided, "
    "and we ask Flip every two minutes besides. You may leave this page."
)
_DOCUMENTS = _("It is your turn: Flip wants supporting documents. Send them, and Flip verifies again.")
_TURNS = {
    _S.DRAFT: _FILL_IN,
    _S.REFUSED: _("It is your turn: correct what Flip objects to, then have the agent registered again."),
    _S.REQUESTED: _ASKED,
    _S.SENDING: _ASKED,
    _S.UNKNOWN: _("Nobody knows yet whether Flip registered the agent. Flip is asked again by itself."),
    _S.BASIC_DATA: _("It is your turn: take a picture of the identity card."),
    _S.CARD_FAILED: _("It is your turn: take the picture of the identity card again."),
    _S.CARD_ACCEPTED: _("It is your turn: take the selfie of the agent with the card."),
    _S.SELFIE_CHECKING: _(
        "It is Flip's turn: the selfie is compared with the card. That usually takes less than a minute."
    ),
    _S.SELFIE_FAILED: _DOCUMENTS,
    _S.SELFIE_ACCEPTED: _("It is your turn: look everything over, then submit the agent for verification."),
    _S.PENDING: _VERIFYING,
    _S.SUSPICIOUS: _VERIFYING,
    _S.NEED_TO_CHECK: _VERIFYING,
    _S.HELP: _DOCUMENTS,
    _S.APPROVED: _("Flip has verified the agent. Payouts can be made through them now."),
    _S.REJECTED: _("It is your turn: mend what Flip objects to, and Flip verifies again."),
    _S.WITHDRAWN: _("This agent was given up. Nothing happens any more."),
}
_DECIDE = _("It is your turn: say which agent at Flip this is, or correct the numbers.")
_CONTACT = _("Only Flip can help now. Quote the agent's number at Flip when you write to its support.")
_NOTHING = _("This cannot be mended, and the agent cannot send money.")


def turn(agent: Agent) -> str:
    """Whose turn it is and what happens next (English source)."""
    if agent.state is _S.UNKNOWN and agent.attention:
        return _DECIDE
    if agent.state is _S.REJECTED:
        remedies = rejection(agent.rejection_code).remedies
        if Remedy.NOTHING in remedies:
            return _NOTHING
        if Remedy.CONTACT in remedies:
            return _CONTACT
    return _TURNS[agent.state]
