"""Having Flip asked anew: when somebody looks, and in the moment before money is sent."""

from datetime import timedelta
from typing import cast

from app.corridors import queries, taking
from app.corridors.models import CountryForm, RateList
from app.corridors.statuses import TransactionType
from app.db.transaction import transaction
from app.flip.corridors import ExchangeRate as Offered
from app.flip.errors import FlipRefused
from app.flip.international import TransactionType as FlipsType
from app.flip.wire import Rows
from app.gateway.door import asking
from app.lib import clock
from app.lib.labels import mark
from app.outbox.promises import promise
from app.outbox.queue import TryLater

# At this age rates that somebody looks at are asked for: with poll and answer they stay under a minute old.
FRESH = timedelta(seconds=25)
FORM_OLD = timedelta(hours=6)
RATES_NOT_GIVEN = mark("Flip did not give its rates")
NOT_GIVEN_SECONDS = 60.0
# Flip does not know the country, or not for this type (international: GET …/exchange-rates).
NOT_SERVED = {1068, 1069}


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


def read_now(kind: TransactionType, country: str) -> None:
    """Ask Flip for the rates to one country now and keep them; the corridors of other countries stay.

    When Flip does not serve the country, its corridors are gone. What holds afterwards stands in
    `queries.corridor`; a word of Flip's that is newer still stays.
    :raises TryLater: Flip could not be asked, or gave nothing that can be read; what is kept stays as old.
    """
    asked_at = clock.now()
    try:
        with asking() as flip:
            told = flip.international.exchange_rates(cast(FlipsType, kind.value), (country,))
    except FlipRefused as no:
        if not {error.code for error in no.errors} & NOT_SERVED:
            raise TryLater(RATES_NOT_GIVEN, seconds=NOT_GIVEN_SECONDS) from no
        told = Rows()
    taking.take_country(kind, country, _only(country, told), asked_at)


def _only(country: str, told: Rows[Offered]) -> Rows[Offered]:
    there: Rows[Offered] = Rows()
    there.extend(one for one in told if one.country_iso_code == country)
    there.unreadable = told.unreadable
    if there.unreadable and not there:
        raise TryLater(RATES_NOT_GIVEN, seconds=NOT_GIVEN_SECONDS)
    return there


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
