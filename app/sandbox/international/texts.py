"""Single values of a transfer abroad, each with the first thing that is wrong with it (reference:
international, Validation).
"""

import re
from collections.abc import Container, Iterator, Mapping
from datetime import date, datetime

from app.sandbox.answers import Complaint
from app.sandbox.bodies import Fields
from app.sandbox.calendar import WIB
from app.sandbox.checks import email_is_good
from app.sandbox.international.corridors import REGIONS, Corridor
from app.sandbox.international.errors import complaint
from app.sandbox.international.form_data import FUNDS, NATIONALITIES, PURPOSES, RELATIONSHIPS
from app.sandbox.international.parameters import ACCOUNT, PURPOSE, REGION, RELATIONSHIP
from app.sandbox.transfers.sender_checks import JOBS

LONGEST = 255
EXACTLY = {"beneficiary_sort_code": 6, "beneficiary_bsb_number": 6, "beneficiary_ifs_code": 11}
IDENTITY_TYPES = ("nat_id", "passport")
_PLAIN = re.compile(r"[A-Za-z0-9 .,'\-/()&]*")
_LETTERS_AND_DIGITS = re.compile(r"[A-Za-z0-9]*")
_NUMBER = re.compile(r"[A-Za-z0-9 \-]*")
_PHONE = re.compile(r"\+?[1-9]\d{7,15}", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_BENEFICIARY = ("full_name", "province", "city", "address", "postal_code")
# Which characters may stand where; the fields that are not named here may hold any.
_ALLOWED = {f"beneficiary_{name}": _PLAIN for name in _BENEFICIARY}
_ALLOWED |= {f"sender_{name}": _PLAIN for name in ("name", "address", "city")} | {ACCOUNT: _NUMBER}


def check_choices(fields: Fields, corridor: Corridor | None) -> Iterator[Complaint]:
    """Values that have to be among those of the form."""
    known: dict[str, Container[str]] = {PURPOSE: PURPOSES, RELATIONSHIP: RELATIONSHIPS}
    known |= {
        "beneficiary_source_of_funds": FUNDS,
        "sender_job": JOBS,
        "sender_identity_type": IDENTITY_TYPES,
    }
    if corridor is not None:
        known["beneficiary_bank_id"] = corridor.banks
        if fields["transaction_type"] in corridor.region_types:
            known[REGION] = REGIONS
    yield from (complaint(name, 1041) for name, values in known.items() if _stranger(fields[name], values))
    if _stranger(fields["beneficiary_nationality"], NATIONALITIES):
        yield complaint("beneficiary_nationality", 1034)


def _stranger(text: str, values: Container[str]) -> bool:
    return bool(text) and text not in values


def check_reaching(fields: Fields) -> Iterator[Complaint]:
    """E-mail addresses, one each, and the sender's phone number with its country code."""
    for name in ("sender_email", "beneficiary_email"):
        if fields[name] and ("," in fields[name] or not email_is_good(fields[name])):
            yield complaint(name, 1041)
    if fields["sender_phone_number"] and not _PHONE.fullmatch(fields["sender_phone_number"]):
        yield complaint("sender_phone_number", 1041)


def check_dates(fields: Fields, now: float) -> Iterator[Complaint]:
    """A day of birth is not in the future; a card that has expired is Flip's to judge (our choice)."""
    latest = {"sender_date_of_birth": datetime.fromtimestamp(now, WIB).date()}
    latest |= dict.fromkeys(("id_expiration_date", "beneficiary_id_expiration_date"), date.max)
    for name, last in latest.items():
        if fields[name] and (code := _day(fields[name], last)):
            yield complaint(name, code)


def _day(text: str, latest: date) -> int | None:
    if not _DATE.fullmatch(text):
        return 1039
    try:
        return 1040 if date.fromisoformat(text) > latest else None
    except ValueError:
        return 1040


def check_texts(fields: Mapping[str, str], fewest_words: int) -> Iterator[Complaint]:
    """Lengths of everything that is kept, characters of names and addresses, words of addresses."""
    for name, text in fields.items():
        if len(text) > LONGEST:
            yield complaint(name, 1024, LONGEST)
        elif name in _ALLOWED and not _ALLOWED[name].fullmatch(text):
            yield complaint(name, 1084)
        elif text and name.endswith("_address") and len(text.split()) < fewest_words:
            yield complaint(name, 1085, fewest_words)


def check_identifiers(fields: Fields, names: tuple[str, ...]) -> Iterator[Complaint]:
    """Those that the destination asks for; others are kept as they come."""
    for name in names:
        length = EXACTLY.get(name)
        if not _LETTERS_AND_DIGITS.fullmatch(fields[name]):
            yield complaint(name, 1084)
        elif length is not None and len(fields[name]) != length:
            yield complaint(name, 1087, length)
