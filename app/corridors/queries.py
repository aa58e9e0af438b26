"""Reads of rates abroad and of what countries ask for."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from app.corridors.models import CountryForm, ExchangeRate, ExchangeRateReading, RateList
from app.corridors.statuses import TransactionType
from app.extensions import db
from app.flip.corridors import FormData


def rate_list(kind: TransactionType) -> RateList | None:
    """How asking for the rates of a type went; None while Flip was never asked."""
    return db.session.scalar(select(RateList).where(RateList.transaction_type == kind))


def tried_at() -> dict[str, datetime]:
    """When the rates of each type were last asked for."""
    rows = db.session.execute(select(RateList.transaction_type, RateList.tried_at))
    return {row[0]: row[1] for row in rows}


def rates(kind: TransactionType, words: str = "") -> list[ExchangeRate]:
    """The corridors that Flip lists now, by country, or those whose country or currency holds the words."""
    wanted = words.strip().casefold()
    listed = select(ExchangeRate).where(ExchangeRate.transaction_type == kind, ExchangeRate.gone_at.is_(None))
    found = [one for one in db.session.scalars(listed) if wanted in _searched(one)]
    return sorted(found, key=lambda one: (one.country_name.casefold(), one.currency_code))


def _searched(one: ExchangeRate) -> str:
    return f"{one.country_name} {one.country_iso_code} {one.currency_code}".casefold()


def rate(kind: TransactionType, country: str, currency: str) -> ExchangeRate | None:
    """One corridor, listed still or not."""
    return db.session.scalar(
        select(ExchangeRate).where(
            ExchangeRate.transaction_type == kind,
            ExchangeRate.country_iso_code == country,
            ExchangeRate.currency_code == currency,
        )
    )


def corridor(kind: TransactionType, country: str) -> ExchangeRate | None:
    """The corridor to a country that Flip lists, open or closed; of several currencies the last heard of."""
    listed = select(ExchangeRate).where(
        ExchangeRate.transaction_type == kind,
        ExchangeRate.country_iso_code == country,
        ExchangeRate.gone_at.is_(None),
    )
    newest = (ExchangeRate.heard_at.desc(), ExchangeRate.currency_code)
    return db.session.scalar(listed.order_by(*newest).limit(1))


def readings(rate_id: int, most: int) -> Sequence[ExchangeRateReading]:
    """How a corridor's rate was read, the newest first."""
    mine = select(ExchangeRateReading).where(ExchangeRateReading.exchange_rate_id == rate_id)
    return db.session.scalars(mine.order_by(ExchangeRateReading.read_at.desc()).limit(most)).all()


def country_form(kind: TransactionType, country: str) -> CountryForm | None:
    """What is known of a country's form, and how asking for it went; None while Flip was never asked."""
    return db.session.scalar(
        select(CountryForm).where(
            CountryForm.transaction_type == kind, CountryForm.country_iso_code == country
        )
    )


def form_data(known: CountryForm | None) -> FormData | None:
    """What Flip last said that a country asks for; None while it never did."""
    return FormData.model_validate(known.content) if known and known.content else None
