"""What Flip sends by itself: reading the bytes, telling the kind, and the news in it (callbacks.md)."""

from collections.abc import Callable
from enum import Enum

from pydantic import Field

from app.flip.agent_models import AgentCallback
from app.flip.disbursement_models import Disbursement
from app.flip.inquiries import Inquiry
from app.flip.international_models import InternationalTransfer
from app.flip.json_text import Unreadable, parse_strictly
from app.flip.wire import Id, IdOrNone, Moment, Rows, Rupiah, Text, TextOrNone, Wire, Word, read_rows

__all__ = [
    "MAX_BANKS",
    "MAX_DATA_BYTES",
    "AgentCallback",
    "BankStatus",
    "Kind",
    "PaymentCallback",
    "Unreadable",
    "parse_agent",
    "parse_bank_status",
    "parse_disbursement",
    "parse_inquiry",
    "parse_international",
    "parse_payment",
    "read_data",
    "recognise",
]

MAX_DATA_BYTES = 256 * 1024
# Many times the banks there are.
MAX_BANKS = 2000


class Kind(Enum):
    """The kinds of callbacks; the values are the last part of our addresses for them."""

    DISBURSEMENT = "disbursement"
    INQUIRY = "inquiry"
    PAYMENT = "payment"
    INTERNATIONAL = "international"
    AGENT = "agent"
    BANK_STATUS = "bank-status"


# From the most telling keys to the least: an international object has nearly every key of a domestic one.
_SIGNS: tuple[tuple[Kind, Callable[[set[str]], bool]], ...] = (
    (Kind.AGENT, lambda keys: {"agent_id", "kyc_status"} <= keys),
    (Kind.PAYMENT, lambda keys: {"id", "status"} <= keys and bool({"bill_link_id", "bill_link"} & keys)),
    (
        Kind.INTERNATIONAL,
        lambda keys: {"id", "status"} <= keys and bool({"destination_country", "transaction_type"} & keys),
    ),
    (Kind.INQUIRY, lambda keys: {"bank_code", "account_number", "account_holder", "status"} <= keys),
    (Kind.DISBURSEMENT, lambda keys: {"id", "status", "amount", "bank_code", "account_number"} <= keys),
    (Kind.BANK_STATUS, lambda keys: {"bank_code", "status", "message"} <= keys),
)


class PaymentCallback(Wire):
    """News of a payment; the money is to be confirmed by asking Flip.

    `amount_idr` is in rupiah, `status` Flip's word (SUCCESSFUL, CANCELLED, FAILED, or one we do not know
    yet), `created_at` the UTC moment the payment was begun; Flip does not say here when it was paid.
    """

    id: Id
    bill_link_id: IdOrNone = None
    bill_link: Text = ""
    bill_title: Text = ""
    sender_name: Text = ""
    sender_email: TextOrNone = None
    sender_bank: Text = ""
    sender_bank_type: Text = ""
    amount_idr: Rupiah = Field(validation_alias="amount")
    status: Word
    created_at: Moment = None
    reference_id: TextOrNone = None


class BankStatus(Wire):
    """News of a bank: `status` as in `general.Bank`, `message` Flip's English words, `updated_at` UTC."""

    bank_code: Id
    status: Word
    message: Text = ""
    updated_at: Moment = None


def read_data(data: bytes) -> object:
    """Read the `data` field of a callback: a JSON object or array, with big numbers and fractions exact.

    Raises:
        Unreadable: for anything else, at once; no other exception comes out, whatever goes in.
    """
    value = parse_strictly(data, max_bytes=MAX_DATA_BYTES)
    if not isinstance(value, dict | list):
        raise Unreadable("neither an object nor an array")
    return value


def recognise(value: object) -> Kind | None:
    """Tell by its keys which kind of callback this is, wherever it was sent; None when we do not know."""
    if isinstance(value, list):
        kinds = {recognise(item) if isinstance(item, dict) else None for item in value}
        return Kind.BANK_STATUS if kinds == {Kind.BANK_STATUS} else None
    if not isinstance(value, dict):
        return None
    keys = set(value)
    return next((kind for kind, fits in _SIGNS if fits(keys)), None)


def parse_payment(value: object) -> PaymentCallback:
    """Read the callback "Accept Payment" (callbacks: Accept payment).

    Raises:
        Unreadable: it has no id, amount or status that makes sense.
    """
    return PaymentCallback.read(value)


def parse_disbursement(value: object) -> Disbursement:
    """Read the callback "Transaction", common, special or agent (callbacks: Disbursement).

    Raises:
        Unreadable: it has no id, amount or status that makes sense.
    """
    return Disbursement.read(value)


def parse_inquiry(value: object) -> Inquiry:
    """Read the callback "Bank Account Inquiry" (callbacks: Bank account inquiry).

    Raises:
        Unreadable: it has no status.
    """
    return Inquiry.read(value)


def parse_international(value: object) -> InternationalTransfer:
    """Read the callback "International Transfer" (callbacks: International transfer).

    Raises:
        Unreadable: it has no id, amounts, currency or status that make sense.
    """
    return InternationalTransfer.read(value)


def parse_agent(value: object) -> AgentCallback:
    """Read the callback "Agent KYC Verification" (callbacks: Agent KYC).

    Raises:
        Unreadable: it has no id or status that makes sense.
    """
    return AgentCallback.read(value)


def parse_bank_status(value: object) -> Rows[BankStatus]:
    """Read the callback "Bank Status", one row a bank (callbacks: Bank status).

    Raises:
        Unreadable: it is neither an array nor one bank that makes sense, or more than `MAX_BANKS`.
    """
    if isinstance(value, list):
        if len(value) > MAX_BANKS:
            raise Unreadable(f"more than {MAX_BANKS} banks")
        return read_rows(BankStatus, value)
    rows: Rows[BankStatus] = Rows()
    rows.append(BankStatus.read(value))
    return rows
