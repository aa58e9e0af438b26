"""The accept-payment calls: bills, their payments, confirm (reference: accept-payment)."""

from collections import defaultdict

from flask import Blueprint, Response, g, request

from app.sandbox import checks
from app.sandbox.answers import Complaint, Refused, answer, not_found
from app.sandbox.bill_checks import check_new_bill
from app.sandbox.bill_writing import edit_bill, write_new_bill
from app.sandbox.bodies import fields_of
from app.sandbox.calendar import wib
from app.sandbox.checkout import Desk
from app.sandbox.context import here
from app.sandbox.gate import PREFIX
from app.sandbox.ids import read_link_id
from app.sandbox.methods import WALLET
from app.sandbox.moves import move
from app.sandbox.payment_lists import payment_page
from app.sandbox.records import Bill, Payment, find_bill, find_payment
from app.sandbox.shapes import bill_shape, created_shape
from app.sandbox.store import Connection

blueprint = Blueprint("bills", __name__, url_prefix=PREFIX + "/pwf")


def desk() -> Desk:
    sandbox = here()
    return Desk(
        switches=sandbox.switches.now,
        host=sandbox.settings.host_address or request.host,
        now=sandbox.calendar.now(),
    )


@blueprint.post("/bill")
def create() -> Response:
    at, fields = desk(), _trimmed()
    check_new_bill(fields, g.version, at.now, at.switches.company_limit)
    with here().store.writing() as db:
        bill, payment = write_new_bill(db, at, fields, g.version)
    return answer(created_shape(bill, payment, g.version))


@blueprint.get("/bill")
def index() -> Response:
    with here().store.reading() as db:
        rows = db.execute("SELECT * FROM bills ORDER BY seq DESC").fetchall()
    return answer([bill_shape(Bill(**dict(row)), g.version) for row in rows])


@blueprint.get("/<bill_id>/bill")
def show(bill_id: str) -> Response:
    with here().store.reading() as db:
        return answer(bill_shape(_bill(db, bill_id), g.version))


@blueprint.put("/<bill_id>/bill")
def edit(bill_id: str) -> Response:
    fields = _trimmed()
    with here().store.writing() as db:
        bill = edit_bill(db, desk(), _bill(db, bill_id), fields, frozenset(fields))
    return answer(bill_shape(bill, g.version))


@blueprint.get("/<bill_id>/payment")
def payments_of_bill(bill_id: str) -> Response:
    with here().store.reading() as db:
        bill = _bill(db, bill_id)
        return answer({"link_id": bill.link_id} | payment_page(db, request.args, link_id=bill.link_id))


@blueprint.get("/payment")
def payments() -> Response:
    with here().store.reading() as db:
        return answer(payment_page(db, request.args))


@blueprint.put("/bill-payment/<transaction_id>/confirm")
def confirm(transaction_id: str) -> Response:
    sandbox, now = here(), here().calendar.now()
    with sandbox.store.writing() as db:
        payment = find_payment(db, transaction_id)
        if payment is None:
            return not_found()
        _check_confirm(payment, now)
        confirmed_at = payment.confirmed_at or now
        if not move(db, sandbox.courier, payment.id, "PENDING", now):
            db.execute("UPDATE payments SET confirmed_at = ? WHERE id = ?", (confirmed_at, payment.id))
    return answer({"confirmed_at": wib(confirmed_at)[:16], "payment_url": payment.payment_url})


def _check_confirm(payment: Payment, now: float) -> None:
    """:raises Refused: for wallets, and for payments that are over."""
    if payment.sender_bank_type == WALLET:
        raise Refused([checks.invalid("sender_bank_type", 999)])
    if not payment.is_open:
        raise Refused([Complaint("id", 1049, "Bill link has been used")])
    if payment.expires_at is not None and payment.expires_at <= now:
        raise Refused([Complaint("id", 1048, "Bill link is expired")])


def _trimmed() -> defaultdict[str, str]:
    """The parameters without surrounding blanks, save the title's; what is absent reads as empty."""
    given = {name: value if name == "title" else value.strip() for name, value in fields_of(request).items()}
    return defaultdict(str, given)


def _bill(db: Connection, bill_id: str) -> Bill:
    link_id = read_link_id(bill_id)
    bill = None if link_id is None else find_bill(db, link_id)
    if bill is None:
        raise Refused([Complaint("id", 1050, "Product Bill Link ID Not Found")])
    return bill
