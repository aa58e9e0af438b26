"""The two passes of validation that a create or edit of a bill goes through (reference: accept-payment,
Validation).
"""

from collections.abc import Iterator

from app.sandbox import checks
from app.sandbox.answers import Complaint, Refused
from app.sandbox.bodies import Fields
from app.sandbox.calendar import read_moment
from app.sandbox.checks import invalid, missing
from app.sandbox.methods import TYPES, enabled

NOT_ENABLED = "Cannot create transaction with chosen bank because it's not enabled"
FLAGS = ("is_address_required", "is_phone_number_required")


def check_new_bill(fields: Fields, version: int, now: float, limit: int | None) -> None:
    """:raises Refused: with every complaint of the first pass, or, when that is clean, of the second."""
    step = checks.step_of(fields["step"], version)
    complaints = list(_first_pass(fields, step or 1, now)) or list(_second_pass(fields, step, limit))
    if complaints:
        raise Refused(complaints)


def _first_pass(fields: Fields, step: int, now: float) -> Iterator[Complaint]:
    if not fields["title"].strip():
        yield missing("title", 1043)
    if not fields["type"]:
        yield missing("type", 1044)
    yield from check_expiry(fields["expired_date"], now)
    if step == 1:
        return
    if not fields["sender_name"]:
        yield missing("sender_name", 1070)
    if not fields["sender_email"]:
        yield missing("sender_email", 1072)
    if not fields["sender_phone_number"] and fields["is_phone_number_required"] == "1":
        yield missing("sender_phone_number", 1073)
    if not fields["sender_address"] and fields["is_address_required"] == "1":
        yield missing("sender_address", 1075)
    if step == 3 and not fields["sender_bank"]:
        yield missing("sender_bank", 1077)


def check_expiry(text: str, now: float) -> Iterator[Complaint]:
    if text:
        moment = read_moment(text)
        if moment is None or moment <= now:
            yield invalid("expired_date", 1047)


def _second_pass(fields: Fields, step: int | None, limit: int | None) -> Iterator[Complaint]:
    yield from check_title(fields["title"])
    yield from check_type(fields["type"], step or 1)
    if step is None:
        yield invalid("step", 1041)
    yield from check_flags(fields)
    yield from check_amount(fields["amount"], step or 1, limit)
    yield from check_redirect(fields["redirect_url"])
    if (step or 1) > 1:
        yield from check_sender(fields)
    if step == 3:
        yield from _method(fields)


def check_title(text: str) -> Iterator[Complaint]:
    if not checks.title_is_good(text):
        yield invalid("title", 1061)


def check_type(text: str, step: int) -> Iterator[Complaint]:
    if text not in ("SINGLE", "MULTIPLE") or (step == 3 and text == "MULTIPLE"):
        yield invalid("type", 1045)


def check_flags(fields: Fields) -> Iterator[Complaint]:
    for name in FLAGS:
        if fields[name] not in ("", "0", "1"):
            yield invalid(name, 1041)


def check_amount(text: str, step: int, limit: int | None) -> Iterator[Complaint]:
    """Only step 1 may leave the amount to the customer."""
    if not text:
        if step > 1:
            yield missing("amount", 1001)
    elif complaint := checks.amount_complaint(text, limit):
        yield complaint


def check_redirect(text: str) -> Iterator[Complaint]:
    if text and not checks.url_is_good(text):
        yield invalid("redirect_url", 1059)


def check_sender(fields: Fields) -> Iterator[Complaint]:
    if not checks.email_is_good(fields["sender_email"]):
        yield invalid("sender_email", 1071)
    if fields["sender_phone_number"] and not checks.phone_is_good(fields["sender_phone_number"]):
        yield invalid("sender_phone_number", 1074)


def _method(fields: Fields) -> Iterator[Complaint]:
    if not fields["sender_bank_type"]:
        yield missing("sender_bank_type", 1078)
    elif fields["sender_bank_type"] not in TYPES:
        yield invalid("sender_bank_type", 1079)
    elif not enabled(fields["sender_bank"], fields["sender_bank_type"]):
        yield Complaint("sender_bank", 1091, NOT_ENABLED)
