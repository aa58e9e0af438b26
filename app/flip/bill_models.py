"""A bill as Flip describes it (accept-payment.md, "Answer")."""

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field

from app.flip.wire import (
    Count,
    Flag,
    Id,
    Moment,
    OpenRupiah,
    Rupiah,
    Text,
    TextOrNone,
    Wire,
    part_or_none,
    whole_or_none,
)

# v3 writes the steps as words.
_STEP_WORDS = {"checkout": 1, "checkout_seamless": 2, "direct_api": 3}


def _step(value: object) -> int | None:
    return _STEP_WORDS.get(value) if isinstance(value, str) and value in _STEP_WORDS else whole_or_none(value)


class Customer(Wire):
    """The customer a bill was made for; what Flip did not echo is None."""

    name: Text = ""
    email: TextOrNone = None
    address: TextOrNone = None
    phone: TextOrNone = None


class ReceiverBankAccount(Wire):
    """Where the customer pays to.

    `account_number` is None for wallets and QRIS; `qr_code_data` is the text to draw as QR code, for QRIS
    only.
    """

    account_number: TextOrNone = None
    account_type: Text = ""
    bank_code: Text = ""
    account_holder: Text = ""
    qr_code_data: TextOrNone = None


class BillPayment(Wire):
    """The payment that a step 3 bill opens at once.

    By bank transfer the customer pays `amount_idr` plus `unique_code` rupiah. `status` is Flip's word:
    NOT_CONFIRMED, PENDING, PROCESSED, DONE, CANCELLED, FAILED, or one we do not know yet.
    """

    id: Id
    amount_idr: Rupiah = Field(validation_alias="amount")
    unique_code: Count = 0
    status: Text = ""
    sender_bank: Text = ""
    sender_bank_type: Text = ""
    receiver_bank_account: Annotated[ReceiverBankAccount | None, BeforeValidator(part_or_none)] = None
    user_address: TextOrNone = None
    user_phone: TextOrNone = None
    created_at: Moment = None


class PaymentMethod(Wire):
    """The bank or wallet of a step 3 bill, as reading it shows instead of the payment."""

    sender_bank: Text = ""
    sender_bank_type: Text = ""


class Bill(Wire):
    """A payment link.

    `amount_idr` is in rupiah, None when the customer chooses it; `expires_at` is UTC, None when it never
    expires. `status` is Flip's word: ACTIVE, INACTIVE, or one we do not know yet. `step` is None where Flip
    leaves it out. `bill_payment` and `payment_url` come with the answer to creating a step 3 bill,
    `payment_method` when reading one.
    """

    link_id: Id
    link_url: Text = ""
    title: Text = ""
    type: Text = ""
    amount_idr: OpenRupiah = Field(default=None, validation_alias="amount")
    redirect_url: TextOrNone = None
    expires_at: Moment = Field(default=None, validation_alias="expired_date")
    created_from: Text = ""
    status: Text = ""
    is_address_required: Flag = False
    is_phone_number_required: Flag = False
    step: Annotated[int | None, BeforeValidator(_step)] = None
    customer: Annotated[Customer | None, BeforeValidator(part_or_none)] = None
    bill_payment: Annotated[BillPayment | None, BeforeValidator(part_or_none)] = None
    payment_url: TextOrNone = None
    payment_method: Annotated[PaymentMethod | None, BeforeValidator(part_or_none)] = None

    def url(self, scheme_of: str) -> str:
        """The link with the scheme that Flip leaves out: that of the API's address, `scheme_of`.

        Only ever an http or https address; empty when Flip gave no link.
        """
        if not self.link_url or self.link_url.lower().startswith(("http://", "https://")):
            return self.link_url
        scheme = "http" if urlsplit(scheme_of).scheme.lower() == "http" else "https"
        return f"{scheme}://{self.link_url.lstrip('/')}"
