"""Clockwork and outbox work that ask Flip for its rates abroad and for what countries want to be told."""

from datetime import timedelta
from typing import cast

from app.corridors import queries, service, taking
from app.corridors.statuses import TransactionType
from app.flip.errors import FlipError
from app.flip.international import TransactionType as FlipsType
from app.gateway.door import asking
from app.lib import clock
from app.lib.labels import mark
from app.outbox.clockwork import every
from app.outbox.promises import work
from app.outbox.queue import TryLater

FORM_NOT_GIVEN = mark("Flip did not say what this country asks for")
# How old rates may become while nobody looks at them.
OLD = timedelta(minutes=3)


@every(name="corridors.refresh_rates", minutes=1)
def refresh_by_clock() -> None:
    """Read the rates of each type that are old; those somebody looks at are read more often by themselves."""
    tried = queries.tried_at()
    for kind in TransactionType:
        if kind not in tried or clock.now() - tried[kind] >= OLD:
            try:
                read_rates(kind)
            except TryLater:
                # What is promised is hurried when Flip is heard again.
                service.want_rates(kind)


@work("corridors.read_rates")
def read_rates(transaction_type: str) -> None:
    """Read the rates of a type now (international: GET …/exchange-rates).

    A refusal is told and not repeated before the clock's next reading.
    :raises TryLater: when Flip could not be asked; that is told too.
    """
    kind, asked_at = TransactionType(transaction_type), clock.now()
    try:
        with asking() as flip:
            listed = flip.international.exchange_rates(cast(FlipsType, kind.value))
    except TryLater as later:
        taking.note_rate_trouble(kind, str(later))
        raise
    except FlipError:
        taking.note_rate_trouble(kind, service.RATES_NOT_GIVEN)
    else:
        taking.take_rates(kind, listed, asked_at)


@work("corridors.read_form")
def read_form(transaction_type: str, country_iso_code: str) -> None:
    """Read what one country asks for now (international: GET …/form-data).

    A try in vain is not repeated but told: who still looks at the page may ask again.
    """
    kind = TransactionType(transaction_type)
    try:
        with asking() as flip:
            told = flip.international.form_data(cast(FlipsType, kind.value), country_iso_code)
    except TryLater as later:
        taking.note_form_trouble(kind, country_iso_code, str(later))
    except FlipError:
        taking.note_form_trouble(kind, country_iso_code, FORM_NOT_GIVEN)
    else:
        taking.take_form(kind, country_iso_code, told)
