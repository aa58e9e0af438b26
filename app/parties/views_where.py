"""What stands before the form of a beneficiary abroad: type and country, and the wait for Flip's answer."""

from typing import Any

from flask import request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.corridors import queries, service
from app.parties import service as parties
from app.parties.blueprint import blueprint
from app.parties.where import KINDS, Where, kind_asked, where_asked, where_kept
from app.web.guard import needs
from app.web.live import unchanged, version_of
from app.web.pages import fragment, go_to, page
from app.web.paging import Tab


def choose(*, missed: bool) -> Response:
    """The page on which type and country are chosen; `missed`: what was wanted is not possible."""
    kind = kind_asked()
    tabs = [
        Tab(_(one.label), url_for("parties.new_beneficiary", type=one), one is kind, None)
        for one in KINDS.values()
    ]
    status = 422 if missed and request.method == "POST" else 200
    return page("parties/choose.html", status=status, tabs=tabs, missed=missed, **_countries())


def wait_for(there: Where, public_id: str | None = None) -> Response:
    """The page that waits until Flip has said what the country asks for."""
    return page("parties/wait.html", **_waiting(there, public_id))


@blueprint.get("/beneficiaries/countries")
@needs("beneficiaries.write")
def beneficiary_countries() -> Response:
    """The countries of a type for the page on which none could be chosen yet: 204 while nothing is new."""
    shown = _countries()
    return unchanged(shown["version"]) or fragment("parties/_countries.html", **shown)


@blueprint.get("/beneficiaries/wait")
@needs("beneficiaries.write")
def beneficiary_wait() -> Response:
    """To the form as soon as Flip has said what the country asks for: 204 while nothing is new."""
    public_id = request.args.get("of")
    there = where_kept(parties.beneficiary(public_id)) if public_id else where_asked(again=False)
    if there is None:
        return go_to(url_for("parties.new_beneficiary"))
    if there.told is not None:
        return go_to(_form_of(there, public_id))
    return unchanged(there.version) or fragment("parties/_wait.html", **_waiting(there, public_id))


def _countries() -> dict[str, Any]:
    kind = kind_asked()
    listed, rates = service.want_rates(kind), queries.rates(kind)
    version = version_of(kind, len(rates), listed and (listed.read_at, listed.trouble))
    return {"kind": kind, "listed": listed, "rates": rates, "version": version}


def _waiting(there: Where, public_id: str | None) -> dict[str, Any]:
    return {"where": there, "public_id": public_id, "again": _form_of(there, public_id)}


def _form_of(there: Where, public_id: str | None) -> str:
    if public_id:
        return url_for("parties.edit_beneficiary", public_id=public_id)
    return url_for("parties.new_beneficiary", type=there.kind, country=there.country)
