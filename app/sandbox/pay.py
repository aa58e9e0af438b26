"""The customer's pages: details, method, instruction, simulated payment (reference: accept-payment, Customer
checkout).
"""

from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, request
from flask import redirect as redirect_to

from app.sandbox import checks, methods
from app.sandbox.bills import desk
from app.sandbox.checkout import Choice, Closed, open_payment, pay
from app.sandbox.context import here
from app.sandbox.pages import message, page
from app.sandbox.pay_entry import Entry, empty_entry, method_groups, read_entry
from app.sandbox.pay_notes import instruction_values
from app.sandbox.records import (
    Bill,
    Payment,
    find_bill,
    find_bill_by_slug,
    find_payment_by_token,
    payments_of,
)
from app.sandbox.words import words

blueprint = Blueprint("pay", __name__, url_prefix="/pay")
INSTRUCTIONS = "/transaction/consolidated"
SECONDS_BEFORE_LEAVING = 5


@blueprint.get("/<slug>")
def show(slug: str) -> Response:
    bill = _bill(slug)
    if bill.step == 3:
        with here().store.reading() as db:
            attempts = payments_of(db, bill.link_id)
        if attempts:
            return _to_payment(attempts[0])
    if reason := bill.closed(here().calendar.now()):
        return message(reason, bill=bill)
    entry = empty_entry(bill)
    return _methods(bill, entry) if bill.step > 1 else _details(bill, entry)


@blueprint.post("/<slug>")
def proceed(slug: str) -> Response:
    bill = _bill(slug)
    if reason := bill.closed(here().calendar.now()):
        return message(reason, bill=bill)
    entry = read_entry(bill, request.form, here().switches.now.company_limit)
    stage = request.form.get("stage")
    if entry.errors or (stage == "change" and bill.step == 1):
        return _details(bill, entry)
    bank, _, bank_type = request.form.get("method", "").partition(":")
    if stage != "method":
        return _methods(bill, entry)
    if not methods.enabled(bank, bank_type):
        return _methods(bill, entry.with_error("method", words("wrong_method")))
    return _choose(bill, entry, Choice(bank=bank, bank_type=bank_type, amount=entry.amount))


def _choose(bill: Bill, entry: Entry, choice: Choice) -> Response:
    try:
        with here().store.writing() as db:
            current = find_bill(db, bill.link_id) or bill
            payment = open_payment(db, desk(), current, entry.customer, choice)
    except Closed as closed:
        return message(closed.reason, bill=bill)
    return _to_payment(payment)


@blueprint.get(INSTRUCTIONS)
def instruction() -> Response:
    payment, bill = _payment(request.args.get("id", ""))
    return _instruction(payment, bill, going_back=request.args.get("paid") == "1")


@blueprint.post(INSTRUCTIONS)
def pay_now() -> Response:
    payment, bill = _payment(request.form.get("id", ""))
    try:
        with here().store.writing() as db:
            pay(db, here().courier, payment.id, here().calendar.now())
    except Closed as closed:
        return _instruction(*_payment(payment.token), problem=closed.reason)
    return _to_payment(payment, "&paid=1")


def _instruction(payment: Payment, bill: Bill, *, problem: str = "", going_back: bool = False) -> Response:
    now = here().calendar.now()
    leads_back = bill.step != 3 and payment.state == "DONE" and checks.url_is_good(bill.redirect_url)
    reply = page(
        "pay/payment.html",
        409 if problem else 200,
        payment=payment,
        bill=bill,
        now=now,
        closed=bill.closed(now),
        problem=problem,
        back_to=urlsplit(bill.redirect_url).hostname if leads_back else "",
        going_back=going_back,
        **instruction_values(payment),
    )
    if leads_back and going_back:
        # A header, not a redirect: Chromium checks redirects after a form against form-action.
        reply.headers["Refresh"] = f"{SECONDS_BEFORE_LEAVING}; url={bill.redirect_url}"
    return reply


def _details(bill: Bill, entry: Entry) -> Response:
    status = 422 if entry.errors else 200
    return page("pay/customer.html", status, bill=bill, amount=bill.amount, entry=entry)


def _methods(bill: Bill, entry: Entry) -> Response:
    status = 422 if entry.errors else 200
    values = {"bill": bill, "amount": entry.amount, "entry": entry, "groups": method_groups()}
    return page("pay/methods.html", status, **values)


def _to_payment(payment: Payment, more: str = "") -> Response:
    reply = redirect_to(f"/pay{INSTRUCTIONS}?id={payment.token}{more}", 303)
    assert isinstance(reply, Response)
    return reply


def _bill(slug: str) -> Bill:
    with here().store.reading() as db:
        return find_bill_by_slug(db, slug) or abort(404)


def _payment(token: str) -> tuple[Payment, Bill]:
    with here().store.reading() as db:
        payment = find_payment_by_token(db, token) or abort(404)
        return payment, find_bill(db, payment.bill_id) or abort(404)
