"""Puts given objects into the books, in the API's or the callback's shape, ids and all; nothing is told about
them.

A loaded thing keeps what it says of itself. Open payments end 24 hours after they were loaded, whatever their
own date, and an expired date on an active bill is left alone, so that old samples stay as they are until
somebody moves them.
"""

from collections.abc import Mapping

from app.sandbox import ids, methods
from app.sandbox.bill_writing import link_url
from app.sandbox.calendar import read_moment
from app.sandbox.checkout import Desk, payment_url
from app.sandbox.checks import STEP_WORDS
from app.sandbox.context import Sandbox
from app.sandbox.moves import credit
from app.sandbox.records import find_bill, find_payment, insert
from app.sandbox.shapes import SHOWN
from app.sandbox.store import Connection

Json = Mapping[str, object]
_STATES = {shown: state for state, shown in SHOWN.items()}


def load_all(sandbox: Sandbox, body: Json) -> dict[str, int]:
    """``{"bills": […], "payments": […]}`` in one transaction. :raises ValueError: when something has no
    readable form.
    """
    bills, payments = _objects(body, "bills"), _objects(body, "payments")
    settings, now = sandbox.settings, sandbox.calendar.now()
    desk = Desk(switches=sandbox.switches.now, host=settings.host_address, now=now)
    with sandbox.store.writing() as db:
        for bill in bills:
            _load_bill(db, desk, bill)
        for payment in payments:
            _load_payment(db, desk, payment)
    return {"bills": len(bills), "payments": len(payments)}


def _objects(body: Json, name: str) -> list[Json]:
    held = body.get(name, [])
    if not isinstance(held, list) or not all(isinstance(item, dict) for item in held):
        raise ValueError(f"{name}: a list of objects")
    return held


def _load_bill(db: Connection, desk: Desk, held: Json) -> int:
    link_id = _link_id(held.get("link_id")) or ids.new_link_id(db, desk.switches.id_style, desk.now)
    db.execute("DELETE FROM bills WHERE link_id = ?", (link_id,))
    slug = ids.new_slug(db, _text(held, "title"))
    expired_at = read_moment(_text(held, "expired_date"))
    row: dict[str, object] = {
        "link_id": link_id,
        "slug": slug,
        "link_url": _text(held, "link_url") or link_url(desk, slug),
        "title": _text(held, "title"),
        "type": _text(held, "type") or "MULTIPLE",
        "amount": _whole(held, "amount"),
        "redirect_url": _text(held, "redirect_url"),
        "expired_at": expired_at,
        "swept": int(expired_at is not None and expired_at <= desk.now),
        "created_from": _text(held, "created_from") or "API",
        "status": _text(held, "status") or "ACTIVE",
        "is_address_required": _whole(held, "is_address_required"),
        "is_phone_number_required": _whole(held, "is_phone_number_required"),
        "step": STEP_WORDS.get(_text(held, "step")) or _whole(held, "step") or 1,
        "reference_id": _text(held, "reference_id") or None,
        "created_at": desk.now,
    }
    insert(db, "bills", row | _customer(_inner(held, "customer")) | _method(held))
    if attempt := _inner(held, "bill_payment"):
        head = {"link_id": link_id, "payment_url": held.get("payment_url")} | _sender(held)
        _load_payment(db, desk, {**head, **attempt})
    return link_id


def _customer(held: Json) -> dict[str, object]:
    return {f"customer_{name}": _text(held, name) or None for name in ("name", "email", "address", "phone")}


def _method(held: Json) -> dict[str, object]:
    method = _inner(held, "payment_method") or _inner(held, "bill_payment")
    return {name: _text(method, name) or None for name in ("sender_bank", "sender_bank_type")}


def _sender(held: Json) -> dict[str, object]:
    customer = _inner(held, "customer")
    return {"sender_name": customer.get("name"), "sender_email": customer.get("email")}


