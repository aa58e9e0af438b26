"""What stands before the form of a transfer abroad, and beside it: where to, the wait for Flip, the quote."""

from typing import Any

from flask import request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.corridors.models import CountryForm
from app.corridors.statuses import TransactionType
from app.international import queries
from app.international.about import about
from app.international.filling import amount_in
from app.international.forms import TransferForm
from app.international.views import blueprint
from app.international.where import KINDS, Choice, Where, choice, kind_in, where
from app.lib.errors import NotFound
from app.web.guard import needs
from app.web.live import unchanged, version_of
from app.web.pages import fragment, go_to, page
from app.web.paging import Tab


def choose(kind: TransactionType, *, missed: bool) -> Response:
    """The page on which type and country are chosen; `missed`: what was wanted is not possible."""
    found = choice(kind)
    return page(
        "international/choose.html",
        status=422 if missed else 200,
        tabs=[
            Tab(_(one.label), url_for("international.new", type=one), one is kind, None)
            for one in KINDS.values()
        ],
        choice=found,
        version=_version_of_choice(found),
        missed=missed,
    )


def wait_for(there: Where, known: CountryForm | None) -> Response:
    """The page that waits until Flip has said what the country asks for."""
    return page("international/wait.html", **_waiting(there, known))


def _waiting(there: Where, known: CountryForm | None) -> dict[str, Any]:
    names = {one.country_iso_code: one.country_name for one in choice(there.kind).corridors}
    return {
        "where": there,
        "country_name": names[there.country],
        "known": known,
        "again": _address(there),
        "version": _version_of_form(known),
    }


def _address(there: Where) -> str:
    kept: dict[str, Any] = {name: request.args.get(name) for name in ("to", "from", "anew")}
    return url_for("international.new", type=there.kind, country=there.country, **kept)


def _version_of_form(known: CountryForm | None) -> str:
    return version_of(known and (known.read_at, known.trouble))


def _version_of_choice(found: Choice) -> str:
    listed = found.listed
    return version_of(found.kind, len(found.corridors), listed and (listed.read_at, listed.trouble))


@blueprint.get("/new/countries")
@needs("international.write")
def countries() -> Response:
    """The countries of a type for the page on which none could be chosen yet: 204 while nothing is new."""
    found = choice(kind_in(request.args))
    version = _version_of_choice(found)
    return unchanged(version) or fragment("international/_countries.html", choice=found, version=version)


@blueprint.get("/new/wait")
@needs("international.write")
def wait() -> Response:
    """To the form as soon as Flip has said what the country asks for: 204 while nothing is new."""
    there = where(request.args.get("type"), request.args.get("country"))
    if there is None:
        return go_to(url_for("international.new"))
    known = there.known(again=False)
    if there.told() is not None:
        return go_to(_address(there))
    return unchanged(_version_of_form(known)) or fragment(
        "international/_wait.html", **_waiting(there, known)
    )


@blueprint.get("/quote")
@needs("international.write")
def quote() -> Response:
    """What the amount that is typed costs now; nothing else of the form is asked for here."""
    there = where(request.args.get("type"), request.args.get("country"))
    told = there.told() if there else None
    if there is None or told is None:
        raise NotFound
    form = TransferForm(request.args, meta={"csrf": False})
    form.ask_for(there.kind, there.country, told)
    form.amount.validate(form)
    transfer = queries.transfer(request.args.get("transfer", ""))
    found = about(there.kind, there.country, told.currency_code, amount_in(form), transfer)
    return unchanged(found.version) or fragment("international/_about.html", about=found, transfer=transfer)
