"""Puts given objects into the books, in the API's or the callback's shape, ids and all; nothing is told about
them.

A loaded thing keeps what it says of itself. Open payments end 24 hours after they were loaded, whatever their
own date, and an expired date on an active bill is left alone, so that old samples stay as they are until
somebody moves them.
"""

from collections.abc import Mapping

from app.sandbox import given, ids, methods
from app.sandbox.agents.loading import load_agent
from app.sandbox.bill_writing import link_url
from app.sandbox.calendar import read_moment
from app.sandbox.checkout import Desk, payment_url
from app.sandbox.checks import STEP_WORDS
from app.sandbox.context import Sandbox
from app.sandbox.international.loading import load_international
from app.sandbox.moves import credit
from app.sandbox.records import find_bill, find_payment, insert
from app.sandbox.shapes import SHOWN
from app.sandbox.store import Connection
from app.sandbox.transfers.loading import load_transfer

Json = Mapping[str, object]
_KINDS = ("bills", "payments", "disbursements", "agents", "international")
_STATES = {shown: state for state, shown in SHOWN.items()}


def load_all(sandbox: Sandbox, body: Json) -> dict[str, int]:
    """``{"bills": […], "payments": […], "disbursements": […], "agents": […], "international": […]}`` in one
    transaction. :raises ValueError: when something has no readable form.
    """
    held = {name: _objects(body, name) for name in _KINDS}
    settings, now = sandbox.settings, sandbox.calendar.now()
    desk = Desk(switches=sandbox.switches.now, host=settings.host_address, now=now)
    with sandbox.store.writing() as db:
        for bill in held["bills"]:
            _load_bill(db, desk, bill)
        for payment in held["payments"]:
            _load_payment(db, desk, payment)
        for transfer in held["disbursements"]:
            load_transfer(db, desk.switches, transfer, now)
        for agent in held["agents"]:
            load_agent(db, agent, now)
        for abroad in held["international"]:
            load_international(db, desk.switches, abroad, now)
    return {name: len(objects) for name, objects in held.items()}


def _objects(body: Json, name: str) -> list[Json]:
    held = body.get(name, [])
    if not isinstance(held, list) or not all(isinstance(item, dict) for item in held):
        raise ValueError(f"{name}: a list of objects")
    return held


def _load_bill(db: Connection, desk: Desk, held: Json) -> int:
    link_id = given.link_id(held.get("link_id")) or ids.new_link_id(db, desk.switches.id_style, desk.now)
    db.execute("DELETE FROM bills WHERE link_id = ?", (link_id,))
    slug = ids.new_slug(db, given.text(held, "title"))
    row = _what(held, desk.now) | _customer(given.inner(held, "customer")) | _method(held)
    row |= {"link_id": link_id, "slug": slug, "created_at": desk.now}
    row["link_url"] = given.text(held, "link_url") or link_url(desk, slug)
    insert(db, "bills", row)
    if attempt := given.inner(held, "bill_payment"):
        head = {"link_id": link_id, "payment_url": held.get("payment_url")} | _sender(held)
        _load_payment(db, desk, {**head, **attempt})
    return link_id


def _what(held: Json, now: float) -> dict[str, object]:
    expired_at = read_moment(given.text(held, "expired_date"))
    return {
        "title": given.text(held, "title"),
        "type": given.text(held, "type") or "MULTIPLE",
        "amount": given.whole(held, "amount"),
        "redirect_url": given.text(held, "redirect_url"),
        "expired_at": expired_at,
        "swept": int(expired_at is not None and expired_at <= now),
        "created_from": given.text(held, "created_from") or "API",
        "status": given.text(held, "status") or "ACTIVE",
        "is_address_required": given.whole(held, "is_address_required"),
        "is_phone_number_required": given.whole(held, "is_phone_number_required"),
        "step": STEP_WORDS.get(given.text(held, "step")) or given.whole(held, "step") or 1,
        "reference_id": given.text(held, "reference_id") or None,
    }


def _customer(held: Json) -> dict[str, object]:
    return {
        f"customer_{name}": given.text(held, name) or None for name in ("name", "email", "address", "phone")
    }


