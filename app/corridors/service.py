"""Taking in what Flip offers abroad, its rates and its forms, and asking anew when somebody looks."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, select

from app.corridors import queries
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
from app.outbox.promises import promise

EMPTY = mark("Flip's list came empty")
# At this age rates that somebody looks at are asked for: with poll and answer they stay under a minute old.
FRESH = timedelta(seconds=25)
# Longer than this without a word nobody knows how a rate stood in between.
SILENCE = timedelta(minutes=15)
FORM_OLD = timedelta(hours=6)
_rates, _readings = table_of(ExchangeRate), table_of(ExchangeRateReading)


def take_rates(kind: TransactionType, listed: Rows[Offered], asked_at: datetime) -> None:
    """Bring the corridors of a type up to Flip's list; what it leaves out is gone, not forgotten.

    A list with nothing in it is a mistake of Flip's rather than the end of all corridors, and a list with
    rows that make no sense lets nothing go. An answer that a later question overtook is left out.
    """
    if not listed:
        return note_rate_trouble(kind, EMPTY)
    offered = {(one.country_iso_code, one.currency_code): one for one in listed}
    with transaction():
        if not _tried(RateList, {"transaction_type": kind}, asked_at, read_at=asked_at, trouble=None):
            return
        of_kind = select(ExchangeRate).where(ExchangeRate.transaction_type == kind)
        known = {(one.country_iso_code, one.currency_code): one for one in db.session.scalars(of_kind)}
        for corridor, one in offered.items():
            _take_one(kind, known.get(corridor), one, asked_at)
        left_out = [one.id for corridor, one in known.items() if corridor not in offered]
        if not listed.unreadable:
            still = _rates.c.id.in_(left_out) & _rates.c.gone_at.is_(None)
            change_where(_rates, still, gone_at=asked_at, updated_at=asked_at)
        change_where(
            _rates, (_rates.c.transaction_type == kind) & _rates.c.id.not_in(left_out), heard_at=asked_at
        )


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


def want_rates(kind: TransactionType) -> RateList | None:
    """Have the rates of a type read again unless they just were; how asking last went, None if it never did.

    Every page that shows rates calls this, and calls it again as it polls.
    """
    known = queries.rate_list(kind)
    read_at = known.read_at if known else None
    if read_at and clock.now() - read_at < FRESH:
        return known
    with transaction():
        # One promise for each age: many open pages ask for one reading, and it stands until it is done.
        once = f"corridors.read_rates:{kind}:{read_at.isoformat() if read_at else 'never'}"
        promise("corridors.read_rates", {"transaction_type": kind}, once=once)
    return known


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


def want_form(kind: TransactionType, country: str, *, again: bool = True) -> CountryForm | None:
    """Have a country's form read that is not there or old; with `again` also one last tried in vain.

    What is known of it so far, None if Flip was never asked.
    """
    known = queries.country_form(kind, country)
    if known and known.read_at and clock.now() - known.read_at < FORM_OLD:
        return known
    if known and known.trouble and not again:
        return known
    tried = known.tried_at.isoformat() if known else "never"
    with transaction():
        once = f"corridors.read_form:{kind}:{country}:{tried}"
        told = {"transaction_type": kind, "country_iso_code": country}
        promise("corridors.read_form", told, once=once)
    return known


def _tried(model: type[Base], of: dict[str, Any], at: datetime, **outcome: Any) -> bool:
    """Write down how asking went; False, and nothing written, when a later question was answered already.

    Whoever reads the same at the same time waits here for the other's commit.
    """
    table, values = table_of(model), {"tried_at": at, **outcome}
    statement = upsert(table).values(**of, **values)
    newer = table.c.tried_at <= at
    statement = statement.on_conflict_do_update(index_elements=list(of), set_=values, where=newer)
    return db.session.execute(statement.returning(table.c.id)).scalar_one_or_none() is not None
