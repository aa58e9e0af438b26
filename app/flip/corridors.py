"""Where money can go abroad: at which rate, and what each country wants to be told (international.md)."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from app.flip.foreign_money import ForeignAmountOrNone, Rate
from app.flip.wire import Moment, Rupiah, Text, TextOrNone, Truth, Wire, Word


def _named(value: object) -> dict[str, str]:
    # A map, an array of things with their names, or, in the newest documentation, one such thing alone.
    named: dict[object, object] = {}
    for part in value if isinstance(value, list) else [value]:
        if isinstance(part, dict):
            code = part.get("id", part.get("iso_code"))
            named |= part if code is None or "name" not in part else {code: part["name"]}
    return {str(code): name for code, name in named.items() if isinstance(name, str) and name}


def _words(value: object) -> tuple[str, ...]:
    if isinstance(value, dict):
        # PHP writes an array with a gap as a map of its places.
        value = [name if str(place).isdecimal() else place for place, name in value.items()]
    return tuple(word for word in value if isinstance(word, str)) if isinstance(value, list) else ()


Named = Annotated[dict[str, str], BeforeValidator(_named)]
Words = Annotated[tuple[str, ...], BeforeValidator(_words)]


class ExchangeRate(Wire):
    """One corridor: a country and its currency, for one type of transfer.

    `exchange_rate` is rupiah for one unit, `fee_idr` the fee of one transfer, the limits are amounts in the
    country's currency, None when Flip does not say. `payment_speed` is Flip's word: Real Time, Same Day,
    "+1 day" and so on, or one we do not know yet. `arrival_message` has Flip's words by language (id, en).
    The times are UTC. To a corridor that is not active nothing can be sent.
    """

    currency_code: Word
    country_iso_code: Word
    country_code: Text = ""
    country_name: Text = ""
    exchange_rate: Rate = Field(validation_alias="flip_exchange_rate")
    fee_idr: Rupiah = Field(validation_alias="flip_transfer_fee")
    minimum_amount: ForeignAmountOrNone = None
    maximum_amount: ForeignAmountOrNone = None
    payment_speed: Text = ""
    arrival_message: Named = Field(default_factory=dict)
    notes: TextOrNone = None
    transaction_type: Text = ""
    cutoff_at: Moment = Field(default=None, validation_alias="flip_cutoff_time")
    arrival_at: Moment = Field(default=None, validation_alias="flip_arrival_time")
    is_active: Truth


class FormData(Wire):
    """What a transfer to one country has to tell, each list as code → name in Flip's order.

    `special_identifiers` are the names, without `beneficiary_`, of what this country needs besides: iban,
    swift_bic_code, sort_code, ifs_code, ach_code, bsb_number, branch_number, document_reference_number,
    registration_number, or one we do not know yet. `regions` is filled for China, `nationality_countries` has
    ISO alpha-3 codes. Where a list cannot be read it is empty, and stays in `raw`.
    """

    country_iso_code: Word
    currency_code: Word
    beneficiary_relationships: Named = Field(default_factory=dict)
    source_of_funds: Named = Field(default_factory=dict)
    remittance_purposes: Named = Field(default_factory=dict)
    banks: Named = Field(default_factory=dict)
    special_identifiers: Words = ()
    regions: Named = Field(default_factory=dict)
    nationality_countries: Named = Field(default_factory=dict)
