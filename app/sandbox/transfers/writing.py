"""Accepts a transfer: checks it, takes its cost from the balance, writes the row, keeps the key's answer
(reference: disbursement, Idempotency and Ten-minute duplicate hold).
"""

import json

from app.sandbox.answers import Refused, json_text
from app.sandbox.banks import find_bank
from app.sandbox.bodies import Fields
from app.sandbox.calendar import wib
from app.sandbox.context import Sandbox
from app.sandbox.ids import new_token, new_transfer_id
from app.sandbox.ledger import move_money
from app.sandbox.records import insert
from app.sandbox.store import Connection
from app.sandbox.traffic import Traffic
from app.sandbox.transfers.accounts import recipient_name
from app.sandbox.transfers.checks import check_fields, rupiah
from app.sandbox.transfers.kinds import Kind, Request, Sender
from app.sandbox.transfers.limits import check_limits, fee_of
from app.sandbox.transfers.records import NOT_SERVED, find_transfer
from app.sandbox.transfers.shapes import created_shape

AGENT = "agent"
SAME_WITHIN = 600  # seconds
USER, COMPANY, SENDER_BANK = 23, 7, "bri"


def accept(sandbox: Sandbox, kind: Kind, version: int, fields: Fields, key: str) -> str:
    """The answer's text: for a known key the first answer again, byte for byte, whatever the fields say now.

    One write at a time: of two requests with one key the second waits and gets the first one's answer.
    :raises Refused: nothing is written then, and the key stays free.
    """
    traffic, switches = sandbox.traffic(), sandbox.switches.now
    with sandbox.store.writing() as db:
        if key and (held := db.execute("SELECT answer FROM transfer_keys WHERE key = ?", (key,)).fetchone()):
            return str(held["answer"])
        bank = find_bank(db, traffic, fields["bank_code"])
        call = Request(version=version, kind=kind, fields=fields, key=key, bank=bank)
        complaints = [*check_fields(db, call, switches), *kind.check(db, fields, switches, traffic.now)]
        if complaints:
            raise Refused(complaints)
        sender = kind.sender(db, fields)
        check_limits(db, call, switches, traffic.now)
        return _write(db, call, sender, traffic, switches.id_style)


def _write(db: Connection, call: Request, sender: Sender | None, traffic: Traffic, id_style: str) -> str:
    transfer_id = new_transfer_id(db, id_style, traffic.now)
    row = _money(call) | _recipient(db, call.fields) | _kind(call, sender) | _place(db, call, traffic)
    insert(db, "transfers", row | {"id": transfer_id, "token": new_token()})
    made = find_transfer(db, transfer_id)
    assert made is not None
    move_money(db, traffic.now, kind="transfer", subject=str(made.id), amount=-made.cost)
    text = json_text(created_shape(made, call.version, call.fields["amount"]))
    if call.key:
        insert(db, "transfer_keys", {"key": call.key, "transfer_id": made.id, "answer": text})
    return text


def _money(call: Request) -> dict[str, object]:
    assert call.bank is not None
    return {
        "amount": rupiah(call.fields["amount"]),
        "fee": fee_of(call.bank, call.fields["account_number"]),
        "sender_bank": SENDER_BANK,
        "remark": call.fields["remark"],
        "user_id": USER,
        "company_id": COMPANY,
        "bundle_id": 0,
    }


def _recipient(db: Connection, fields: Fields) -> dict[str, object]:
    bank, number = fields["bank_code"], fields["account_number"]
    return {
        "bank_code": bank,
        "account_number": number,
        "recipient_name": recipient_name(db, bank, number),
    }


def _kind(call: Request, sender: Sender | None) -> dict[str, object]:
    fields = call.fields
    return {
        "kind": call.kind.name,
        "version": call.version,
        "created_from": "API",
        "direction": fields["direction"] if sender else "DOMESTIC_TRANSFER",
        "sender": json.dumps(sender) if sender else None,
        "recipient_city": int(fields["recipient_city"] or call.kind.city),
        # v2 does not know the addresses (reference: disbursement, parameter table).
        "beneficiary_email": fields["beneficiary_email"] if call.version == 3 else None,
        "idempotency_key": call.key or None,
        "agent_id": int(fields["agent_id"]) if call.kind.name == AGENT else None,
    }


def _place(db: Connection, call: Request, traffic: Traffic) -> dict[str, object]:
    assert call.bank is not None
    return {
        "status": "PENDING",
        "timestamp": wib(traffic.now),
        "time_served": NOT_SERVED,
        "held": int(not call.key and _same_just_now(db, call, traffic.now)),
        "ahead_first": call.bank.traffic,
        "ahead": call.bank.traffic,
        "opened_at": traffic.now,
        "ready_at": traffic.now,
    }


def _same_just_now(db: Connection, call: Request, now: float) -> bool:
    """Whether another keyless transfer went to the same account, bank and amount within ten minutes."""
    query = """SELECT 1 FROM transfers WHERE account_number = ? AND bank_code = ? AND amount = ?
               AND idempotency_key IS NULL AND opened_at > ?"""
    fields = call.fields
    values = (fields["account_number"], fields["bank_code"], rupiah(fields["amount"]), now - SAME_WITHIN)
    return db.execute(query, values).fetchone() is not None
