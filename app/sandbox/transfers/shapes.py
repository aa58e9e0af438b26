"""A transfer the way the API answers and the callbacks show it (reference: disbursement, Disbursement
object).
"""

from app.sandbox.transfers.records import Transfer

Json = dict[str, object]

# The sender's keys as the create answer of v2 has them; the other three carry the prefix everywhere.
PREFIXED = {
    "place_of_birth": "sender_place_of_birth",
    "date_of_birth": "sender_date_of_birth",
    "address": "sender_address",
    "job": "sender_job",
}


def shape(transfer: Transfer, version: int) -> Json:
    """A transfer as get and list answer it; v3 adds the addresses and the key, if it was made there."""
    held = _object(transfer)
    if version == 3:
        newer = transfer.version == 3
        held["beneficiary_email"] = transfer.beneficiary_email if newer else None
        held["idempotency_key"] = transfer.idempotency_key if newer else None
    return held


def created_shape(transfer: Transfer, version: int, amount: str) -> Json:
    """A transfer as create answers it: a special one on v2 has prefixed keys and the amount as sent."""
    held = shape(transfer, version)
    sender = transfer.sender_object
    if version == 2 and transfer.kind == "special" and sender is not None:
        held["amount"] = amount
        held["sender"] = {PREFIXED.get(name, name): value for name, value in sender.items()}
    return held


def transfer_callback(transfer: Transfer) -> Json:
    """What the Transaction callback says; special transfers of v2 have their amount as text."""
    held = _object(transfer)
    if transfer.kind == "special" and transfer.version == 2:
        held["amount"] = str(transfer.amount)
    return held


def _object(transfer: Transfer) -> Json:
    return {
        "id": transfer.id,
        "user_id": transfer.user_id,
        "amount": transfer.amount,
        "status": transfer.status,
        "reason": transfer.reason,
        "timestamp": transfer.timestamp,
        "bank_code": transfer.bank_code,
        "account_number": transfer.account_number,
        "recipient_name": transfer.recipient_name,
        "sender_bank": transfer.sender_bank,
        "remark": transfer.remark,
        "receipt": transfer.receipt,
        "time_served": transfer.time_served,
        "bundle_id": transfer.bundle_id,
        "company_id": transfer.company_id,
        "recipient_city": transfer.recipient_city,
        "created_from": transfer.created_from,
        "direction": transfer.direction,
        "sender": transfer.sender_object,
        "fee": transfer.fee,
    }
