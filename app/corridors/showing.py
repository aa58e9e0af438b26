"""What the pages say of a corridor: what arrives, when, and why nothing can be sent."""

import re
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from app.corridors.conversion import Quote, quote_for, quote_of
from app.corridors.models import ExchangeRate
from app.flip.foreign_money import decimals
from app.web.filters import foreign

_DAYS = re.compile(r"\+([0-9]{1,3}) days?", re.I)


@dataclass(frozen=True)
class Offer:
    """A corridor, what an amount would be on it, and in the person's language why it cannot be sent."""

    rate: ExchangeRate
    quote: Quote | None
    problem: str | None

    @property
    def is_open(self) -> bool:
        """True while Flip lists the corridor and takes transfers on it."""
        return self.rate.is_active and self.rate.gone_at is None

    @property
    def speed(self) -> str:
        """How soon the money arrives; a word of Flip's that we do not know stands as it is."""
        told = self.rate.payment_speed
        if days := _DAYS.fullmatch(told):
            count = int(days[1])
            return str(ngettext("after %(num)s working day", "after %(num)s working days", count))
        return {"Real Time": str(_("at once")), "Same Day": str(_("the same day"))}.get(told, told)

    @property
    def arrival(self) -> str | None:
        """What Flip says of the arrival, in the person's language or whichever it has."""
        told = self.rate.arrival_message
        return told.get(get_locale().language) or next(iter(told.values()), None)


def offer(rate: ExchangeRate, *, amount_idr: int | None = None, amount: Decimal | None = None) -> Offer:
    """What rupiah would be abroad, or what it takes for an amount to arrive; neither: the corridor alone."""
    quote = None
    if amount is not None:
        quote = quote_for(amount, rate.rate, rate.fee_idr)
    elif amount_idr is not None:
        quote = quote_of(amount_idr, rate.rate, rate.fee_idr, decimals(rate.country_iso_code))
    return Offer(rate, quote, _closed(rate) or (_out_of_bounds(rate, quote.amount) if quote else None))


def _closed(rate: ExchangeRate) -> str | None:
    if rate.gone_at is not None:
        return str(_("Flip offers this no more"))
    return None if rate.is_active else str(_("Closed at Flip: nothing can be sent there now"))


def _out_of_bounds(rate: ExchangeRate, amount: Decimal) -> str | None:
    least, most = rate.minimum_amount, rate.maximum_amount
    if least is not None and amount < least:
        return str(_("Below the minimum of %(limit)s", limit=_written(rate, least)))
    if most is not None and amount > most:
        return str(_("Above the maximum of %(limit)s", limit=_written(rate, most)))
    return None if amount else str(_("So little that nothing would arrive"))


def _written(rate: ExchangeRate, amount: Decimal) -> str:
    return f"{rate.currency_code} {foreign(amount, rate.country_iso_code)}"
