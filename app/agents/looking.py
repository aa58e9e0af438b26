"""What somebody who looks at an agent may ask for: whole numbers, pictures, and Flip's newest word."""

from sqlalchemy import select

from app.agents import service
from app.agents.models import KIND
from app.agents.picture_models import AgentPicture
from app.audit.record import record, recorded_even_if_refused
from app.db.transaction import transaction
from app.extensions import db
from app.lib.errors import NotFound, Refused
from app.lib.labels import mark as _
from app.outbox.promises import promise

NOT_AT_FLIP = _("Flip does not have this agent yet.")


def reveal(public_id: str) -> None:
    """Write down that the person of this request is shown everything of an agent that is masked (P30)."""
    with recorded_even_if_refused("agents.reveal", (KIND, public_id)):
        service.find(public_id)
        record("agents.reveal", (KIND, public_id))


def picture(public_id: str, picture_id: int) -> AgentPicture:
    """What is known of a picture of this agent; :raises NotFound: there is none of theirs."""
    found = db.session.get(AgentPicture, picture_id, populate_existing=True)
    if found is None or found.agent_id != service.find(public_id).id:
        raise NotFound
    return found


def look_at(public_id: str, about: AgentPicture) -> bytes:
    """What is on a picture, for the person of this request; the look is written down with whose and which.

    :raises NotFound: it was deleted this very moment
    """
    content = db.session.scalar(select(AgentPicture.content).where(AgentPicture.id == about.id))
    if content is None:
        raise NotFound
    with transaction():
        facts = {"part": about.part, "picture": about.id}
        record("agents.view_picture", (KIND, public_id), details=facts)
    return content


def ask_flip(public_id: str) -> None:
    """Have Flip asked now how an agent stands; the page shows the answer as it comes.

    :raises Refused: Flip does not have the agent
    """
    with recorded_even_if_refused("agents.ask_flip", (KIND, public_id)):
        agent = service.find(public_id)
        if agent.flip_id is None:
            raise Refused(NOT_AT_FLIP)
        record("agents.ask_flip", (KIND, public_id))
        promise("agents.read", {"agent_id": agent.id})
