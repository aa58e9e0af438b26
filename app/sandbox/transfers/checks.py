"""The fields of a transfer, each with the first thing that is wrong with it, in the order of the parameter
tables (reference: disbursement, Validation).
"""

import re
from collections.abc import Iterator

from app.sandbox.answers import Complaint
from app.sandbox.banks import Bank
from app.sandbox.checks import MINIMUM, email_is_good, holds_forbidden
from app.sandbox.store import Connection
from app.sandbox.switches import Switches
from app.sandbox.transfers.errors import complaint
from app.sandbox.transfers.kinds import Request
from app.sandbox.transfers.places import is_place

KEY = "idempotency-key"
LONGEST_KEY = 255
LONGEST_REMARK = 18
MOST_ADDRESSES = 20
BANK_MINIMUM = {"dana": 20_500}
_DIGITS = re.compile(r"\d+", re.ASCII)
_REMARK = re.compile(r"[A-Za-z0-9 .\-/()]*")


def is_number(text: str) -> bool:
    return bool(_DIGITS.fullmatch(text))


def rupiah(text: str) -> int:
    """An amount of digits; what is longer than any account holds counts as a quintillion."""
    return int(text) if len(text.lstrip("0")) <= 18 else 10**18


def check_fields(db: Connection, call: Request, switches: Switches) -> Iterator[Complaint]:
    """What every transfer needs; the key is required on v3."""
    fields = call.fields
    yield from check_number("account_number", fields["account_number"])
    yield from check_bank(fields["bank_code"], call.bank)
    yield from _amount(fields["amount"], fields["bank_code"], switches.largest_transfer)
    yield from check_text("remark", fields["remark"], LONGEST_REMARK, _REMARK)
    if fields["recipient_city"] and not is_place(
        db, "city", fields["recipient_city"], switches.strict_places
    ):
        yield complaint("recipient_city", 1038)
    if call.version == 3:
        yield from _addresses(fields["beneficiary_email"])
    if not call.key and call.version == 3:
        yield complaint(KEY, 1001)
    elif len(call.key) > LONGEST_KEY:
        yield complaint(KEY, 1024, limit=LONGEST_KEY)


def check_number(name: str, text: str) -> Iterator[Complaint]:
    if not text:
        yield complaint(name, 1001)
    elif not is_number(text):
        yield complaint(name, 1020)


def check_bank(code: str, bank: Bank | None) -> Iterator[Complaint]:
    if not code:
        yield complaint("bank_code", 1001)
    elif bank is None:
        yield complaint("bank_code", 1033)


def check_text(
    name: str, text: str, longest: int, allowed: re.Pattern[str] | None = None
) -> Iterator[Complaint]:
    """The first of: a character nobody may use, one that does not belong here, too many of them."""
    if holds_forbidden(text):
        yield complaint(name, 1002)
    elif allowed is not None and not allowed.fullmatch(text):
        yield complaint(name, 2003)
    elif len(text) > longest:
        yield complaint(name, 1024, limit=longest)


def _amount(text: str, bank_code: str, largest: int | None) -> Iterator[Complaint]:
    if complaints := list(check_number("amount", text)):
        yield from complaints
        return
    amount, minimum = rupiah(text), BANK_MINIMUM.get(bank_code, MINIMUM)
    if amount < MINIMUM:
        yield complaint("amount", 1021)
    elif amount < minimum:
        yield complaint("amount", 2005, limit=minimum)
    elif largest is not None and amount > largest:
        yield complaint("amount", 1022, limit=largest)


def _addresses(text: str) -> Iterator[Complaint]:
    addresses = [address.strip() for address in text.split(",")] if text else []
    if len(addresses) > MOST_ADDRESSES:
        yield complaint("beneficiary_email", 1070)
    elif not all(email_is_good(address) for address in addresses):
        yield complaint("beneficiary_email", 1071)
