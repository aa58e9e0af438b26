"""The first steps of the check: the picture of the card, the selfie with it, the submission (reference:
agents, KYC host calls).
"""

from app.sandbox.agents.errors import complaint
from app.sandbox.agents.moves import BASIC, FAILED, IDENTITY, PENDING, SELFIE_PROGRESS, SELFIE_SUCCESS, move
from app.sandbox.agents.pictures import Picture, keep
from app.sandbox.agents.records import Agent, find_by_text
from app.sandbox.agents.shapes import IDENTITY_TYPES
from app.sandbox.agents.writing import ACTIVE
from app.sandbox.answers import Refused
from app.sandbox.bodies import Fields
from app.sandbox.context import Sandbox
from app.sandbox.ids import read_link_id
from app.sandbox.store import Connection

BEFORE_IDENTITY = (BASIC, FAILED, IDENTITY)


def the_agent(db: Connection, text: str, states: tuple[str, ...]) -> Agent:
    """:raises Refused: 4003 for what is no id, 1011 for an unknown one, 4015 for an agent that is not active,
    4010 in any other state.
    """
    if read_link_id(text) is None:
        raise Refused([complaint("user_id", 4003)])
    agent = find_by_text(db, text)
    if agent is None:
        raise Refused([complaint("user_id", 1011)])
    if agent.status != ACTIVE:
        raise Refused([complaint("user_id", 4015)])
    if agent.kyc_status not in states:
        raise Refused([complaint("kyc_status", 4010)])
    return agent


def upload(sandbox: Sandbox, agent_text: str, fields: Fields, picture: Picture | None) -> None:
    """Takes the card's picture, or the selfie. A bad picture of the card changes the status as well; once a
    good one is there, it no longer does (our choice).

    :raises Refused: by the first of: fields, agent and state, picture.
    """
    good = _checked(fields, picture)
    selfie, now = fields["selfie"] == "1", sandbox.calendar.now()
    with sandbox.store.writing() as db:
        agent = the_agent(db, agent_text, (IDENTITY,) if selfie else BEFORE_IDENTITY)
        if good.wrong is None:
            keep(db, agent.id, "selfie" if selfie else "identity", good, now)
            move(db, sandbox.courier, agent.id, SELFIE_PROGRESS if selfie else IDENTITY, now)
        elif not selfie:
            move(db, sandbox.courier, agent.id, FAILED, now)
    check_picture(good)


def submit(sandbox: Sandbox, agent_text: str) -> None:
    with sandbox.store.writing() as db:
        agent = the_agent(db, agent_text, (SELFIE_SUCCESS,))
        move(db, sandbox.courier, agent.id, PENDING, sandbox.calendar.now())


def check_picture(picture: Picture) -> None:
    """:raises Refused: by the rule that the picture breaks."""
    if picture.wrong is not None:
        raise Refused([complaint("image", picture.wrong)])


def _checked(fields: Fields, picture: Picture | None) -> Picture:
    complaints = []
    if fields["identity_type"] not in IDENTITY_TYPES:
        complaints.append(complaint("identity_type", 4004 if fields["identity_type"] else 1001))
    if fields["selfie"] not in ("", "0", "1"):
        complaints.append(complaint("selfie", 4001))
    if picture is None:
        complaints.append(complaint("image", 1001))
    if picture is None or complaints:
        raise Refused(complaints)
    return picture