def _method(held: Json) -> dict[str, object]:
    method = given.inner(held, "payment_method") or given.inner(held, "bill_payment")
    return {name: given.text(method, name) or None for name in ("sender_bank", "sender_bank_type")}


def _sender(held: Json) -> dict[str, object]:
    customer = given.inner(held, "customer")
    return {"sender_name": customer.get("name"), "sender_email": customer.get("email")}


def _load_payment(db: Connection, desk: Desk, held: Json) -> None:
    if not given.text(held, "id"):
        raise ValueError("payments: id is missing")
    payment_id = given.text(held, "id")
    db.execute("DELETE FROM payments WHERE id = ?", (payment_id,))
    token = ids.new_token()
    row = _who(held) | _how(held) | _state(held, desk)
    row |= {"id": payment_id, "token": token, "bill_id": _bill_of(db, desk, held)}
    row["payment_url"] = given.text(held, "payment_url") or payment_url(desk.host, token)
    insert(db, "payments", row)
    made = find_payment(db, payment_id)
    known = db.execute(
        "SELECT 1 FROM movements WHERE kind = 'settlement' AND subject = ?", (payment_id,)
    ).fetchone()
    if made is not None and made.settlement == "Settled" and known is None:
        credit(db, made, desk.now)


def _bill_of(db: Connection, desk: Desk, held: Json) -> int:
    """The bill a payment names by id or by link; made when it is not there."""
    link_id = given.link_id(held.get("bill_link_id")) or given.link_id(held.get("link_id"))
    link = given.text(held, "bill_link")
    if link_id is None and link:
        row = db.execute("SELECT link_id FROM bills WHERE link_url = ? ORDER BY seq DESC", (link,)).fetchone()
        link_id = row["link_id"] if row else None
    if link_id is not None and find_bill(db, link_id) is not None:
        return link_id
    bill = {
        "link_id": link_id,
        "link_url": link,
        "title": held.get("bill_title"),
        "amount": held.get("amount"),
    }
    return _load_bill(db, desk, bill)


def _who(held: Json) -> dict[str, object]:
    account = given.inner(held, "receiver_bank_account")
    return {
        "sender_name": given.text(held, "sender_name"),
        "sender_email": given.text(held, "sender_email"),
        "user_address": given.text(held, "user_address") or None,
        "user_phone": given.text(held, "user_phone") or None,
        "reference_id": given.text(held, "reference_id") or None,
        "account_number": given.text(account, "account_number")
        or given.text(held, "virtual_account_number")
        or None,
        "account_holder": given.text(account, "account_holder"),
        "qr_code_data": given.text(account, "qr_code_data") or None,
    }


def _how(held: Json) -> dict[str, object]:
    bank, bank_type, amount = (
        given.text(held, "sender_bank"),
        given.text(held, "sender_bank_type"),
        given.whole(held, "amount"),
    )
    fee = methods.fee_of(bank, bank_type, amount)
    code = given.whole(held, "unique_code")
    return {
        "sender_bank": bank,
        "sender_bank_type": bank_type,
        "amount": amount,
        "fee": fee,
        "unique_code": code,
    }


def _state(held: Json, desk: Desk) -> dict[str, object]:
    word = given.text(held, "status") or "PENDING"
    state = _STATES.get(word, word)
    if state not in ("NOT_CONFIRMED", "PENDING", "PROCESSED", *_STATES.values()):
        raise ValueError(f"payments: status {word} is unknown")
    ended = "Cancelled" if state in ("CANCELLED", "FAILED") else "Pending"
    settlement = given.text(held, "settlement_status") or ended
    return {
        "state": state,
        "settlement": settlement,
        "created_at": given.moment(held.get("created_at"), desk.now),
        "opened_at": desk.now,
        "expires_at": desk.now + desk.switches.payment_hours * 3600,
        "completed_at": read_moment(given.text(held, "completed_at")),
        "paid_at": desk.now if state == "DONE" else None,
        "settled_at": read_moment(given.text(held, "settlement_date")),
    }
