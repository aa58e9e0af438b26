"""What a customer can do with a bill: choose a method, which makes a payment, and pay it (reference:
accept-payment, Customer checkout)."""

import secrets
from dataclasses import dataclass

from app.sandbox import ids, methods
from app.sandbox.courier import Courier
from app.sandbox.moves import move
from app.sandbox.qris import qr_text
from app.sandbox.records import Bill, Payment, find_bill, find_payment, insert
from app.sandbox.store import Connection
from app.sandbox.switches import Switches

LARGEST_UNIQUE_CODE = 999


class Closed(Exception):
    """The bill or the payment cannot be paid; ``reason`` is ``used``, ``expired``, ``inactive`` or
    ``finished``.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, kw_only=True)
class Customer:
    name: str
    email: str
    address: str | None = None
    phone: str | None = None


@dataclass(frozen=True, kw_only=True)
class Choice:
    """How somebody wants to pay, and how much in rupiah."""

    bank: str
    bank_type: str
    amount: int


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What making a payment needs to know beside the bill."""

    switches: Switches
    host: str
    now: float


def open_payment(db: Connection, desk: Desk, bill: Bill, customer: Customer, choice: Choice) -> Payment:
    """Makes a payment for a bill. :raises Closed: when the bill cannot be paid any more."""
    if reason := bill.closed(desk.now):
        raise Closed(reason)
    payment_id = ids.new_payment_id(db, desk.switches.id_style, desk.now)
    row = _who_pays(bill, customer) | _how(choice, customer, payment_id) | _when(bill, desk)
    token = ids.new_token()
    row |= {"id": payment_id, "token": token, "payment_url": payment_url(desk.host, token)}
    insert(db, "payments", row)
    made = find_payment(db, payment_id)
    assert made is not None
    return made


def _who_pays(bill: Bill, customer: Customer) -> dict[str, object]:
    return {
        "bill_id": bill.link_id,
        "sender_name": customer.name,
        "sender_email": customer.email,
        "user_address": customer.address,
        "user_phone": customer.phone,
        "reference_id": bill.reference_id,
    }


def _how(choice: Choice, customer: Customer, payment_id: str) -> dict[str, object]:
    transfer = choice.bank_type == methods.BANK_TRANSFER
    return {
        "amount": choice.amount,
        "sender_bank": choice.bank,
        "sender_bank_type": choice.bank_type,
        "fee": methods.fee_of(choice.bank, choice.bank_type, choice.amount),
        "unique_code": 1 + secrets.randbelow(LARGEST_UNIQUE_CODE) if transfer else 0,
        "state": "NOT_CONFIRMED" if transfer else "PENDING",
        "account_number": ids.new_account_number(choice.bank, choice.bank_type),
        "account_holder": methods.FLIP_HOLDER if transfer else customer.name,
        "qr_code_data": qr_text(payment_id, choice.amount) if choice.bank == methods.QRIS else None,
    }


def _when(bill: Bill, desk: Desk) -> dict[str, object]:
    until = desk.now + desk.switches.payment_hours * 3600
    if bill.expired_at is not None:
        until = min(until, bill.expired_at)
    return {"created_at": desk.now, "opened_at": desk.now, "expires_at": until}


def payment_url(host: str, token: str) -> str:
    """The instruction page, in the form of Flip's own address."""
    return f"http://{host}/pay/transaction/consolidated?redirected_from=internal&id={token}"


def pay(db: Connection, courier: Courier, payment_id: str, now: float, to: str = "DONE") -> None:
    """The customer pays. :raises Closed: when payment or bill can no longer be paid; nothing changes then."""
    payment = find_payment(db, payment_id)
    if payment is None or not payment.is_open:
        raise Closed("finished")
    bill = find_bill(db, payment.bill_id)
    if reason := "inactive" if bill is None else bill.closed(now):
        raise Closed(reason)
    if payment.expires_at is not None and payment.expires_at <= now:
        raise Closed("expired")
    move(db, courier, payment_id, to, now)
