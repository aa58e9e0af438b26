"""Flip's several shapes of a payment, brought into the one our service takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.flip.bills import Bill
from app.flip.payments import Payment as FlipPayment
from app.lib import clock


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A payment as Flip shows it now; amounts in whole rupiah, times aware UTC."""

    flip_id: str
    link_id: str | None
    amount_idr: int
    word: str
    bank_code: str
    method: str
    customer: str
    bill_title: str
    begun_at: datetime | None = None
    finished_at: datetime | None = None
    extra: Mapping[str, Any] | None = None


def from_row(row: FlipPayment, link_id: str | None = None) -> Seen:
    """A row of Flip's payment lists (accept-payment: Payments)."""
    return Seen(
        flip_id=row.id,
        link_id=row.link_id or link_id,
        amount_idr=row.amount_idr,
        word=row.status,
        bank_code=row.sender_bank,
        method=row.sender_bank_type,
        customer=row.sender_name,
        bill_title=row.bill_title.strip(),
        begun_at=row.created_at,
        finished_at=row.completed_at,
        extra={
            "virtual_account_number": row.virtual_account_number,
            "settlement_word": row.settlement_status or None,
            "settled_at": row.settlement_date,
            "reference_id": row.reference_id,
            "payment_url": row.payment_url,
        },
    )


def from_new_bill(bill: Bill) -> Seen | None:
    """The payment that a step 3 bill opens at once; None for other steps (accept-payment: bill_payment)."""
    payment = bill.bill_payment
    if payment is None:
        return None
    receiver = payment.receiver_bank_account
    account = receiver.model_dump(mode="json", exclude={"raw"}) if receiver else None
    is_va = payment.sender_bank_type == "virtual_account"
    return Seen(
        flip_id=payment.id,
        link_id=bill.link_id,
        amount_idr=payment.amount_idr,
        word=payment.status,
        bank_code=payment.sender_bank,
        method=payment.sender_bank_type,
        customer=bill.customer.name if bill.customer else "",
        bill_title=bill.title.strip(),
        begun_at=payment.created_at or clock.now(),
        extra={
            "receiver": account,
            "unique_code": payment.unique_code,
            "payment_url": bill.payment_url,
            "virtual_account_number": receiver.account_number if receiver and is_va else None,
            "sender_email": bill.customer.email if bill.customer else None,
        },
    )
