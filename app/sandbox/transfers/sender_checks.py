"""The sender of a special transfer: its fields, their rules, their defaults (reference: disbursement)."""

import re
from collections.abc import Iterator
from datetime import date, datetime

from app.sandbox.answers import Complaint
from app.sandbox.bodies import Fields
from app.sandbox.calendar import WIB
from app.sandbox.store import Connection
from app.sandbox.transfers.checks import check_text
from app.sandbox.transfers.errors import complaint
from app.sandbox.transfers.kinds import Kind
from app.sandbox.transfers.places import is_place

DIRECTIONS = ("DOMESTIC_SPECIAL_TRANSFER", "FOREIGN_INBOUND_SPECIAL_TRANSFER")
IDENTITY_TYPES = ("nat_id", "drv_lic", "passport", "bank_acc")
JOBS = (
    "housewife",
    "entrepreneur",
    "private_employee",
    "government_employee",
    "foundation_board",
    "indonesian_migrant_worker",
    "company",
    "others",
)
LONGEST_IDENTITY = {"nat_id": 16, "passport": 20}
_NAME = re.compile(r"[A-Za-z0-9 .,\-]*")
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def check_sender(db: Connection, fields: Fields, strict: bool, now: float) -> Iterator[Complaint]:
    country, place = fields["sender_country"], fields["sender_place_of_birth"]
    if not country:
        yield complaint("sender_country", 1001)
    elif not is_place(db, "country", country, strict):
        yield complaint("sender_country", 1037)
    yield from _required_text("sender_name", fields, 50, _NAME)
    yield from _required_text("sender_address", fields, 255)
    yield from _one_of("sender_job", fields["sender_job"], JOBS, required=True)
    yield from check_direction(fields["direction"])
    if place and not any(is_place(db, kind, place, strict) for kind in ("city", "country")):
        yield complaint("sender_place_of_birth", 1038)
    yield from _birth(fields["sender_date_of_birth"], now)
    yield from _one_of("sender_identity_type", fields["sender_identity_type"], IDENTITY_TYPES)
    longest = LONGEST_IDENTITY.get(fields["sender_identity_type"], 255)
    yield from check_text("sender_identity_number", fields["sender_identity_number"], longest)


def check_direction(text: str) -> Iterator[Complaint]:
    yield from _one_of("direction", text, DIRECTIONS, required=True)


def sender_of(fields: Fields) -> dict[str, object]:
    """The sender of checked fields, with the keys of lists and callbacks."""
    place = fields["sender_place_of_birth"]
    return {
        "sender_name": fields["sender_name"],
        "place_of_birth": int(place) if place else None,
        "date_of_birth": fields["sender_date_of_birth"] or None,
        "address": fields["sender_address"],
        "sender_identity_type": fields["sender_identity_type"] or "bank_acc",
        "sender_identity_number": fields["sender_identity_number"] or fields["account_number"],
        "sender_country": int(fields["sender_country"]),
        "job": fields["sender_job"],
    }


SPECIAL = Kind(
    name="special",
    city=394,
    check=lambda db, fields, switches, now: check_sender(db, fields, switches.strict_places, now),
    sender=lambda _, fields: sender_of(fields),
)


def _required_text(
    name: str, fields: Fields, longest: int, allowed: re.Pattern[str] | None = None
) -> Iterator[Complaint]:
    if not fields[name]:
        yield complaint(name, 1001)
    else:
        yield from check_text(name, fields[name], longest, allowed)


def _one_of(name: str, text: str, known: tuple[str, ...], *, required: bool = False) -> Iterator[Complaint]:
    if not text and required:
        yield complaint(name, 1001)
    elif text and text not in known:
        yield complaint(name, 1041)


def _birth(text: str, now: float) -> Iterator[Complaint]:
    if not text:
        return
    if not _DATE.fullmatch(text):
        yield complaint("sender_date_of_birth", 1039)
        return
    try:
        born = date.fromisoformat(text)
    except ValueError:
        born = date.max
    if born > datetime.fromtimestamp(now, WIB).date():
        yield complaint("sender_date_of_birth", 1040)
