"""What a transfer abroad would cost now, whether it can be sent there at all, and when a quote is old."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from sqlalchemy import select, tuple_

from app.corridors import queries as corridors
from app.corridors.conversion import cost_idr
from app.corridors.models import ExchangeRate
from app.corridors.statuses import TransactionType
from app.extensions import db
from app.international.content import Content
from app.international.models import InternationalTransfer
from app.lib import clock
from app.lib.errors import Refused
from app.lib.labels import mark as _
from app.lib.money import format_idr
from app.policy.queries import payout_policy
from app.web.filters import foreign
from app.web.filters import rate as rate_in_words

# A day on, the rate a person agreed to is another day's.
QUOTE_OLD = timedelta(days=1)
# Longer unread than this a rate says nothing of what a transfer costs.
RATES_OLD = timedelta(minutes=15)
RATES_UNREAD = _(
    "Flip's rates have not been read for a while, so nobody knows what this costs. They are being read now: "
    "send the form again in a moment."
)
GONE = _("Flip offers no such transfer any more. Choose another country or another type.")
CLOSED = _("Flip has closed this corridor: nothing can be sent there now.")
TOO_LITTLE = _("Below the minimum of %(limit)s")
TOO_MUCH = _("Above the maximum of %(limit)s")
RATE_MOVED = _(
    "The rate moved while you were typing: one %(currency)s costs %(rate)s now, so this is %(cost)s. "
    "Send the form again to take it."
)


@dataclass(frozen=True)
class Quote:
    """What a transfer costs at the rate (IDR for one unit abroad) that was read at `at` (UTC)."""

    rate: Decimal
    at: datetime
    amount_idr: int
    fee_idr: int


class RateMoved(Refused):
    """The rate is no longer near the one that the person saw; `quote` is what it would be now."""

    def __init__(self, quote: Quote, currency: str) -> None:
        values = {
            "currency": currency,
            "rate": rate_in_words(quote.rate),
            "cost": format_idr(quote.amount_idr + quote.fee_idr),
        }
        super().__init__(RATE_MOVED, values=values)
        self.quote = quote


def quote_for(content: Content, seen: Decimal | None) -> Quote:
    """What this content costs now; `seen` is the rate its maker saw, None where they saw none.

    :raises Refused: beside the field, when it cannot be sent there; above the form, when no rate is known
    :raises RateMoved: when it is too far from what was seen
    """
    corridor = _open_corridor(content)
    _refuse_out_of_bounds(content.amount, corridor)
    quote = priced(content.amount, corridor)
    if seen is not None and (not _is_a_rate(seen) or has_moved(seen, quote.rate)):
        raise RateMoved(quote, content.currency_code)
    return quote


def priced(amount: Decimal, corridor: ExchangeRate) -> Quote:
    """What an amount costs at the rate of a corridor."""
    return Quote(corridor.rate, corridor.heard_at, cost_idr(amount, corridor.rate), corridor.fee_idr)


def rate_in(text: str | None) -> Decimal | None:
    """The rate that a browser says a person saw; None where it says none."""
    try:
        seen = Decimal(text or "")
    except InvalidOperation:
        return None
    return seen if seen.is_finite() else None


def has_moved(before: Decimal, now: Decimal) -> bool:
    """True when a rate is further from an earlier one, up or down, than the house lets pass unseen."""
    allowed = Fraction(payout_policy().rate_move_permille, 1000)
    return abs(Fraction(now) - Fraction(before)) > Fraction(before) * allowed


def is_old(row: InternationalTransfer, corridor: ExchangeRate | None) -> bool:
    """True when the quote of a transfer no longer says what it will cost: a day old, or the rate moved."""
    if row.quoted_rate is None or row.quoted_at is None:
        return True
    moved = corridor is not None and has_moved(row.quoted_rate, corridor.rate)
    return moved or clock.now() - row.quoted_at > QUOTE_OLD


def corridor_of(row: InternationalTransfer) -> ExchangeRate | None:
    """The corridor of a transfer, as Flip last listed it."""
    return corridors_of([row])[row.id]


def corridors_of(rows: Sequence[InternationalTransfer]) -> dict[int, ExchangeRate | None]:
    """The same for many at once, by row number."""
    key = tuple_(ExchangeRate.transaction_type, ExchangeRate.country_iso_code, ExchangeRate.currency_code)
    wanted = {row.id: _corridor_key(row) for row in rows}
    found = db.session.scalars(
        select(ExchangeRate)
        .where(key.in_(sorted(set(wanted.values()))))
        .execution_options(populate_existing=True)
    )
    known = {(one.transaction_type, one.country_iso_code, one.currency_code): one for one in found}
    return {row_id: known.get(corridor) for row_id, corridor in wanted.items()}


def why_closed(corridor: ExchangeRate | None) -> str | None:
    """Why nothing can be sent through a corridor (English source); None when it is open."""
    if corridor is None or corridor.gone_at is not None:
        return GONE
    return None if corridor.is_active else CLOSED


def _corridor_key(row: InternationalTransfer) -> tuple[str, str, str]:
    return row.transaction_type, row.destination_country, row.transaction.currency_code or ""


def _open_corridor(content: Content) -> ExchangeRate:
    kind, unread_since = TransactionType(content.transaction_type), clock.now() - RATES_OLD
    listed = corridors.rate_list(kind)
    if listed is None or listed.read_at is None or listed.read_at < unread_since:
        raise Refused(RATES_UNREAD)
    corridor = corridors.rate(kind, content.destination_country, content.currency_code)
    if (why := why_closed(corridor)) or corridor is None:
        raise Refused(why or GONE, fields={"destination_country": why or GONE})
    if corridor.heard_at < unread_since:
        raise Refused(RATES_UNREAD)
    return corridor


def _is_a_rate(seen: Decimal) -> bool:
    # What a browser sends may be any number, and some take gigabytes to be written out.
    return seen.is_finite() and abs(seen.adjusted()) < 20


def _refuse_out_of_bounds(amount: Decimal, corridor: ExchangeRate) -> None:
    least, most = corridor.minimum_amount, corridor.maximum_amount
    if least is not None and amount < least:
        raise _beside_amount(TOO_LITTLE, corridor, least)
    if most is not None and amount > most:
        raise _beside_amount(TOO_MUCH, corridor, most)


def _beside_amount(words: str, corridor: ExchangeRate, limit: Decimal) -> Refused:
    written = f"{corridor.currency_code} {foreign(limit, corridor.country_iso_code)}"
    return Refused(words, fields={"amount": words}, values={"limit": written})
