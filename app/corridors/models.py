"""Tables of the rates abroad, of how each moved, and of what each country asks for."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base
from app.db.types import ExactDecimal, Json


class ExchangeRate(Base):
    """A corridor as Flip offers it now: one type of transfer, a country and a currency.

    `rate` is rupiah for one unit, the limits are in that currency, None where Flip knows none.
    `arrival_message` has Flip's words by language (id, en). `updated_at` is when anything of it last
    changed, `heard_at` when Flip last listed it, `gone_at` when its list came without it. What is gone
    stays, because older quotes stand on it.
    """

    __tablename__ = "exchange_rates"
    __table_args__ = (
        UniqueConstraint(
            "transaction_type", "country_iso_code", "currency_code", name="uq_exchange_rates_corridor"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    transaction_type: Mapped[str] = mapped_column(String(8))
    country_iso_code: Mapped[str]
    currency_code: Mapped[str]
    country_name: Mapped[str]
    rate: Mapped[Decimal] = mapped_column(ExactDecimal)
    fee_idr: Mapped[int]
    minimum_amount: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    maximum_amount: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    payment_speed: Mapped[str]
    arrival_message: Mapped[dict[str, str]] = mapped_column(Json)
    notes: Mapped[str | None]
    cutoff_at: Mapped[datetime | None]
    arrival_at: Mapped[datetime | None]
    is_active: Mapped[bool]
    updated_at: Mapped[datetime]
    heard_at: Mapped[datetime]
    gone_at: Mapped[datetime | None]


class ExchangeRateReading(Base):
    """What a corridor cost as it was read the same from `read_at` to `until_at`.

    The newest row has no end: until when it was heard stands in the corridor's own `heard_at`. After a
    long silence an equal rate too is a row of its own, since nobody knows what was in between.
    """

    __tablename__ = "exchange_rate_readings"
    __table_args__ = (Index("ix_exchange_rate_readings_line", "exchange_rate_id", "read_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    exchange_rate_id: Mapped[int]
    rate: Mapped[Decimal] = mapped_column(ExactDecimal)
    fee_idr: Mapped[int]
    is_active: Mapped[bool]
    read_at: Mapped[datetime]
    until_at: Mapped[datetime | None]


class RateList(Base):
    """That Flip was asked for the rates of one type of transfer.

    `tried_at` is when it was last asked for all of them (1970 when only single countries were asked for),
    `read_at` when it last answered, `trouble` (English source) why the last try brought nothing.
    """

    __tablename__ = "rate_lists"

    id: Mapped[int] = mapped_column(primary_key=True)
    transaction_type: Mapped[str] = mapped_column(String(8), unique=True)
    tried_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    trouble: Mapped[str | None]


class CountryForm(Base):
    """What a transfer of one type to one country has to tell, as Flip last said it, and how asking went.

    `content` holds `app.flip.corridors.FormData` as it was read, None while it never was; the times and
    `trouble` are as in `RateList`.
    """

    __tablename__ = "country_forms"
    __table_args__ = (UniqueConstraint("transaction_type", "country_iso_code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    transaction_type: Mapped[str] = mapped_column(String(8))
    country_iso_code: Mapped[str]
    content: Mapped[dict[str, Any] | None] = mapped_column(Json)
    tried_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    trouble: Mapped[str | None]