def _load_payment(db: Connection, desk: Desk, held: Json) -> None:
    if not _text(held, "id"):
        raise ValueError("payments: id is missing")
    payment_id = _text(held, "id")
    db.execute("DELETE FROM payments WHERE id = ?", (payment_id,))
    token = ids.new_token()
    row = _who(held) | _how(held) | _state(held, desk)
    row |= {"id": payment_id, "token": token, "bill_id": _bill_of(db, desk, held)}
    row["payment_url"] = _text(held, "payment_url") or payment_url(desk.host, token)
    insert(db, "payments", row)
    made = find_payment(db, payment_id)
    known = db.execute(
        "SELECT 1 FROM movements WHERE kind = 'settlement' AND subject = ?", (payment_id,)
    ).fetchone()
    if made is not None and made.settlement == "Settled" and known is None:
        credit(db, made, desk.now)


def _bill_of(db: Connection, desk: Desk, held: Json) -> int:
    """The bill a payment names by id or by link; made when it is not there."""
    link_id = _link_id(held.get("bill_link_id")) or _link_id(held.get("link_id"))
    link = _text(held, "bill_link")
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
    account = _inner(held, "receiver_bank_account")
    return {
        "sender_name": _text(held, "sender_name"),
        "sender_email": _text(held, "sender_email"),
        "user_address": _text(held, "user_address") or None,
        "user_phone": _text(held, "user_phone") or None,
        "reference_id": _text(held, "reference_id") or None,
        "account_number": _text(account, "account_number") or _text(held, "virtual_account_number") or None,
        "account_holder": _text(account, "account_holder"),
        "qr_code_data": _text(account, "qr_code_data") or None,
    }


def _how(held: Json) -> dict[str, object]:
    bank, bank_type, amount = (
        _text(held, "sender_bank"),
        _text(held, "sender_bank_type"),
        _whole(held, "amount"),
    )
    fee = methods.fee_of(bank, bank_type, amount)
    code = _whole(held, "unique_code")
    return {
        "sender_bank": bank,
        "sender_bank_type": bank_type,
        "amount": amount,
        "fee": fee,
        "unique_code": code,
    }


def _state(held: Json, desk: Desk) -> dict[str, object]:
    word = _text(held, "status") or "PENDING"
    state = _STATES.get(word, word)
    if state not in ("NOT_CONFIRMED", "PENDING", "PROCESSED", *_STATES.values()):
        raise ValueError(f"payments: status {word} is unknown")
    ended = "Cancelled" if state in ("CANCELLED", "FAILED") else "Pending"
    settlement = _text(held, "settlement_status") or ended
    return {
        "state": state,
        "settlement": settlement,
        "created_at": _moment(held.get("created_at"), desk.now),
        "opened_at": desk.now,
        "expires_at": desk.now + desk.switches.payment_hours * 3600,
        "completed_at": read_moment(_text(held, "completed_at")),
        "paid_at": desk.now if state == "DONE" else None,
        "settled_at": read_moment(_text(held, "settlement_date")),
    }


def _moment(value: object, otherwise: float) -> float:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    return read_moment(str(value)) or otherwise


def _inner(held: Json, name: str) -> Json:
    value = held.get(name)
    return value if isinstance(value, dict) else {}


def _text(held: Json, name: str) -> str:
    """Text of a field; ``null`` and the text ``null`` of some samples are empty."""
    value = held.get(name)
    return "" if value is None or value == "null" else str(value)


def _whole(held: Json, name: str) -> int:
    text = _text(held, name) or "0"
    if not text.isdecimal() or len(text) > 15:
        raise ValueError(f"{name}: a whole number")
    return int(text)


def _link_id(value: object) -> int | None:
    if value in (None, ""):
        return None
    link_id = ids.read_link_id(str(value))
    if link_id is None:
        raise ValueError("link_id: a whole number of at most 19 digits")
    return link_id
