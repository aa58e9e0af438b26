"""The money transfer calls (reference: disbursement)."""

from collections import defaultdict

from flask import Blueprint, Response, g, request

from app.sandbox.answers import Refused, answer, answer_text, not_found
from app.sandbox.bodies import Fields, fields_of
from app.sandbox.context import here
from app.sandbox.gate import PREFIX
from app.sandbox.store import Connection
from app.sandbox.transfers.checks import KEY
from app.sandbox.transfers.errors import complaint
from app.sandbox.transfers.kinds import COMMON, Kind
from app.sandbox.transfers.lists import transfer_page
from app.sandbox.transfers.queues import place
from app.sandbox.transfers.records import Transfer, find_by_key, find_by_text
from app.sandbox.transfers.sender_checks import SPECIAL
from app.sandbox.transfers.shapes import shape
from app.sandbox.transfers.timestamps import NAME, check_timestamp
from app.sandbox.transfers.writing import accept

blueprint = Blueprint("transfers", __name__, url_prefix=PREFIX)


def trimmed() -> defaultdict[str, str]:
    """The parameters without surrounding blanks, save the remark's; what is absent reads as empty."""
    given = {name: value if name == "remark" else value.strip() for name, value in fields_of(request).items()}
    return defaultdict(str, given)


@blueprint.post("/disbursement")
def create() -> Response:
    return accepted(COMMON, g.version, trimmed())


@blueprint.post("/special-disbursement")
def create_special() -> Response:
    return accepted(SPECIAL, g.version, trimmed())


def accepted(kind: Kind, version: int, fields: Fields) -> Response:
    check_timestamp(request.headers.get(NAME), here().calendar.now())
    return answer_text(accept(here(), kind, version, fields, request.headers.get(KEY, "").strip()))


@blueprint.get("/disbursement")
def index() -> Response:
    with here().store.reading() as db:
        return answer(transfer_page(db, request.args, g.version))


@blueprint.get("/disbursement/<transfer_id>")
def show(transfer_id: str) -> Response:
    """v2 only, like the queue; v3 has ``get-disbursement``."""
    with here().store.reading() as db:
        transfer = find_by_text(db, transfer_id) if g.version == 2 else None
    return not_found() if transfer is None else answer(shape(transfer, 2))


@blueprint.get("/disbursement/<transfer_id>/queue")
def queue(transfer_id: str) -> Response:
    with here().store.reading() as db:
        transfer = find_by_text(db, transfer_id) if g.version == 2 else None
        return not_found() if transfer is None else answer({"queue": place(db, transfer)})


@blueprint.get("/get-disbursement")
def find() -> Response:
    if g.version != 3:
        return not_found()
    with here().store.reading() as db:
        return answer(shape(_wanted(db), 3))


def _wanted(db: Connection) -> Transfer:
    """:raises Refused: when there is none; 422 is our choice."""
    transfer_id, key = request.args.get("id", "").strip(), request.args.get(KEY, "").strip()
    if not transfer_id and not key:
        raise Refused([complaint("id", 1001)])
    found = find_by_text(db, transfer_id) if transfer_id else find_by_key(db, key)
    if found is None:
        raise Refused([complaint("id", 1072) if transfer_id else complaint(KEY, 1073)])
    return found
