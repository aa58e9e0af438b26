"""Taking in what Flip said of its rates abroad and of what countries ask for, or why it said nothing."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select

from app.corridors.models import CountryForm, ExchangeRate, ExchangeRateReading, RateList
from app.corridors.statuses import TransactionType
from app.db.base import Base, table_of
from app.db.compare_and_set import change, change_where
from app.db.dialects import upsert
from app.db.transaction import transaction
from app.extensions import db
from app.flip.corridors import ExchangeRate as Offered
from app.flip.corridors import FormData
from app.flip.wire import Rows
from app.lib import clock
from app.lib.labels import mark

EMPTY = mark("Flip's list came empty")
# Longer than this without a word nobody knows how a rate stood in between.
SILENCE = timedelta(minutes=15)
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_rates, _readings, _lists = table_of(ExchangeRate), table_of(ExchangeRateReading), table_of(RateList)


def take_rates(kind: TransactionType, listed: Rows[Offered], asked_at: datetime) -> None:
    """Bring the corridors of a type up to Flip's list; what it leaves out is gone, not forgotten.

    A list with nothing in it is a mistake of Flip's rather than the end of all corridors, and a list with
    rows that make no sense lets nothing go. An answer that a later question overtook is left out.
    """
    if not listed:
        return note_rate_trouble(kind, EMPTY)
    with transaction():
        if _tried(RateList, {"transaction_type": kind}, asked_at, read_at=asked_at, trouble=None):
            of_kind = select(ExchangeRate).where(ExchangeRate.transaction_type == kind)
            _take_in(kind, listed, db.session.scalars(of_kind).all(), asked_at)


def take_country(kind: TransactionType, country: str, listed: Rows[Offered], asked_at: datetime) -> None:
    """Bring the corridors to one country up to what Flip says of it; other countries' stay as they are.

    Here a list with nothing in it is an answer: Flip does not go there. An answer that a later question
    overtook, about this country or about all, is left out.
    """
    with transaction():
        all_read_at = _hold(kind)
        if all_read_at is None or all_read_at <= asked_at:
            there = ExchangeRate.country_iso_code == country
            known = select(ExchangeRate).where(ExchangeRate.transaction_type == kind, there)
            _take_in(kind, listed, db.session.scalars(known).all(), asked_at)


def _hold(kind: TransactionType) -> datetime | None:
    """Wait for whoever takes in rates of this type, let others wait; when the whole list was last read."""
    statement = upsert(_lists).values(transaction_type=kind, tried_at=NEVER)
    statement = statement.on_conflict_do_update(
        index_elements=["transaction_type"], set_={"transaction_type": kind}
    )
    read_at: datetime | None = db.session.execute(statement.returning(_lists.c.read_at)).scalar_one()
    return read_at


def _take_in(kind: str, listed: Rows[Offered], known: Sequence[ExchangeRate], at: datetime) -> None:
    offered = {(one.country_iso_code, one.currency_code): one for one in listed}
    stored = {(one.country_iso_code, one.currency_code): one for one in known}
    # The question about one country may have been later than that about all, or the other way round.
    mine = {
        corridor: one.id for corridor, one in stored.items() if max(one.heard_at, one.gone_at or NEVER) <= at
    }
    for corridor, one in offered.items():
        if corridor in mine or corridor not in stored:
            _take_one(kind, stored.get(corridor), one, at)
    change_where(_rates, _rates.c.id.in_([mine[one] for one in mine if one in offered]), heard_at=at)
    if not listed.unreadable:
        left_out = _rates.c.id.in_([mine[one] for one in mine if one not in offered])
        change_where(_rates, left_out & _rates.c.gone_at.is_(None), gone_at=at, updated_at=at)


def _take_one(kind: str, known: ExchangeRate | None, offered: Offered, at: datetime) -> None:
    facts = _facts(offered)
    if known is None:
        corridor = {"country_iso_code": offered.country_iso_code, "currency_code": offered.currency_code}
        values = {"transaction_type": kind, **corridor, **facts, "heard_at": at, "updated_at": at}
        rate_id: int = db.session.execute(insert(_rates).values(**values).returning(_rates.c.id)).scalar_one()
        return _read_on(rate_id, facts, at)
    rate_id, heard_at, was_gone = known.id, known.heard_at, known.gone_at is not None
    stood = {name: getattr(known, name) for name in facts}
    if stood == facts and not was_gone and at - heard_at < SILENCE:
        return
    change(_rates, rate_id, **facts, gone_at=None, updated_at=at)
    priced = ("rate", "fee_idr", "is_active")
    if was_gone or at - heard_at >= SILENCE or any(stood[name] != facts[name] for name in priced):
        newest = (_readings.c.exchange_rate_id == rate_id) & _readings.c.until_at.is_(None)
        change_where(_readings, newest, until_at=heard_at)
        _read_on(rate_id, facts, at)


def _facts(offered: Offered) -> dict[str, Any]:
    return {
        "country_name": offered.country_name or offered.country_iso_code,
        "rate": offered.exchange_rate,
        "fee_idr": offered.fee_idr,
        "minimum_amount": offered.minimum_amount,
        "maximum_amount": offered.maximum_amount,
        "payment_speed": offered.payment_speed,
        "arrival_message": offered.arrival_message,
        "notes": offered.notes,
        "cutoff_at": offered.cutoff_at,
        "arrival_at": offered.arrival_at,
        "is_active": offered.is_active,
    }


def _read_on(rate_id: int, facts: dict[str, Any], at: datetime) -> None:
    priced = {name: facts[name] for name in ("rate", "fee_idr", "is_active")}
    db.session.execute(insert(_readings).values(exchange_rate_id=rate_id, read_at=at, **priced))


def note_rate_trouble(kind: TransactionType, why: str) -> None:
    """Keep why the rates could not be read (English source), for whoever looks at the old ones."""
    with transaction():
        _tried(RateList, {"transaction_type": kind}, clock.now(), trouble=why)


def take_form(kind: TransactionType, country: str, told: FormData) -> None:
    """Keep what a country asks for."""
    values = {
        "read_at": clock.now(),
        "trouble": None,
        "content": told.model_dump(exclude={"raw"}, mode="json"),
    }
    with transaction():
        _tried(CountryForm, {"transaction_type": kind, "country_iso_code": country}, clock.now(), **values)


def note_form_trouble(kind: TransactionType, country: str, why: str) -> None:
    """Keep why a country's form could not be read (English source), for whoever waits for it."""
    with transaction():
        _tried(CountryForm, {"transaction_type": kind, "country_iso_code": country}, clock.now(), trouble=why)


def _tried(model: type[Base], of: dict[str, Any], at: datetime, **outcome: Any) -> bool:
    """Write down how asking went; False, and nothing written, when a later question was answered already.

    Whoever reads the same at the same time waits here for the other's commit.
    """
    table, values = table_of(model), {"tried_at": at, **outcome}
    statement = upsert(table).values(**of, **values)
    newer = table.c.tried_at <= at
    statement = statement.on_conflict_do_update(index_elements=list(of), set_=values, where=newer)
    return db.session.execute(statement.returning(table.c.id)).scalar_one_or_none() is not None
