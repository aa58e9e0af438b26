"""What the pages of both books say of somebody: names and values in words, hidden from those who may not."""

from collections.abc import Mapping
from datetime import date

from flask_babel import gettext as _
from flask_login import current_user

from app.agents.models import Occupation
from app.corridors import queries as corridors
from app.corridors.asks import key_named
from app.corridors.statuses import TransactionType
from app.flip.corridors import FormData
from app.parties.labels import BENEFICIARY, SENDER
from app.parties.masking import HIDDEN, masked
from app.parties.models import ForeignBeneficiary, ForeignSender
from app.parties.statuses import IdentityShown
from app.places import queries as places
from app.places.statuses import PlaceKind
from app.web.filters import country, day

Fact = tuple[str, str]
_KEYS = ("relationship", "source_of_funds", "remittance_purposes")


def beneficiary_facts(row: ForeignBeneficiary) -> list[Fact]:
    """All that Flip is told of them, named; the bank stands apart with its account."""
    kind = TransactionType(row.transaction_type)
    told = corridors.form_data(corridors.country_form(kind, row.country_iso_code))
    values = _seen(row.details)
    apart = ("full_name", "account_number", "bank_id")
    return [
        (_(label), _told(name, values[name] or "", told))
        for name, label in BENEFICIARY.items()
        if name not in apart and values.get(name)
    ]


def _told(name: str, value: str, told: FormData | None) -> str:
    if name == "nationality":
        return country(value)
    if name == "region":
        return (told and told.regions.get(value)) or value
    if name == "id_expiration_date":
        return day(date.fromisoformat(value))
    return key_named(value) if name in _KEYS else value


def sender_facts(row: ForeignSender) -> list[Fact]:
    """All that Flip is told of them, named."""
    values = _seen(row.details)
    return [
        (_(label), _of_sender(name, values[name] or ""))
        for name, label in SENDER.items()
        if name != "name" and values.get(name)
    ]


def _of_sender(name: str, value: str) -> str:
    if name == "date_of_birth" and value != HIDDEN:
        return day(date.fromisoformat(value))
    if name == "identity_type":
        return str(_(IdentityShown.label_of(value) or value))
    if name == "job":
        return str(_(Occupation.label_of(value) or value))
    if name == "country":
        return places.name_of(PlaceKind.COUNTRY, value) or value
    return (places.name_of(None, value) or value) if name == "place_of_birth" else value


def _seen(details: Mapping[str, str | None]) -> Mapping[str, str | None]:
    return details if current_user.may("accounts.reveal") else masked(details)
