"""Flip's list of rates as tests have it read, and what is kept of it."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from app.corridors import queries, taking
from app.corridors.models import ExchangeRate, ExchangeRateReading
from app.corridors.statuses import TransactionType
from app.extensions import db
from app.flip.corridors import ExchangeRate as Offered
from app.flip.wire import Rows, read_rows
from app.lib import clock
from app.outbox.models import OutboxWork

C2C = TransactionType.C2C
POUNDS: dict[str, Any] = {
    "currency_code": "GBP",
    "country_code": "GBR",
    "country_name": "United Kingdom",
    "country_iso_code": "GBR",
    "flip_exchange_rate": Decimal("19000.55"),
    "flip_transfer_fee": 80000,
    "minimum_amount": Decimal("1.50"),
    "maximum_amount": Decimal("3000.50"),
    "payment_speed": "Same Day",
    "arrival_message": None,
    "notes": None,
    "transaction_type": "C2C",
    "flip_cutoff_time": "2021-12-06 01:00:00+700",
    "flip_arrival_time": "2021-12-07 12:00:00+700",
    "is_active": True,
}
YEN = POUNDS | {
    "currency_code": "JPY",
    "country_name": "Japan",
    "country_iso_code": "JPN",
    "flip_exchange_rate": Decimal("108.72"),
    "minimum_amount": 100,
    "maximum_amount": 5_000_000,
    "payment_speed": "+1 day",
}


def listed(*rows: object) -> Rows[Offered]:
    """A list as the client reads it."""
    return read_rows(Offered, list(rows))


def take(*rows: object, kind: TransactionType = C2C, at: datetime | None = None) -> None:
    """Have a list taken in."""
    taking.take_rates(kind, listed(*rows), at or clock.now())


def rate_of(country: str = "GBR", currency: str = "GBP", kind: TransactionType = C2C) -> ExchangeRate:
    """A corridor as stored now."""
    db.session.rollback()
    found = queries.rate(kind, country, currency)
    assert found is not None
    return found


def line(country: str = "GBR", currency: str = "GBP") -> list[ExchangeRateReading]:
    """How a corridor's rate was read, oldest first."""
    return list(reversed(queries.readings(rate_of(country, currency).id, 100)))


def promised(kind: str) -> int:
    """How often a kind of work was promised."""
    db.session.rollback()
    return db.session.scalar(select(func.count(OutboxWork.id)).where(OutboxWork.kind == kind)) or 0
