"""What the operator does to agents: decide a check, or take an agent's rights."""

from app.sandbox import deliveries
from app.sandbox.agents.moves import BY_FLIP, STATUSES, TOLD, WITH_CODE, move, tell
from app.sandbox.agents.records import Agent, change, find_by_text, pictures_of, repairs_of
from app.sandbox.agents.rejections import REJECTIONS
from app.sandbox.agents.shapes import data_shape, state_shape
from app.sandbox.context import Sandbox
from app.sandbox.operating import Impossible
from app.sandbox.store import Connection

AGENT_STATUSES = ("ACTIVE", "BLACKLISTED", "BLOCKED", "DELETED")
Json = dict[str, object]


def decide(sandbox: Sandbox, agent_text: str, status: str, code: object = None) -> None:
    """Gives an agent the next KYC status, and sends the callback where one belongs to it.

    Asking again for the status it has changes nothing; a callback follows only when none was ever made, as
    for an agent that was loaded so. :raises Impossible: for an edge that Flip does not walk.
    """
    if status not in STATUSES:
        raise Impossible(f"kyc_status: {', '.join(STATUSES)}", 422)
    number = _code(status, code)
    with sandbox.store.writing() as db:
        agent = the_agent(db, agent_text)
        if agent.kyc_status == status:
            if number not in (None, agent.rejected_reason_code):
                raise Impossible(f"The agent is {status} already, with another code.", 409)
            if status in TOLD and not deliveries.exists_for(db, "agent", str(agent.id)):
                tell(db, sandbox.courier, agent.id)
            return
        onward = BY_FLIP.get(agent.kyc_status, ())
        if status not in onward:
            where = (
                f"goes to {', '.join(onward)} from here" if onward else "waits for the merchant, or is done"
            )
            raise Impossible(f"The agent is {agent.kyc_status}: it {where}.", 409)
        if status in WITH_CODE and number is None:
            raise Impossible(f"rejected_reason_code: needed for {status}", 422)
        move(db, sandbox.courier, agent.id, status, sandbox.calendar.now(), code=number)


def set_status(sandbox: Sandbox, agent_text: str, status: str) -> None:
    """ACTIVE, or what takes an agent's rights."""
    if status not in AGENT_STATUSES:
        raise Impossible(f"status: {', '.join(AGENT_STATUSES)}", 422)
    with sandbox.store.writing() as db:
        change(db, the_agent(db, agent_text).id, {"status": status})


def the_agent(db: Connection, text: str) -> Agent:
    agent = find_by_text(db, text)
    if agent is None:
        raise Impossible("There is no such agent.", 404)
    return agent


def held_agent(sandbox: Sandbox, agent_text: str) -> Json:
    with sandbox.store.reading() as db:
        return book_entry(db, the_agent(db, agent_text))


def book_entry(db: Connection, agent: Agent) -> Json:
    """Everything held of an agent: the answers of create and get, pictures as hash and size, repairs."""
    more = {"pictures": pictures_of(db, agent.id), "repairs": repairs_of(db, agent.id)}
    return data_shape(agent) | state_shape(agent) | more


def _code(status: str, code: object) -> int | None:
    if code in (None, ""):
        return None
    text = str(code)
    number = int(text) if text.isascii() and text.isdigit() and len(text) == 2 else 0
    if status not in WITH_CODE or number not in REJECTIONS:
        raise Impossible(f"rejected_reason_code: 10 to 33, for {' and '.join(WITH_CODE)} only", 422)
    return number
