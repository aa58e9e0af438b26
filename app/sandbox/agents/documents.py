"""Supporting documents: which there are, when they help, and what is answered about each (reference: agents,
KYC host calls).
"""

from collections.abc import Mapping

from app.sandbox.agents.errors import complaint
from app.sandbox.agents.moves import HELP, PENDING, REJECTED, SELFIE_FAILED, move
from app.sandbox.agents.pictures import Picture, keep
from app.sandbox.agents.records import Agent, repairs_of
from app.sandbox.agents.rejections import DOCUMENTS, REJECTIONS
from app.sandbox.agents.repairs import MOST_REPAIRS
from app.sandbox.agents.uploads import check_picture, the_agent
from app.sandbox.answers import Refused
from app.sandbox.calendar import rfc3339
from app.sandbox.context import Sandbox
from app.sandbox.store import Connection

_CARDS = (
    *("student_card", "employee_card", "last_certificate", "passport", "family_card"),
    *("driving_license", "married_card", "npwp", "bpjs_kesehatan"),
)
SELFIE = "_selfie"
KINDS = (*_CARDS, *(card + SELFIE for card in _CARDS))
USER_TYPE = 1


def add_documents(
    sandbox: Sandbox, agent_text: str, pictures: Mapping[str, Picture]
) -> list[dict[str, object]]:
    """Takes all of the pictures or none, and has the agent checked again.

    :raises Refused: by the first of: no known kind, agent and state, rejection code, a bad picture.
    """
    if not agent_text:
        raise Refused([complaint("user_id", 1001)])
    if not pictures:
        raise Refused([complaint("document", 4013)])
    now = sandbox.calendar.now()
    with sandbox.store.writing() as db:
        agent = the_agent(db, agent_text, (SELFIE_FAILED, REJECTED, HELP))
        if agent.kyc_status == REJECTED and not _help(db, agent):
            raise Refused([complaint("document", 4006)])
        for picture in pictures.values():
            check_picture(picture)
        kept = {kind: keep(db, agent.id, kind, picture, now) for kind, picture in pictures.items()}
        move(db, sandbox.courier, agent.id, PENDING, now)
    host, at = sandbox.settings.host_address, rfc3339(now, fraction=True)
    return [
        {
            "id": number,
            "type": USER_TYPE,
            "selfie": kind.endswith(SELFIE),
            "path": pictures[kind].address(host),
            "created_at": at,
            "updated_at": at,
        }
        for kind, number in kept.items()
    ]


def _help(db: Connection, agent: Agent) -> bool:
    """Whether documents mend the rejection, or are all that is left: the repairs are used up."""
    calls = REJECTIONS[agent.rejected_reason_code].calls if agent.rejected_reason_code else ()
    used = repairs_of(db, agent.id)
    return DOCUMENTS in calls or any(used.get(call, 0) >= MOST_REPAIRS for call in calls)
