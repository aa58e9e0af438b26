"""What a row of the list shows, and the filters as what can be taken away."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from app.lib.labels import Labelled
from app.timeline.models import Attention, Kind, Origin, Transaction
from app.timeline.pages import pages
from app.transactions import queries
from app.transactions.filters import Filters
from app.transactions.forms import FilterForm
from app.web.filters import day, rupiah
from app.web.paging import here_with


@dataclass(frozen=True)
class Row:
    """One movement: its page, its kind, where it stands, why a person must look, and who made it.

    `country` (ISO alpha-3) is where its money abroad goes.
    """

    movement: Transaction
    href: str
    kind: Kind
    status: Labelled
    attention: Attention | None
    maker: str | None
    country: str


def rows(movements: Sequence[Transaction]) -> list[Row]:
    """The movements of a page with all that is shown of them."""
    makers = queries.makers_of([movement.id for movement in movements])
    return [_row(movement, makers.get(movement.id)) for movement in movements]


def _row(movement: Transaction, maker: str | None) -> Row:
    page = pages()[movement.kind]
    return Row(
        movement=movement,
        href=url_for(page.endpoint, public_id=movement.public_id),
        kind=Kind(movement.kind),
        status=page.status(movement.status),
        attention=Attention(movement.attention) if movement.attention else None,
        maker=maker,
        country=(movement.bank_code or "").partition(":")[0],
    )


@dataclass(frozen=True)
class Chip:
    """A filter in words, and the address without it."""

    name: str
    said: str
    href: str


def chips(form: FilterForm, filters: Filters) -> list[Chip]:
    """What the list is narrowed to beside its tab."""
    without = {name: here_with(at=None, **{name: None}) for name in form.data}
    return [Chip(str(form[name].label.text), said, without[name]) for name, said in _said(filters)]


def _said(filters: Filters) -> Iterator[tuple[str, str]]:
    if filters.words:
        yield "q", filters.words
    if filters.status:
        yield "status", _status(filters.status)
    for name, moment in (("since", filters.since), ("until", filters.until)):
        if moment:
            yield name, day(moment)
    for name, amount_idr in (("least", filters.least_idr), ("most", filters.most_idr)):
        if amount_idr is not None:
            yield name, rupiah(amount_idr)
    if filters.origin:
        yield "origin", _(Origin(filters.origin).label)
    if filters.needs_look:
        yield "look", _("Yes")


def _status(asked: str) -> str:
    family, _dot, word = asked.partition(".")
    [page, *_others] = [page for page in pages().values() if page.family == family]
    return str(_(page.status(word).label))
