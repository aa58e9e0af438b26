"""Who is paid abroad and who sends, told in words; what not everybody may see is masked (P30)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from app.agents.models import Occupation
from app.corridors import queries as corridors
from app.corridors.asks import key_named
from app.corridors.statuses import TransactionType
from app.flip.corridors import FormData
from app.international.models import InternationalTransfer
from app.parties.labels import BENEFICIARY, SENDER
from app.parties.masking import masked
from app.parties.statuses import IdentityShown
from app.places.queries import name_of
from app.places.statuses import PlaceKind
from app.web.filters import country, day

Lines = list[tuple[str, str]]
Words = Mapping[str, Callable[[str], str]]
_WHY = ("remittance_purposes", "source_of_funds", "relationship")


@dataclass(frozen=True)
class People:
    """Labels with what they say, in the person's language; `sender` is empty when the company sends.

    `why` is why the money is sent, told apart because an approver decides about it first.
    """

    beneficiary: Lines
    sender: Lines
    why: Lines


def people(row: InternationalTransfer, *, reveal: bool) -> People:
    """Both people of a transfer; without `reveal` their numbers and addresses are masked."""
    kind = TransactionType.__members__.get(row.transaction_type)
    told = corridors.form_data(corridors.country_form(kind, row.destination_country)) if kind else None
    of_them = _words_of_beneficiary(row, told)
    person = {name: label for name, label in BENEFICIARY.items() if name not in _WHY}
    why = {name: BENEFICIARY[name] for name in _WHY}
    # Of one made elsewhere Flip tells the name of the bank, and not its number.
    whom = {**row.beneficiary, "bank_id": row.beneficiary.get("bank_id") or row.bank_name}
    return People(
        beneficiary=_lines(person, whom, of_them, reveal),
        sender=_lines(SENDER, row.sender or {}, _WORDS_OF_SENDER, reveal),
        why=_lines(why, row.beneficiary, of_them, reveal),
    )


def _words_of_beneficiary(row: InternationalTransfer, told: FormData | None) -> Words:
    def named(names: Mapping[str, str]) -> Callable[[str], str]:
        return lambda key: key_named(key, names.get(key))

    banks = told.banks if told else {}
    return {
        "nationality": country,
        "bank_id": lambda number: banks.get(number) or row.bank_name or number,
        "region": named(told.regions if told else {}),
        "relationship": named(told.beneficiary_relationships if told else {}),
        "source_of_funds": named(told.source_of_funds if told else {}),
        "remittance_purposes": named(told.remittance_purposes if told else {}),
        "id_expiration_date": _day,
    }


def _lines(labels: Mapping[str, str], values: Mapping[str, str | None], words: Words, reveal: bool) -> Lines:
    shown = values if reveal else masked(values)
    return [
        (str(_(label)), words[name](value) if name in words else value)
        for name, label in labels.items()
        if (value := shown.get(name))
    ]


def _day(text: str) -> str:
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text


_WORDS_OF_SENDER: Words = {
    "identity_type": lambda word: str(_(IdentityShown.label_of(word) or word)),
    "job": lambda word: str(_(Occupation.label_of(word) or word)),
    "country": lambda code: name_of(PlaceKind.COUNTRY, code) or code,
    "place_of_birth": lambda code: name_of(None, code) or code,
    "date_of_birth": _day,
}
