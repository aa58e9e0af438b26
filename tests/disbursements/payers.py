"""Agents through whom tests send money: a row here and the same person in the sandbox's books."""

from datetime import date
from typing import Any

from sqlalchemy import insert

from app.agents.content import columns_of
from app.agents.models import Agent
from app.agents.statuses import AgentStatus, Standing
from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.transaction import transaction
from app.extensions import db
from app.lib import clock
from tests.disbursements.desk import Desk

IDENTITY = "3174012345670001"


def an_agent(desk: Desk, number: int = 1, *, name: str = "Dewi Lestari", **columns: Any) -> Agent:
    """An agent whom Flip has verified and lets send, unless `columns` say otherwise of the row here."""
    said = load(desk, number, name)
    now = clock.now()
    row: dict[str, Any] = {"public_id": f"AGT-{number:016}", "flip_id": str(4000 + number)}
    row |= {"status": AgentStatus.APPROVED, "standing": Standing.ACTIVE, "flip_status": "APPROVED"}
    row |= {"created_at": now, "updated_at": now, "birth_date": date(1990, 2, 28), "sent_version": 1}
    with transaction():
        made = insert(Agent).values(columns_of(said) | row | columns).returning(Agent.id)
        agent_id = db.session.execute(made).scalar_one()
    return agent(agent_id)


def load(desk: Desk, number: int = 1, name: str = "Dewi Lestari", **at_flip: Any) -> dict[str, Any]:
    """Put the same person into the sandbox's books; what is said of them on both sides."""
    said: dict[str, Any] = {
        "name": name,
        "identity_type": "ktp",
        "identity_number": str(int(IDENTITY) + number),
    }
    said |= {"birth_place": "Jakarta", "gender": "female", "occupation": "entrepreneur"}
    said |= {"phone_number": f"+62812000{number:04}", "address": "Jalan Melati 12", "country_id": "1"}
    held = said | {"birth_date": "28-02-1990", "id": 4000 + number, "company_id": 1}
    held |= {"province_id": 12, "city_id": 184, "district_id": 1234, "country_id": 1}
    held |= {"kyc_status": "APPROVED", "status": "ACTIVE"} | at_flip
    desk.world.flip.panel("load", {"agents": [held]})
    return said


def agent(agent_id: int) -> Agent:
    """An agent as stored now."""
    db.session.rollback()
    return db.session.get_one(Agent, agent_id, populate_existing=True)


def becomes(agent_id: int, **columns: Any) -> None:
    """Something is other with an agent from now on, as whoever owns the row would write it."""
    with transaction():
        change(table_of(Agent), agent_id, **columns)


def through(agent: Agent, /, **fields: Any) -> dict[str, Any]:
    """The form's fields of a payout that is sent through an agent."""
    return {"transfer_kind": "agent", "agent": agent.public_id} | fields
