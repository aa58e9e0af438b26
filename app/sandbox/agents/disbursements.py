"""Transfers in an agent's name: a kind that the transfers' room accepts, with its own list (reference:
disbursement, agent-disbursements).
"""

from collections.abc import Iterator

from flask import Blueprint, Response, request

from app.sandbox.agents.calls import unknown
from app.sandbox.agents.moves import APPROVED
from app.sandbox.agents.records import find_by_text
from app.sandbox.agents.writing import ACTIVE
from app.sandbox.answers import Complaint, Refused, answer, not_found
from app.sandbox.bodies import Fields
from app.sandbox.context import here
from app.sandbox.gate import PREFIX
from app.sandbox.store import Connection
from app.sandbox.switches import Switches
from app.sandbox.transfers.calls import accepted, trimmed
from app.sandbox.transfers.checks import check_number
from app.sandbox.transfers.errors import complaint
from app.sandbox.transfers.kinds import Kind, Sender
from app.sandbox.transfers.lists import View, transfer_page
from app.sandbox.transfers.records import find_by_text as find_transfer
from app.sandbox.transfers.sender_checks import check_direction
from app.sandbox.transfers.shapes import shape
from app.sandbox.transfers.writing import AGENT

blueprint = Blueprint("agent_disbursements", __name__, url_prefix=PREFIX)
NEWER = 3  # every answer has the form of v3, whatever the path (reference: disbursement)
IDENTITY_TYPES = {"ktp": "nat_id", "passport": "passport"}
MINE = View(
    exact=("agent_id",), like=(), sorts=("id", "amount", "status"), among=f"transfers.kind = '{AGENT}'"
)


class UnknownAgent(Exception):
    """The call names an agent that is nobody."""


blueprint.register_error_handler(UnknownAgent, lambda _: unknown())


@blueprint.post("/agent-disbursements")
@blueprint.post("/agent-disbursement")
def create() -> Response:
    fields = trimmed()
    # Not a parameter of this call, so it counts as unknown.
    fields.pop("recipient_city", None)
    return accepted(KIND, NEWER, fields)


@blueprint.get("/agent-disbursements")
def index() -> Response:
    with here().store.reading() as db:
        return answer(transfer_page(db, request.args, NEWER, MINE))


@blueprint.get("/agent-disbursements/<transfer_id>")
def show(transfer_id: str) -> Response:
    with here().store.reading() as db:
        transfer = find_transfer(db, transfer_id)
    if transfer is None or transfer.kind != AGENT:
        return not_found()
    return answer(shape(transfer, NEWER))


def _check(_db: Connection, fields: Fields, _switches: Switches, _now: float) -> Iterator[Complaint]:
    yield from check_number("agent_id", fields["agent_id"])
    yield from check_direction(fields["direction"])


def _sender(db: Connection, fields: Fields) -> Sender:
    """:raises UnknownAgent: and Refused for one who may not send."""
    agent = find_by_text(db, fields["agent_id"])
    if agent is None:
        raise UnknownAgent
    if agent.kyc_status != APPROVED:
        raise Refused([complaint("agent_id", 1090)])
    if agent.status != ACTIVE:
        raise Refused([complaint("agent_id", 1091)])
    return {
        "sender_name": agent.name,
        "place_of_birth": None,
        "date_of_birth": agent.birth_date,
        "address": agent.address,
        "sender_identity_type": IDENTITY_TYPES[agent.identity_type],
        "sender_identity_number": agent.identity_number,
        "sender_country": agent.country_id,
        "job": agent.occupation,
    }


KIND = Kind(name=AGENT, city=394, check=_check, sender=_sender)
