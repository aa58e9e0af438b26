"""Accepts a transfer abroad: checks it, takes its cost from the balance, writes the row, keeps the key's
answer (reference: international; disbursement, Idempotency).
"""

import json
from collections.abc import Mapping
from decimal import Decimal

from app.sandbox.answers import json_text
from app.sandbox.calendar import wib
from app.sandbox.context import Sandbox
from app.sandbox.ids import new_international_id, new_token
from app.sandbox.international.attachments import Attachment
from app.sandbox.international.checks import check, check_balance
from app.sandbox.international.corridors import find_corridor
from app.sandbox.international.parameters import CreateCall, known_parameters
from app.sandbox.international.parties import beneficiary_of, sender_of
from app.sandbox.international.rates import market
from app.sandbox.international.records import NOT_SET, find_transfer
from app.sandbox.international.shapes import shape
from app.sandbox.ledger import move_money
from app.sandbox.records import insert
from app.sandbox.store import Connection
from app.sandbox.transfers.writing import COMPANY, USER


def accept(
    sandbox: Sandbox, sent: Mapping[str, str], key: str, attachment: Attachment | None, *, consumer: bool
) -> str:
    """The answer's text: for a known key the first answer again, byte for byte, whatever the fields say now.

    One write at a time: of two requests with one key the second waits and gets the first one's answer.
    :raises Refused: nothing is written then, and the key stays free.
    """
    now, switches = sandbox.calendar.now(), sandbox.switches.now
    fields = known_parameters(sent, consumer=consumer)
    with sandbox.store.writing() as db:
        query = "SELECT answer FROM international_keys WHERE key = ?"
        if key and (held := db.execute(query, (key,)).fetchone()):
            return str(held["answer"])
        corridor = find_corridor(db, market(now, switches), fields["destination_country"])
        call = CreateCall(consumer=consumer, fields=fields, key=key, attachment=attachment, corridor=corridor)
        check(db, call, switches, now)
        return _write(db, call, new_international_id(db, switches.id_style, now), now)


def _write(db: Connection, call: CreateCall, transfer_id: int, now: float) -> str:
    row = _money(call) | _parties(call) | _state(call, now)
    insert(db, "international", row | {"id": transfer_id, "token": new_token()})
    made = find_transfer(db, transfer_id)
    assert made is not None
    check_balance(db, made.cost)
    move_money(db, now, kind="international", subject=str(made.id), amount=-made.cost)
    text = json_text(shape(made))
    insert(db, "international_keys", {"key": call.key, "transfer_id": made.id, "answer": text})
    return text


def _money(call: CreateCall) -> dict[str, object]:
    assert call.corridor is not None
    amount = Decimal(call.fields["amount"])
    return {
        "exchange_rate": str(call.corridor.rate),
        "fee": call.corridor.fee,
        "amount": call.corridor.rupiah(amount),
        "beneficiary_amount": str(amount),
        "beneficiary_currency_code": call.corridor.currency,
    }


def _parties(call: CreateCall) -> dict[str, object]:
    sender, file = sender_of(call), call.attachment
    return {
        "user_id": USER,
        "company_id": COMPANY,
        "beneficiary": json.dumps(beneficiary_of(call)),
        "sender": None if sender is None else json.dumps(sender),
        "attachment_sha256": None if file is None else file.sha256,
        "attachment_size": None if file is None else file.size,
    }


def _state(call: CreateCall, now: float) -> dict[str, object]:
    named = ("source_country", "destination_country", "transaction_type")
    return {name: call.fields[name] for name in named} | {
        "status": "PENDING",
        "timestamp": wib(now),
        "time_served": NOT_SET,
        "created_from": "API",
        "idempotency_key": call.key,
        "opened_at": now,
    }
