"""Outbox work of pictures: bring each to Flip when its turn comes, and find out what came of it."""

from sqlalchemy import ColumnElement, select

from app.agents import pictures_sent, tasks
from app.agents.models import KIND, Agent
from app.agents.picture_calls import Going
from app.agents.picture_models import AgentPicture, Part
from app.agents.pictures import DOCUMENTS
from app.agents.pictures_sent import Sending
from app.agents.refusals import WRONG_STATE, codes
from app.agents.sending_data import NOT_ANSWERED
from app.agents.statuses import AgentStatus
from app.db.base import table_of
from app.db.transaction import release
from app.extensions import db
from app.flip.errors import FlipRefused, FlipUnknown
from app.flip.kyc import Picture
from app.gateway.door import asking
from app.lib.labels import mark as _
from app.outbox.promises import promise, work
from app.outbox.queue import TryLater
from app.timeline.record import moved

EXCHANGED = _("A picture was exchanged or deleted just now.")
AGAIN_SECONDS = 5.0
_columns = table_of(AgentPicture).c


@work("agents.send_picture")
def send_picture(picture_id: int) -> None:
    """Send the card or the selfie, if it is its turn; a selfie waits until the card is taken."""
    _send(_columns.id == picture_id)


@work("agents.send_documents")
def send_documents(agent_id: int) -> None:
    """Send the documents that were given to be sent, in one call (agents.md: POST /documents)."""
    _send((_columns.agent_id == agent_id) & _columns.part.in_(DOCUMENTS))


@moved(KIND, AgentStatus.CARD_ACCEPTED)
def card_accepted(agent_id: int) -> None:
    """The card is taken: a selfie that waits for it may go."""
    promise("agents.send_waiting_selfie", {"agent_id": agent_id})


@work("agents.send_waiting_selfie")
def send_waiting_selfie(agent_id: int) -> None:
    """Send the selfie that was taken before the card was accepted."""
    _send((_columns.agent_id == agent_id) & (_columns.part == Part.SELFIE))


def _send(which: ColumnElement[bool]) -> None:
    sending = pictures_sent.begin(which)
    if sending is None:
        return
    try:
        _bring(sending)
    except TryLater as later:
        pictures_sent.not_sent(sending, str(later))
        raise
    except FlipUnknown:
        pictures_sent.unknown(sending, NOT_ANSWERED)
        _find_out(sending, None)
    except FlipRefused as refusal:
        # What it takes no more, it may have taken when it gave no answer.
        if sending.is_repeated and codes(refusal) & WRONG_STATE:
            _find_out(sending, refusal)
        else:
            pictures_sent.refused(sending, refusal)
    else:
        pictures_sent.sent(sending)


def _bring(sending: Sending) -> None:
    # The pictures are opened here and nowhere else, and are gone when the call is over.
    pictures = {part: _open(number) for number, part in sending.parts.items()}
    release()
    going = Going(sending.flip_id, sending.identity_type, pictures, sending.request_id)
    with asking(reading=False) as flip:
        sending.call(flip.kyc, going)


def _open(picture_id: int) -> Picture:
    content = db.session.scalar(select(AgentPicture.content).where(AgentPicture.id == picture_id))
    if content is None:
        raise TryLater(EXCHANGED, seconds=1.0)
    return Picture(content=content, media_type="image/jpeg")


def _find_out(sending: Sending, refusal: FlipRefused | None) -> None:
    # Where Flip shows the agent has moved on, the pictures arrived; else to send them again is harmless.
    tasks.read(sending.agent_id)
    stands = AgentStatus(db.session.scalars(select(Agent.status).where(Agent.id == sending.agent_id)).one())
    release()
    if stands not in (sending.status, AgentStatus.CARD_FAILED):
        pictures_sent.sent(sending)
    elif refusal is not None:
        pictures_sent.refused(sending, refusal)
    else:
        raise TryLater(NOT_ANSWERED, seconds=AGAIN_SECONDS)
