"""Repairs after a rejection: of data, card or selfie, when they fit the code and are not used up (reference:
agents, Rejection codes and remedy).
"""

from app.sandbox.agents.checks import AgentChecks
from app.sandbox.agents.errors import complaint
from app.sandbox.agents.moves import PENDING, REJECTED, move
from app.sandbox.agents.pictures import Picture, keep
from app.sandbox.agents.records import ADDRESS, RESIDENCE, Agent, change, find_agent, repairs_of
from app.sandbox.agents.rejections import REJECTIONS, REPAIR
from app.sandbox.agents.shapes import GENDERS, IDENTITY_TYPES
from app.sandbox.agents.uploads import check_picture, the_agent
from app.sandbox.agents.writing import region_ids
from app.sandbox.answers import Complaint, Refused
from app.sandbox.bodies import Fields
from app.sandbox.context import Sandbox
from app.sandbox.records import insert
from app.sandbox.store import Connection

MOST_REPAIRS = 3  # of one kind, in the life of an agent
DATA = (
    *("name", "identity_type", "identity_number", "birth_date", "birth_place", "gender", "occupation"),
    *ADDRESS,
    *RESIDENCE,
)
# What the main host's codes are called on the KYC host.
KYC_CODES = {2002: 4012} | dict.fromkeys((1034, 1038, 1039, 1040, 1041), 1002)


def repair_data(sandbox: Sandbox, agent_text: str, sent: Fields) -> Agent:
    """Changes what was sent of an agent's data and has it checked again.

    :raises Refused: by the first of: nothing sent or unknown words, agent, state and code, fields.
    """
    fields = _in_words(sent)
    now, switches = sandbox.calendar.now(), sandbox.switches.now
    with sandbox.store.writing() as db:
        agent = _to_mend(db, agent_text, REPAIR)
        whole = {name: str(getattr(agent, name) or "") for name in DATA} | fields
        if complaints := list(AgentChecks(db, whole, switches, now, agent.id).some(fields)):
            raise Refused(_kyc(complaint) for complaint in complaints)
        change(db, agent.id, {**fields, **region_ids(fields)})
        _mended(db, sandbox, agent.id, REPAIR, now)
        mended = find_agent(db, agent.id)
    assert mended is not None
    return mended


def repair_picture(sandbox: Sandbox, agent_text: str, kind: str, picture: Picture | None) -> Picture:
    """Takes a new picture of the card or a new selfie, by ``kind``.

    :raises Refused: by the first of: no picture, agent, state and code, a bad picture.
    """
    if picture is None:
        raise Refused([complaint("image", 1001)])
    now = sandbox.calendar.now()
    with sandbox.store.writing() as db:
        agent = _to_mend(db, agent_text, kind)
        check_picture(picture)
        keep(db, agent.id, kind, picture, now)
        _mended(db, sandbox, agent.id, kind, now)
    return picture


def _to_mend(db: Connection, agent_text: str, kind: str) -> Agent:
    """:raises Refused: 4006 when the code asks for something else, 4011 when it was tried too often."""
    agent = the_agent(db, agent_text, (REJECTED,))
    code = agent.rejected_reason_code
    if code is None or kind not in REJECTIONS[code].calls:
        raise Refused([complaint("rejected_reason_code", 4006)])
    if repairs_of(db, agent.id).get(kind, 0) >= MOST_REPAIRS:
        raise Refused([complaint("user_id", 4011)])
    return agent


def _mended(db: Connection, sandbox: Sandbox, agent_id: int, kind: str, now: float) -> None:
    insert(db, "agent_repairs", {"agent_id": agent_id, "kind": kind, "at": now})
    move(db, sandbox.courier, agent_id, PENDING, now)


def _in_words(sent: Fields) -> dict[str, str]:
    """The data that were sent, in the main host's words; the KYC host takes numbers for two of them."""
    fields = {name: sent[name] for name in DATA if sent[name]}
    complaints = [] if fields else [complaint("data", 4001)]
    for name, words, wrong in (("identity_type", IDENTITY_TYPES, 4004), ("gender", GENDERS, 1002)):
        if name in fields:
            if sent[name] not in words:
                complaints.append(complaint(name, wrong))
            fields[name] = words.get(sent[name], "")
    if complaints:
        raise Refused(complaints)
    return fields


def _kyc(found: Complaint) -> Complaint:
    return complaint(found.attribute, KYC_CODES.get(found.code, found.code))
