"""Puts given agents into the books, in the form of any answer or of the callback, ids and all; nothing is
told of them.

What a form does not say is filled in; an agent loaded anew is a new one, without pictures and repairs.
"""

from collections.abc import Mapping

from app.sandbox import given
from app.sandbox.agents.checks import ONE_OF
from app.sandbox.agents.moves import BASIC, STATUSES
from app.sandbox.agents.operating import AGENT_STATUSES
from app.sandbox.agents.records import DATA
from app.sandbox.agents.rejections import REJECTIONS
from app.sandbox.agents.writing import ACTIVE, region_ids
from app.sandbox.calendar import read_moment
from app.sandbox.records import insert
from app.sandbox.store import Connection
from app.sandbox.transfers.writing import COMPANY

Json = Mapping[str, object]
TABLES = {"agents": "id", "agent_pictures": "agent_id", "agent_repairs": "agent_id"}
# Where a form, like the callback's, does not say it.
FILLED = {"identity_type": "ktp", "gender": "female", "occupation": "others", "country_id": "1"}
FILLED |= {"province_id": "12", "city_id": "184", "district_id": "1234", "birth_date": "01-01-1990"}


def load_agent(db: Connection, held: Json, now: float) -> None:
    """:raises ValueError: when something has no readable form."""
    agent_id = given.link_id(held.get("id")) or given.link_id(held.get("agent_id"))
    if agent_id is not None:
        for table, column in TABLES.items():
            db.execute(f"DELETE FROM {table} WHERE {column} = ?", (agent_id,))
    insert(db, "agents", {"id": agent_id} | _data(held) | _state(held) | _times(held, now))


def _data(held: Json) -> dict[str, object]:
    values = {name: given.text(held, name) or FILLED.get(name, "") for name in DATA}
    values["name"] = given.text(held, "name") or given.text(held, "agent_name")
    values["occupation"] = values["occupation"].lower()
    for name in ("identity_type", "gender", "occupation"):
        _one_of(name, values[name], ONE_OF[name])
    if not all(value.isdecimal() for name, value in values.items() if name.endswith("_id") and value):
        raise ValueError("agents: region ids are whole numbers")
    return {**values, **region_ids(values), "company_id": given.whole(held, "company_id") or COMPANY}


def _state(held: Json) -> dict[str, object]:
    kyc_status, status = given.text(held, "kyc_status") or BASIC, given.text(held, "status") or ACTIVE
    _one_of("kyc_status", kyc_status, STATUSES)
    _one_of("status", status, AGENT_STATUSES)
    code = given.whole(held, "rejected_reason_code") or None
    if code is not None and code not in REJECTIONS:
        raise ValueError("agents: rejected_reason_code from 10 to 33")
    reason = given.text(held, "rejected_reason") or (REJECTIONS[code].text if code else "")
    return {
        "kyc_status": kyc_status,
        "status": status,
        "rejected_reason_code": code,
        "rejected_reason": reason,
    }


def _times(held: Json, now: float) -> dict[str, object]:
    created_at = given.moment(given.text(held, "created_at"), now)
    return {
        "created_at": created_at,
        "updated_at": given.moment(given.text(held, "updated_at"), created_at),
        "moved_at": now,
        "submitted_at": read_moment(given.text(held, "submitted_at")),
        "verified_at": read_moment(given.text(held, "verified_at")),
    }


def _one_of(name: str, word: str, known: tuple[str, ...]) -> None:
    if word not in known:
        raise ValueError(f"agents: {name} {word} is unknown")
