"""Pages of the rates abroad: the board of all corridors, and one corridor with its calculator."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.corridors import queries, service
from app.corridors.asks import identifier, keys_named
from app.corridors.blueprint import blueprint
from app.corridors.forms import CalculatorForm, RatesForm
from app.corridors.models import CountryForm, ExchangeRate, RateList
from app.corridors.showing import offer
from app.corridors.statuses import TransactionType
from app.gateway import state
from app.lib.errors import NotFound
from app.lib.labels import mark
from app.web.guard import needs
from app.web.live import unchanged, version_of
from app.web.navigation import Entry
from app.web.pages import fragment, page
from app.web.paging import Tab

READINGS = 10
KINDS = {str(kind): kind for kind in TransactionType}


def open_room(app: Flask) -> None:
    """Open the pages and put the room into the menu."""
    app.register_blueprint(blueprint)
    app.jinja_env.filters |= {"identifier": identifier, "keys_named": keys_named}
    app.extensions["navigation"].add(
        Entry("corridors.rates", mark("Rates abroad"), "currency-dollar", "international.read", 37)
    )


@blueprint.get("/rates")
@needs("international.read")
def rates() -> Response:
    """Every corridor of a type: what arrives of an amount, at which rate and fee, and how soon."""
    asked = _asked()
    return page("corridors/rates.html", tabs=asked.tabs(), **asked.board(service.want_rates(asked.kind)))


@blueprint.get("/rates/live")
@needs("international.read")
def rates_live() -> Response:
    """The board for the page that is open: 204 while nothing is new."""
    asked = _asked()
    listed = service.want_rates(asked.kind)
    return unchanged(_version(listed, asked)) or fragment("corridors/_board.html", **asked.board(listed))


@dataclass(frozen=True)
class Asked:
    """What the board is asked to show: a type of transfer, countries by words, an amount as typed."""

    kind: TransactionType
    words: str
    typed: str | None

    def address(self, endpoint: str, **other: Any) -> str:
        """Where the same is shown, but for what is other."""
        same: dict[str, Any] = {"type": self.kind, "q": self.words, "amount_idr": self.typed}
        return url_for(endpoint, **(same | other))

    def tabs(self) -> list[Tab]:
        """The same board for each type."""
        here = "corridors.rates"
        return [
            Tab(_(kind.label), self.address(here, type=kind), kind is self.kind, None)
            for kind in KINDS.values()
        ]

    def board(self, listed: RateList | None) -> dict[str, Any]:
        """What the board shows."""
        form = RatesForm(request.args, meta={"csrf": False})
        amount_idr = form.amount_idr.data if form.validate() else None
        return {
            "asked": self,
            "form": form,
            "listed": listed,
            "offers": [offer(rate, amount_idr=amount_idr) for rate in queries.rates(self.kind, self.words)],
            "connection": state.connection(),
            "version": _version(listed, self),
        }


def _asked() -> Asked:
    kind = KINDS.get(request.args.get("type", ""), TransactionType.C2C)
    return Asked(kind, request.args.get("q", "").strip()[:50], request.args.get("amount_idr"))


@blueprint.get("/rates/<transaction_type>/<country>/<currency>")
@needs("international.read")
def corridor(transaction_type: str, country: str, currency: str) -> Response:
    """One corridor: the calculator both ways, how its rate moved, and what the country asks for."""
    rate = _rate(transaction_type, country, currency)
    return page("corridors/corridor.html", **_corridor(rate, *_want(rate, again=True)))


@blueprint.get("/rates/<transaction_type>/<country>/<currency>/live")
@needs("international.read")
def corridor_live(transaction_type: str, country: str, currency: str) -> Response:
    """One corridor for the page that is open: 204 while nothing is new."""
    rate = _rate(transaction_type, country, currency)
    listed, told = _want(rate, again=False)
    shown = unchanged(_version(listed, told))
    return shown or fragment("corridors/_corridor.html", **_corridor(rate, listed, told))


def _rate(transaction_type: str, country: str, currency: str) -> ExchangeRate:
    kind = KINDS.get(transaction_type)
    found = queries.rate(kind, country, currency) if kind else None
    if found is None:
        raise NotFound
    return found


def _want(rate: ExchangeRate, *, again: bool) -> tuple[RateList | None, CountryForm | None]:
    kind, country = TransactionType(rate.transaction_type), rate.country_iso_code
    return service.want_rates(kind), service.want_form(kind, country, again=again)


def _corridor(rate: ExchangeRate, listed: RateList | None, told: CountryForm | None) -> dict[str, Any]:
    form = CalculatorForm(request.args, meta={"csrf": False})
    form.amount.country = rate.country_iso_code
    fits = form.validate()
    typed = {"amount_idr": form.amount_idr.data, "amount": form.amount.data} if fits else {}
    return {
        "kind": KINDS[rate.transaction_type],
        "form": form,
        "offer": offer(rate, **typed),
        "listed": listed,
        "told": told,
        "asks": queries.form_data(told),
        "readings": queries.readings(rate.id, READINGS),
        "version": _version(listed, told),
    }


def _version(*known: RateList | CountryForm | Asked | None) -> str:
    return version_of(
        *(one if isinstance(one, Asked | None) else (one.read_at, one.trouble) for one in known)
    )
