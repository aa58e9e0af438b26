"""Which type of transfer and which country somebody wants, and what is known of what that asks for."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.corridors import queries, service
from app.corridors.models import CountryForm, ExchangeRate, RateList
from app.corridors.statuses import TransactionType
from app.flip.corridors import FormData

KINDS = {str(kind): kind for kind in TransactionType}


@dataclass(frozen=True)
class Where:
    """A type of transfer and a country (ISO alpha-3) that Flip lists for it."""

    kind: TransactionType
    country: str

    def known(self, *, again: bool = True) -> CountryForm | None:
        """What is known of the country's form; an old one is asked for, with `again` also a failed one."""
        return service.want_form(self.kind, self.country, again=again)

    def told(self) -> FormData | None:
        """What the country asks for; None while Flip never said it."""
        return queries.form_data(queries.country_form(self.kind, self.country))


@dataclass(frozen=True)
class Choice:
    """What can be chosen of a type: its corridors, and how reading them went."""

    kind: TransactionType
    listed: RateList | None
    corridors: list[ExchangeRate]


def choice(kind: TransactionType) -> Choice:
    """The corridors of a type, read again when they are old."""
    return Choice(kind, service.want_rates(kind), queries.rates(kind))


def kind_in(given: Mapping[str, str]) -> TransactionType:
    """The type that an address or a form names; else the first."""
    return KINDS.get(given.get("type", ""), TransactionType.C2C)


def where(kind: str | None, country: str | None) -> Where | None:
    """The two of them, where Flip lists such a corridor or did so once; else None.

    What somebody typed for a corridor that is gone by now must not be lost.
    """
    known = KINDS.get(kind or "")
    if known is None or not country or not country.isprintable():
        return None
    there = Where(known, country)
    listed = country in {one.country_iso_code for one in queries.rates(known)}
    return there if listed or there.told() is not None else None
