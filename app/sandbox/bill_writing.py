"""Creating and editing bills in the store (reference: accept-payment, POST and PUT bill)."""

from app.sandbox import checks, ids
from app.sandbox.answers import Complaint, Refused
from app.sandbox.bill_checks import (
    FLAGS,
    check_amount,
    check_expiry,
    check_flags,
    check_redirect,
    check_title,
    check_type,
)
from app.sandbox.bodies import Fields
from app.sandbox.calendar import read_moment
from app.sandbox.checkout import Choice, Customer, Desk, open_payment
from app.sandbox.records import Bill, Payment, find_bill, insert
from app.sandbox.store import Connection

COMPANY = "bendahara"


def write_new_bill(db: Connection, desk: Desk, fields: Fields, version: int) -> tuple[Bill, Payment | None]:
    """Stores a checked bill; at step 3 its payment as well."""
    step = checks.step_of(fields["step"], version) or 1
    row = _what(fields, step) | (_customer(fields) if step > 1 else {})
    if step == 3:
        row |= {"sender_bank": fields["sender_bank"], "sender_bank_type": fields["sender_bank_type"]}
    slug = ids.new_slug(db, fields["title"])
    row["link_id"] = ids.new_link_id(db, desk.switches.id_style, desk.now)
    row |= {"slug": slug, "link_url": link_url(desk, slug), "created_at": desk.now}
    insert(db, "bills", row)
    bill = find_bill(db, int(str(row["link_id"])))
    assert bill is not None
    return bill, _first_payment(db, desk, bill) if step == 3 else None


def link_url(desk: Desk, slug: str) -> str:
    """Without scheme, like Flip's; a switch serves Flip's own form, which leads nowhere here."""
    return (
        f"flip.id/pwf-sandbox/${COMPANY}/#{slug}" if desk.switches.flip_links else f"{desk.host}/pay/{slug}"
    )


def _what(fields: Fields, step: int) -> dict[str, object]:
    return {
        "title": fields["title"],
        "type": fields["type"],
        "amount": int(fields["amount"] or 0),
        "redirect_url": fields["redirect_url"],
        "expired_at": read_moment(fields["expired_date"]),
        "created_from": "API",
        "status": "ACTIVE",
        "is_address_required": int(fields["is_address_required"] or 0),
        "is_phone_number_required": int(fields["is_phone_number_required"] or 0),
        "step": step,
        "step_word": fields["step"] if fields["step"] in checks.STEP_WORDS else "",
        "reference_id": fields["reference_id"] or None,
    }


def _customer(fields: Fields) -> dict[str, object]:
    return {
        "customer_name": fields["sender_name"],
        "customer_email": fields["sender_email"],
        "customer_address": fields["sender_address"] or None,
        "customer_phone": fields["sender_phone_number"] or None,
    }


def _first_payment(db: Connection, desk: Desk, bill: Bill) -> Payment:
    choice = Choice(bank=bill.sender_bank or "", bank_type=bill.sender_bank_type or "", amount=bill.amount)
    return open_payment(db, desk, bill, customer_of(bill), choice)


def customer_of(bill: Bill) -> Customer:
    """The customer that came with a bill of step 2 or 3."""
    return Customer(
        name=bill.customer_name or "",
        email=bill.customer_email or "",
        address=bill.customer_address,
        phone=bill.customer_phone,
    )


def edit_bill(db: Connection, desk: Desk, bill: Bill, fields: Fields, given: frozenset[str]) -> Bill:
    """Changes what was given; an empty amount opens it, an empty date removes it, other empty values change
    nothing.

    :raises Refused: with every complaint; nothing is changed then.
    """
    complaints = _edit_complaints(bill, fields, given, desk)
    if complaints:
        raise Refused(complaints)
    if changes := _changes(fields, given):
        assignments = ", ".join(f"{name} = :{name}" for name in changes)
        values = changes | {"link_id": bill.link_id}
        db.execute(f"UPDATE bills SET {assignments} WHERE link_id = :link_id", values)
    if "expired_date" in given:
        _retime_payments(db, bill.link_id, desk)
    edited = find_bill(db, bill.link_id)
    assert edited is not None
    return edited


def _changes(fields: Fields, given: frozenset[str]) -> dict[str, object]:
    names = ("title", "type", "redirect_url", "status")
    changes: dict[str, object] = {name: fields[name] for name in names if fields[name]}
    changes |= {name: int(fields[name]) for name in FLAGS if fields[name]}
    if "amount" in given:
        changes["amount"] = int(fields["amount"] or 0)
    if "expired_date" in given:
        changes |= {"expired_at": read_moment(fields["expired_date"]), "swept": 0}
    return changes


def _edit_complaints(bill: Bill, fields: Fields, given: frozenset[str], desk: Desk) -> list[Complaint]:
    early = list(check_expiry(fields["expired_date"], desk.now))
    if fields["title"] and not fields["title"].strip():
        early.append(checks.missing("title", 1043))
    if early:
        return early
    late: list[Complaint] = []
    if fields["title"]:
        late += check_title(fields["title"])
    if fields["type"]:
        late += check_type(fields["type"], bill.step)
    late += check_flags(fields)
    if "amount" in given:
        late += check_amount(fields["amount"], bill.step, desk.switches.company_limit)
    late += check_redirect(fields["redirect_url"])
    late += _status_complaints(bill, fields, given, desk.now)
    return late


def _status_complaints(bill: Bill, fields: Fields, given: frozenset[str], now: float) -> list[Complaint]:
    status = fields["status"]
    if status not in ("", "ACTIVE", "INACTIVE"):
        return [checks.invalid("status", 1060)]
    if status != "ACTIVE":
        return []
    stays_single = (fields["type"] or bill.type) == "SINGLE"
    if bill.used and stays_single:
        return [Complaint("status", 1049, "Bill link has been used")]
    expired = bill.expired_at is not None and bill.expired_at <= now
    return (
        [Complaint("status", 1048, "Bill link is expired")] if expired and "expired_date" not in given else []
    )


def _retime_payments(db: Connection, link_id: int, desk: Desk) -> None:
    """Open payments end with their bill, or after their own hours."""
    db.execute(
        """UPDATE payments SET expires_at = MIN(opened_at + ?, COALESCE(
               (SELECT expired_at FROM bills WHERE bills.link_id = payments.bill_id), 1e12))
           WHERE bill_id = ? AND state IN ('NOT_CONFIRMED', 'PENDING')""",
        (desk.switches.payment_hours * 3600, link_id),
    )
