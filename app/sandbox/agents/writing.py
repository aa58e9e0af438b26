"""Keeps what the merchant says of an agent: a new one, or an update of all of it (reference: agents)."""

from collections.abc import Mapping

from app.sandbox.agents.checks import AgentChecks, international
from app.sandbox.agents.errors import complaint
from app.sandbox.agents.moves import BASIC
from app.sandbox.agents.records import ADDRESS, DATA, Agent, change, find_agent
from app.sandbox.answers import Refused
from app.sandbox.bodies import Fields
from app.sandbox.context import Sandbox
from app.sandbox.records import insert
from app.sandbox.store import Connection
from app.sandbox.transfers.writing import COMPANY

ACTIVE = "ACTIVE"


def create(sandbox: Sandbox, fields: Fields) -> Agent:
    """:raises Refused: with everything that is wrong; nobody is created then."""
    now, switches = sandbox.calendar.now(), sandbox.switches.now
    with sandbox.store.writing() as db:
        if complaints := list(AgentChecks(db, fields, switches, now).all()):
            raise Refused(complaints)
        times = {"created_at": now, "updated_at": now, "moved_at": now}
        row = data_of(fields) | times | {"company_id": COMPANY, "kyc_status": BASIC}
        return _the(db, insert(db, "agents", row))


def update(sandbox: Sandbox, agent: Agent, fields: Fields) -> Agent:
    """Every field anew. :raises Refused: also with 1092, once the data are in Flip's hands."""
    now, switches = sandbox.calendar.now(), sandbox.switches.now
    with sandbox.store.writing() as db:
        if complaints := list(AgentChecks(db, fields, switches, now, agent.id).all()):
            raise Refused(complaints)
        held = _the(db, agent.id)
        if held.status != ACTIVE or not held.kyc_status.startswith((BASIC, "UPLOAD_")):
            raise Refused([complaint("id", 1092)])
        change(db, agent.id, data_of(fields) | {"updated_at": now})
        return _the(db, agent.id)


def data_of(fields: Fields) -> dict[str, object]:
    """Checked fields as columns; without a residence of its own it is empty, or the identity's."""
    values: dict[str, object] = {name: fields[name] for name in DATA}
    values["phone_number"] = international(fields["phone_number"])
    same = fields["use_identity_address"] == "1"
    for name in ADDRESS:
        values[f"residence_{name}"] = fields[name] if same else fields[f"residence_{name}"]
    return values | region_ids(values)


def region_ids(values: Mapping[str, object]) -> dict[str, object]:
    """The ids among some columns as numbers, or none."""
    ids = {name: value for name, value in values.items() if name.endswith("_id")}
    return {name: int(str(value)) if value else None for name, value in ids.items()}


def _the(db: Connection, agent_id: int) -> Agent:
    agent = find_agent(db, agent_id)
    assert agent is not None
    return agent
