"""Puts given transfers into the books, in the API's or the callback's shape, ids and all; nothing is told of
them.

One with an ``agent_id`` was sent in that agent's name. A loaded transfer takes its amount and fee from the
balance unless it is cancelled; loaded anew, the balance moves by the difference.
"""

import json
from collections.abc import Mapping

from app.sandbox import given, ids
from app.sandbox.answers import json_text
from app.sandbox.calendar import wib
from app.sandbox.ledger import move_money
from app.sandbox.records import insert
from app.sandbox.store import Connection
from app.sandbox.switches import Switches
from app.sandbox.transfers.records import NOT_KNOWN, NOT_SERVED, find_transfer
from app.sandbox.transfers.shapes import PREFIXED, shape
from app.sandbox.transfers.writing import AGENT, COMPANY, SENDER_BANK, USER

Json = Mapping[str, object]
PLAIN = {prefixed: name for name, prefixed in PREFIXED.items()}


def load_transfer(db: Connection, switches: Switches, held: Json, now: float) -> None:
    """:raises ValueError: when something has no readable form."""
    transfer_id = given.link_id(held.get("id")) or ids.new_transfer_id(db, switches.id_style, now)
    db.execute("DELETE FROM transfers WHERE id = ?", (transfer_id,))
    db.execute("DELETE FROM transfer_keys WHERE transfer_id = ?", (transfer_id,))
    row = _what(held) | _whose(held) | _state(held, now)
    insert(db, "transfers", row | {"id": transfer_id, "token": ids.new_token()})
    made = find_transfer(db, transfer_id)
    assert made is not None
    _balance(db, str(made.id), 0 if made.status == "CANCELLED" else -made.cost, now)
    if made.idempotency_key and made.status != "CANCELLED":
        key = {"key": made.idempotency_key, "transfer_id": made.id}
        db.execute("DELETE FROM transfer_keys WHERE key = ?", (made.idempotency_key,))
        insert(db, "transfer_keys", key | {"answer": json_text(shape(made, 3))})


def _balance(db: Connection, subject: str, wanted: int, now: float) -> None:
    query = """SELECT COALESCE(SUM(amount), 0) FROM movements
               WHERE subject = ? AND kind IN ('transfer', 'refund', 'loaded')"""
    (taken,) = db.execute(query, (subject,)).fetchone()
    if taken != wanted:
        move_money(db, now, kind="loaded", subject=subject, amount=wanted - taken)


def _what(held: Json) -> dict[str, object]:
    direction = given.text(held, "direction") or "DOMESTIC_TRANSFER"
    agent_id = given.link_id(held.get("agent_id"))
    kind = "common" if direction == "DOMESTIC_TRANSFER" else "special"
    return {
        "kind": AGENT if agent_id else kind,
        "agent_id": agent_id,
        "version": 2 if isinstance(held.get("amount"), str) else 3,
        "amount": given.whole(held, "amount"),
        "fee": given.whole(held, "fee"),
        "direction": direction,
        "remark": given.text(held, "remark"),
        "created_from": given.text(held, "created_from") or "API",
        "bundle_id": given.whole(held, "bundle_id"),
        "user_id": given.whole(held, "user_id") or USER,
        "company_id": given.whole(held, "company_id") or COMPANY,
    }


def _whose(held: Json) -> dict[str, object]:
    sender = {PLAIN.get(name, name): _plain(value) for name, value in given.inner(held, "sender").items()}
    return {
        "bank_code": given.text(held, "bank_code"),
        "account_number": given.text(held, "account_number"),
        "recipient_name": given.text(held, "recipient_name") or NOT_KNOWN,
        "recipient_city": given.whole(held, "recipient_city"),
        "sender_bank": given.text(held, "sender_bank") or SENDER_BANK,
        "sender": json.dumps(sender) if sender else None,
        "beneficiary_email": given.text(held, "beneficiary_email") or None,
        "idempotency_key": given.text(held, "idempotency_key") or None,
    }


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, (int, str)) else str(value)


def _state(held: Json, now: float) -> dict[str, object]:
    status = given.text(held, "status") or "PENDING"
    if status not in ("PENDING", "DONE", "CANCELLED"):
        raise ValueError(f"disbursements: status {status} is unknown")
    return {
        "status": status,
        "reason": given.text(held, "reason"),
        "timestamp": given.text(held, "timestamp") or wib(now),
        "time_served": given.text(held, "time_served") or NOT_SERVED,
        "receipt": given.text(held, "receipt"),
        "held": int(held.get("held") is True),
        "ahead_first": 0,
        "ahead": 0,
        "opened_at": now,
        "ready_at": now,
    }
