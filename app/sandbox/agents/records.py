"""An agent as the store holds it, the reads that find one, and what is kept of pictures."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.sandbox.ids import read_link_id
from app.sandbox.store import Connection

ADDRESS = ("country_id", "province_id", "city_id", "district_id", "address")
RESIDENCE = tuple(f"residence_{name}" for name in ADDRESS)
# What the merchant says of an agent, under the names of the API.
DATA = (
    *("name", "identity_type", "identity_number", "birth_date", "birth_place", "gender"),
    *ADDRESS,
    *RESIDENCE,
    *("occupation", "phone_number", "email"),
)


@dataclass(frozen=True, kw_only=True)
class Agent:
    """One agent. Times in seconds since 1970; ``moved_at`` is when it came into its KYC status."""

    id: int
    company_id: int
    name: str
    identity_type: str
    identity_number: str
    birth_date: str
    birth_place: str
    gender: str
    country_id: int
    province_id: int
    city_id: int
    district_id: int
    address: str
    residence_country_id: int | None
    residence_province_id: int | None
    residence_city_id: int | None
    residence_district_id: int | None
    residence_address: str
    occupation: str
    phone_number: str
    email: str
    kyc_status: str
    status: str
    rejected_reason_code: int | None
    rejected_reason: str
    mended: int
    created_at: float
    updated_at: float
    moved_at: float
    submitted_at: float | None
    verified_at: float | None


def find_agent(db: Connection, agent_id: int) -> Agent | None:
    row = db.execute("SELECT * FROM agents WHERE id = ?", (agent_id,)).fetchone()
    return Agent(**dict(row)) if row else None


def find_by_text(db: Connection, text: str) -> Agent | None:
    """The agent whose id stands in a path or field; ``None`` also for what could be no id."""
    agent_id = read_link_id(text)
    return None if agent_id is None else find_agent(db, agent_id)


def change(db: Connection, agent_id: int, values: Mapping[str, object]) -> None:
    """Writes some columns of an agent; their names are ours, never a caller's."""
    columns = ", ".join(f"{name} = :{name}" for name in values)
    db.execute(f"UPDATE agents SET {columns} WHERE id = :id", {**values, "id": agent_id})


def repairs_of(db: Connection, agent_id: int) -> dict[str, int]:
    """How often each kind of repair was accepted."""
    query = "SELECT kind, COUNT(*) AS count FROM agent_repairs WHERE agent_id = ? GROUP BY kind"
    return {row["kind"]: row["count"] for row in db.execute(query, (agent_id,))}


def pictures_of(db: Connection, agent_id: int) -> list[dict[str, object]]:
    """What is kept of an agent's pictures, oldest first."""
    query = "SELECT kind, sha256, size FROM agent_pictures WHERE agent_id = ? ORDER BY id"
    return [dict(row) for row in db.execute(query, (agent_id,))]
