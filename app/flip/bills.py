"""Making, reading and editing payment links (accept-payment.md)."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Final, Literal

from app.flip.bill_models import Bill, BillPayment, Customer, PaymentMethod, ReceiverBankAccount
from app.flip.call import Call, Pairs, segment
from app.flip.caller import Caller
from app.flip.codes import Product
from app.flip.times import wib_minute
from app.flip.wire import Rows, read_rows

__all__ = [
    "UNSET",
    "Bill",
    "BillChanges",
    "BillPayment",
    "Bills",
    "Customer",
    "NewBill",
    "PaymentMethod",
    "ReceiverBankAccount",
    "Unset",
]


class Unset(Enum):
    """The type of `UNSET`, which says "leave it as it is" where None and "" say something else."""

    UNSET = "unset"


UNSET: Final = Unset.UNSET


@dataclass(frozen=True, kw_only=True)
class NewBill:
    """A bill to be made.

    `type` is SINGLE or MULTIPLE (step 3: SINGLE only). `step` is where the customer's page begins: 1 asks for
    name and e-mail, 2 for the bank, 3 shows how to pay; steps 2 and 3 need amount, name and e-mail, step 3
    also bank and bank type. `amount_idr` are rupiah, from 10.000 up; None lets the customer choose.
    `expires_at` needs a time zone and is sent without its seconds. What is None is not sent.
    """

    title: str
    type: str = "SINGLE"
    step: Literal[1, 2, 3] = 1
    amount_idr: int | None = None
    expires_at: datetime | None = None
    redirect_url: str | None = None
    is_address_required: bool = False
    is_phone_number_required: bool = False
    sender_name: str | None = None
    sender_email: str | None = None
    sender_phone_number: str | None = None
    sender_address: str | None = None
    sender_bank: str | None = None
    sender_bank_type: str | None = None
    reference_id: str | None = None

    def form(self) -> Pairs:
        """The form as Flip wants it.

        Raises:
            ValueError: `expires_at` has no time zone, or `amount_idr` is not a whole number.
        """
        fields = {
            "title": self.title,
            "type": self.type,
            "amount": None if self.amount_idr is None else f"{self.amount_idr:d}",
            "expired_date": None if self.expires_at is None else wib_minute(self.expires_at),
            "redirect_url": self.redirect_url,
            "is_address_required": str(int(self.is_address_required)),
            "is_phone_number_required": str(int(self.is_phone_number_required)),
            "step": f"{self.step:d}",
            "sender_name": self.sender_name,
            "sender_email": self.sender_email,
            "sender_phone_number": self.sender_phone_number,
            "sender_address": self.sender_address,
            "sender_bank": self.sender_bank,
            "sender_bank_type": self.sender_bank_type,
            "reference_id": self.reference_id,
        }
        return tuple((name, value) for name, value in fields.items() if value is not None)


@dataclass(frozen=True, kw_only=True)
class BillChanges:
    """What is to change about a bill; what stays `UNSET` is not sent and stays as it is.

    `amount_idr=None` lets the customer choose (step 1 only), `expires_at=None` takes the expiry away.
    `status` is ACTIVE or INACTIVE. Step, customer and bank of a bill cannot be changed.
    """

    title: str | Unset = UNSET
    type: str | Unset = UNSET
    amount_idr: int | None | Unset = UNSET
    expires_at: datetime | None | Unset = UNSET
    redirect_url: str | Unset = UNSET
    status: str | Unset = UNSET
    is_address_required: bool | Unset = UNSET
    is_phone_number_required: bool | Unset = UNSET

    def form(self) -> Pairs:
        """The form as Flip wants it: empty stands for "no amount" and "no expiry".

        Raises:
            ValueError: `expires_at` has no time zone, or `amount_idr` is not a whole number.
        """
        fields = {
            "title": self.title,
            "type": self.type,
            "amount": f"{self.amount_idr:d}" if isinstance(self.amount_idr, int) else self.amount_idr,
            "expired_date": wib_minute(self.expires_at)
            if isinstance(self.expires_at, datetime)
            else self.expires_at,
            "redirect_url": self.redirect_url,
            "status": self.status,
            "is_address_required": _flag(self.is_address_required),
            "is_phone_number_required": _flag(self.is_phone_number_required),
        }
        return tuple((name, value or "") for name, value in fields.items() if value is not UNSET)


class Bills:
    """The bill calls. All may raise what `errors` draws, and `ValueError` before anything is sent."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def create(self, bill: NewBill) -> Bill:
        """Make a payment link (accept-payment: POST /v2/pwf/bill).

        Flip takes no idempotency key here: after `FlipUnknown` a second call may make a second bill.
        """
        return self._caller.send(_call("POST", "/v2/pwf/bill", form=bill.form()), Bill.read)

    def get(self, link_id: str) -> Bill:
        """One bill (accept-payment: GET /v2/pwf/{bill_id}/bill); `FlipNotFound` for an unknown one."""
        return self._caller.send(_call("GET", _path(link_id), named=True), Bill.read)

    def list(self) -> Rows[Bill]:
        """All bills, without pages (accept-payment: GET /v2/pwf/bill)."""
        return self._caller.send(_call("GET", "/v2/pwf/bill"), lambda answer: read_rows(Bill, answer))

    def edit(self, link_id: str, changes: BillChanges) -> Bill:
        """Change a bill (accept-payment: PUT /v2/pwf/{bill_id}/bill); `FlipNotFound` for an unknown one.

        Sending the same changes twice does no harm. Flip may answer with the status from before: read the
        bill again.
        """
        return self._caller.send(_call("PUT", _path(link_id), form=changes.form(), named=True), Bill.read)


def _call(method: str, path: str, *, form: Pairs = (), named: bool = False) -> Call:
    return Call(method=method, path=path, product=Product.ACCEPT_PAYMENT, form=form, named=named)


def _path(link_id: str) -> str:
    return f"/v2/pwf/{segment(link_id)}/bill"


def _flag(value: bool | Unset) -> str | Unset:
    return value if isinstance(value, Unset) else str(int(value))
