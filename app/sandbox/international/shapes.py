"""A transfer abroad the way the API answers it and the callback shows it (reference: international)."""

from decimal import Decimal

from app.sandbox.international.records import Transfer

Json = dict[str, object]


def shape(transfer: Transfer) -> Json:
    """The object of every answer and of the callback."""
    return {
        "id": transfer.id,
        "user_id": transfer.user_id,
        "company_id": transfer.company_id,
        "exchange_rate": number(Decimal(transfer.exchange_rate)),
        "fee": transfer.fee,
        "amount": transfer.amount,
        "source_country": transfer.source_country,
        "destination_country": transfer.destination_country,
        "beneficiary_amount": number(Decimal(transfer.beneficiary_amount)),
        "beneficiary_currency_code": transfer.beneficiary_currency_code,
        "status": transfer.status,
        "timestamp": transfer.timestamp,
        "time_served": transfer.time_served,
        "created_from": transfer.created_from,
        "receipt": transfer.receipt,
        "transaction_type": transfer.transaction_type,
        "idempotency_key": transfer.idempotency_key,
        "beneficiary": transfer.beneficiary_object,
        "sender": transfer.sender_object,
        "reason": transfer.reason,
    }


def book_entry(transfer: Transfer) -> Json:
    """The object, and what is known of the file that came with it."""
    file = {"sha256": transfer.attachment_sha256, "size": transfer.attachment_size}
    return shape(transfer) | {"attachment": file if transfer.attachment_sha256 else None}


def number(value: Decimal) -> int | Decimal:
    """A number as JSON shows it: without decimals that say nothing."""
    return int(value) if value == value.to_integral_value() else value.normalize()
