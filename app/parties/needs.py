"""What a type of transfer and a country take, and what of it they need (international: both create calls)."""

from dataclasses import dataclass

from app.corridors.statuses import TransactionType
from app.flip.corridors import FormData
from app.parties.labels import BENEFICIARY

CONSUMER = frozenset({TransactionType.C2C, TransactionType.C2B})
BANK_NAME_COUNTRIES = frozenset({"AUS", "GBR"})
REGION_COUNTRY = "CHN"
ALWAYS = frozenset({"full_name", "account_number", "bank_id"})
OF_CONSUMERS = frozenset(
    {"nationality", "province", "city", "address", "relationship", "source_of_funds", "remittance_purposes"}
)
BESIDES = frozenset({"email", "msisdn", "postal_code"})
OF_COMPANIES = frozenset({"document_reference_number"})
NOT_OF_COMPANIES = frozenset({"swift_bic_code", "registration_number", "region"})


@dataclass(frozen=True)
class Needs:
    """Names of Flip's without `beneficiary_`: all that is taken, and what of it is needed.

    What form-data names and this house has no field for stands in `unknown`.
    """

    taken: frozenset[str]
    needed: frozenset[str]
    unknown: tuple[str, ...]


def sends_for_consumer(kind: TransactionType) -> bool:
    """True when a person sends, whom Flip wants to know."""
    return kind in CONSUMER


def needs_of(kind: TransactionType, country: str, told: FormData) -> Needs:
    """What a transfer of this type to this country (ISO alpha-3) tells of who is paid."""
    consumer = sends_for_consumer(kind)
    special = frozenset(told.special_identifiers)
    needed = ALWAYS | special & frozenset(BENEFICIARY)
    if consumer:
        needed |= OF_CONSUMERS
    else:
        needed -= NOT_OF_COMPANIES
    if kind is TransactionType.C2C and country == REGION_COUNTRY and told.regions:
        needed |= {"region"}
    taken = needed | OF_CONSUMERS | BESIDES | (frozenset() if consumer else OF_COMPANIES)
    if country in BANK_NAME_COUNTRIES:
        taken |= {"bank_name"}
    return Needs(taken, needed, tuple(sorted(special - frozenset(BENEFICIARY))))
