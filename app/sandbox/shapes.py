"""Bills and payments the way the API answers and the callbacks show them (reference: accept-payment,
callbacks).
"""

from app.sandbox.calendar import wib
from app.sandbox.methods import VIRTUAL_ACCOUNT
from app.sandbox.records import Bill, Payment

Json = dict[str, object]

SHOWN = {"DONE": "SUCCESSFUL", "CANCELLED": "CANCELLED", "FAILED": "FAILED"}


def shown_status(state: str) -> str:
    """The word of payment rows and callbacks for a state of ``bill_payment``."""
    return SHOWN.get(state, "PENDING")


def bill_shape(bill: Bill, version: int = 2) -> Json:
    """A bill as get, list and edit answer it: with ``payment_method`` at step 3."""
    shape = _bill_head(bill, version)
    if bill.step == 3:
        shape["payment_method"] = {"sender_bank": bill.sender_bank, "sender_bank_type": bill.sender_bank_type}
    return shape


def created_shape(bill: Bill, payment: Payment | None, version: int = 2) -> Json:
    """A bill as create answers it: with ``bill_payment`` and ``payment_url`` at step 3."""
    shape = _bill_head(bill, version)
    if payment is not None:
        shape["bill_payment"] = bill_payment_shape(payment)
        shape["payment_url"] = payment.payment_url
    return shape


def _bill_head(bill: Bill, version: int) -> Json:
    shape: Json = {
        "link_id": bill.link_id,
        "link_url": bill.link_url,
        "title": bill.title,
        "type": bill.type,
        "amount": bill.amount,
        "redirect_url": bill.redirect_url,
        "expired_date": None if bill.expired_at is None else wib(bill.expired_at),
        "created_from": bill.created_from,
        "status": bill.status,
        "is_address_required": bill.is_address_required,
        "is_phone_number_required": bill.is_phone_number_required,
        "step": bill.step_word if version == 3 and bill.step_word else bill.step,
    }
    if bill.step > 1:
        shape["customer"] = {
            "name": bill.customer_name,
            "email": bill.customer_email,
            "address": bill.customer_address,
            "phone": bill.customer_phone,
        }
    return shape


def bill_payment_shape(payment: Payment) -> Json:
    account: Json = {
        "account_number": payment.account_number,
        "account_type": payment.sender_bank_type,
        "bank_code": payment.sender_bank,
        "account_holder": payment.account_holder,
    }
    if payment.qr_code_data is not None:
        account["qr_code_data"] = payment.qr_code_data
    return {
        "id": payment.id,
        "amount": payment.amount,
        "unique_code": payment.unique_code,
        "status": payment.state,
        "sender_bank": payment.sender_bank,
        "sender_bank_type": payment.sender_bank_type,
        "receiver_bank_account": account,
        "user_address": payment.user_address,
        "user_phone": payment.user_phone,
        "created_at": int(payment.created_at),
    }


def payment_row(payment: Payment) -> Json:
    """A payment as the payment lists show it."""
    is_va = payment.sender_bank_type == VIRTUAL_ACCOUNT
    return {
        "id": payment.id,
        "link_id": str(payment.bill_id),
        "bill_link": payment.bill_link,
        "bill_title": payment.bill_title,
        "sender_name": payment.sender_name,
        "sender_bank": payment.sender_bank,
        "sender_bank_type": payment.sender_bank_type,
        "virtual_account_number": payment.account_number if is_va else None,
        "amount": payment.amount,
        "status": shown_status(payment.state),
        "settlement_status": payment.settlement,
        "reference_id": payment.reference_id,
        "payment_url": payment.payment_url,
        "created_at": wib(payment.created_at),
        "completed_at": None if payment.completed_at is None else wib(payment.completed_at),
        "settlement_date": None if payment.settled_at is None else wib(payment.settled_at),
    }


def payment_callback(payment: Payment) -> Json:
    """What the Accept Payment callback says about a payment (reference: callbacks, Accept payment)."""
    shape: Json = {
        "id": payment.id,
        "bill_link_id": payment.bill_id,
        "bill_link": payment.bill_link,
        "bill_title": payment.bill_title,
        "sender_name": payment.sender_name,
        "sender_email": payment.sender_email,
        "sender_bank": payment.sender_bank,
        "sender_bank_type": payment.sender_bank_type,
        "amount": payment.amount,
        "status": shown_status(payment.state),
        "created_at": wib(payment.created_at),
    }
    if payment.reference_id:
        shape["reference_id"] = payment.reference_id
    return shape
