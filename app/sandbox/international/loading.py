"""Puts given transfers abroad into the books, in the API's or the callback's shape, ids and all; nothing is
told of them.

A loaded transfer takes its amount and fee from the balance unless it is cancelled; loaded anew, the balance
moves by the difference.
"""

import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from app.sandbox import given, ids
from app.sandbox.answers import json_text
from app.sandbox.calendar import wib
from app.sandbox.international.operating import SUCCESSES
from app.sandbox.international.records import NOT_SET, find_transfer
from app.sandbox.international.shapes import shape
from app.sandbox.ledger import move_money
from app.sandbox.records import insert
from app.sandbox.store import Connection
from app.sandbox.switches import Switches
from app.sandbox.transfers.writing import COMPANY, USER

Json = Mapping[str, object]


def load_international(db: Connection, switches: Switches, held: Json, now: float) -> None:
    """:raises ValueError: when something has no readable form."""
    style = switches.id_style
    transfer_id = given.link_id(held.get("id")) or ids.new_international_id(db, style, now)
    db.execute("DELETE FROM international WHERE id = ?", (transfer_id,))
    db.execute("DELETE FROM international_keys WHERE transfer_id = ?", (transfer_id,))
    row = _money(held) | _whose(held) | _state(held, now)
    insert(db, "international", row | {"id": transfer_id, "token": ids.new_token()})
    made = find_transfer(db, transfer_id)
    assert made is not None
    _balance(db, str(made.id), 0 if made.status == "CANCELLED" else -made.cost, now)
    if made.idempotency_key and made.status != "CANCELLED":
        key = {"key": made.idempotency_key, "transfer_id": made.id}
        db.execute("DELETE FROM international_keys WHERE key = ?", (made.idempotency_key,))
        insert(db, "international_keys", key | {"answer": json_text(shape(made))})


def _balance(db: Connection, subject: str, wanted: int, now: float) -> None:
    query = """SELECT COALESCE(SUM(amount), 0) FROM movements WHERE subject = ?
               AND kind IN ('international', 'international_refund', 'international_loaded')"""
    (taken,) = db.execute(query, (subject,)).fetchone()
    if taken != wanted:
        move_money(db, now, kind="international_loaded", subject=subject, amount=wanted - taken)


def _money(held: Json) -> dict[str, object]:
    return {
        "exchange_rate": _decimal(held, "exchange_rate"),
        "fee": given.whole(held, "fee"),
        "amount": given.whole(held, "amount"),
        "beneficiary_amount": _decimal(held, "beneficiary_amount"),
        "beneficiary_currency_code": given.text(held, "beneficiary_currency_code"),
    }


def _whose(held: Json) -> dict[str, object]:
    sender = given.inner(held, "sender")
    return {
        "user_id": given.whole(held, "user_id") or USER,
        "company_id": given.whole(held, "company_id") or COMPANY,
        "source_country": given.text(held, "source_country") or "IDN",
        "destination_country": given.text(held, "destination_country"),
        "transaction_type": given.text(held, "transaction_type") or "C2C",
        "created_from": given.text(held, "created_from") or "API",
        "idempotency_key": given.text(held, "idempotency_key") or None,
        "beneficiary": json.dumps(given.inner(held, "beneficiary")),
        "sender": json.dumps(sender) if sender else None,
    }


def _state(held: Json, now: float) -> dict[str, object]:
    status = given.text(held, "status") or "PENDING"
    if status not in ("PENDING", "CANCELLED", *SUCCESSES):
        raise ValueError(f"international: status {status} is unknown")
    return {
        "status": status,
        "reason": given.text(held, "reason"),
        "timestamp": given.text(held, "timestamp") or wib(now),
        "time_served": given.text(held, "time_served") or NOT_SET,
        "receipt": given.text(held, "receipt"),
        "opened_at": now,
    }


def _decimal(held: Json, name: str) -> str:
    text = given.text(held, name) or "0"
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ValueError(f"{name}: a number") from None
    if not (number.is_finite() and 0 <= number < 10**15):
        raise ValueError(f"{name}: a number from 0 on")
    return f"{number:f}"
