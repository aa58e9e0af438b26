"""The calls about transfers abroad (reference: international)."""

from flask import Blueprint, Response, abort, g, render_template, request

from app.sandbox.answers import Refused, answer, answer_text, not_found
from app.sandbox.context import here
from app.sandbox.gate import PREFIX
from app.sandbox.international.attachments import read_attachment
from app.sandbox.international.board import board_row
from app.sandbox.international.corridors import TYPES, Corridor, corridors, is_country
from app.sandbox.international.errors import complaint
from app.sandbox.international.form_data import form_data
from app.sandbox.international.lists import transfer_page
from app.sandbox.international.rates import market
from app.sandbox.international.records import find_by_text, find_by_token
from app.sandbox.international.shapes import shape
from app.sandbox.international.writing import accept
from app.sandbox.transfers.calls import trimmed
from app.sandbox.transfers.checks import KEY
from app.sandbox.transfers.timestamps import NAME, check_timestamp

blueprint = Blueprint("international", __name__, url_prefix=PREFIX + "/international-disbursement")
receipts = Blueprint("international_receipts", __name__)


@blueprint.before_request
def documented_on_v2_only() -> None:
    if g.version != 2:
        abort(404)


@blueprint.get("/exchange-rates")
def exchange_rates() -> Response:
    wanted, kind = _countries(), _type()
    held = [corridor for corridor in _asked(wanted, kind) if kind in corridor.types]
    return answer([board_row(corridor, kind, here().calendar.now()) for corridor in held])


@blueprint.get("/form-data")
def form() -> Response:
    """One object for one country, a list for several (our choice)."""
    wanted, kind = _countries(), _type()
    held = _asked(wanted, kind)
    if not wanted:
        raise Refused([complaint("country_iso_code", 1068)])
    if any(kind not in corridor.types for corridor in held):
        raise Refused([complaint("transaction_type", 1069)])
    forms = [form_data(corridor, kind) for corridor in held]
    return answer(forms[0] if len(forms) == 1 else forms)


@blueprint.post("")
def create() -> Response:
    return _accepted(consumer=True)


@blueprint.post("/create-with-attachment")
def create_with_attachment() -> Response:
    return _accepted(consumer=False)


@blueprint.get("")
def index() -> Response:
    with here().store.reading() as db:
        return answer(transfer_page(db, request.args))


@blueprint.get("/<transfer_id>")
def show(transfer_id: str) -> Response:
    with here().store.reading() as db:
        transfer = find_by_text(db, transfer_id)
    return not_found() if transfer is None else answer(shape(transfer))


@receipts.get("/receipts/international/<token>.svg")
def receipt(token: str) -> Response:
    """The proof of a transfer, for whoever has its address."""
    with here().store.reading() as db:
        transfer = find_by_token(db, token)
    if transfer is None or transfer.status in ("PENDING", "CANCELLED"):
        abort(404)
    to = transfer.beneficiary_object
    shown = {
        **{"id": transfer.id, "time_served": transfer.time_served, "amount": transfer.amount},
        **{"bank_code": to.get("bank") or "", "account_number": to.get("bank_account_number")},
        "recipient_name": to.get("full_name") or "",
        "remark": f"{transfer.beneficiary_amount} {transfer.beneficiary_currency_code}",
    }
    return Response(render_template("sandbox/receipt.svg", transfer=shown), mimetype="image/svg+xml")


def _accepted(*, consumer: bool) -> Response:
    check_timestamp(request.headers.get(NAME), here().calendar.now())
    key, file = request.headers.get(KEY, "").strip(), None if consumer else read_attachment(request)
    return answer_text(accept(here(), trimmed(), key, file, consumer=consumer))


def _countries() -> list[str]:
    return [code.strip() for code in request.args.get("country_iso_code", "").split(",") if code.strip()]


def _type() -> str:
    return request.args.get("transaction_type", "").strip()


def _asked(wanted: list[str], kind: str) -> list[Corridor]:
    """The corridors to some countries, or all. :raises Refused: 1069 for another type, 1068 for a country
    that is no destination.
    """
    complaints = [] if kind in TYPES else [complaint("transaction_type", 1069)]
    if not all(is_country(code) for code in wanted):
        complaints.append(complaint("country_iso_code", 1068))
    if complaints:
        raise Refused(complaints)
    with here().store.reading() as db:
        held = corridors(db, market(here().calendar.now(), here().switches.now))
    return [corridor for corridor in held if not wanted or corridor.country in wanted]
