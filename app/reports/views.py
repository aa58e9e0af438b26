"""Pages of the balance: how it stands, what is reserved of it, and how it was read over time."""

from typing import Any

from flask import Blueprint, Flask, request
from flask_login import current_user
from werkzeug.wrappers import Response

from app.balances import queries
from app.lib import clock
from app.lib.labels import mark
from app.payouts import reservations
from app.reports.spans import chart_of, span_of
from app.timeline.pages import page_of
from app.web.guard import needs
from app.web.live import unchanged, version_of
from app.web.navigation import Entry
from app.web.pages import fragment, page, wants_part
from app.web.paging import neighbours, page_size

blueprint = Blueprint("reports", __name__)

MOST_RESERVATIONS = 25


def open_room(app: Flask) -> None:
    """Open the pages, put them into the menu, and have every whole page show the balance."""
    app.register_blueprint(blueprint)
    app.extensions["navigation"].add(
        Entry("reports.balances", mark("Balances"), "wallet", "balances.read", 55)
    )
    app.context_processor(_beside_flips_light)


@blueprint.get("/balances/")
@needs("balances.read")
def balances() -> Response:
    """The balance now, what is reserved of it by which payouts, and how it stood over a day or a week."""
    span = span_of(request.args.get("day", ""), request.args.get("days", ""))
    found = queries.readings_page(span.start, span.end, request.args.get("at"), page_size())
    return page(
        "reports/balances.html",
        span=span,
        today=clock.today(),
        chart=chart_of(span, queries.stretches(span.start, span.end)),
        readings=found,
        pages=neighbours(found),
        **_standing(),
    )


@blueprint.get("/balances/live")
@needs("balances.read")
def balances_live() -> Response:
    """What stands, is reserved and is free, for the page that is open: 204 while nothing is new."""
    context = _standing()
    return unchanged(str(context["version"])) or fragment("reports/_standing.html", **context)


@blueprint.get("/balances/chip")
@needs("balances.read")
def balance_chip() -> Response:
    """The balance at the top of every page: 204 while nothing is new."""
    context = _chip(reservations.standing())
    return unchanged(str(context["balance_version"])) or fragment("reports/_chip.html", **context)


def _standing() -> dict[str, Any]:
    standing = reservations.standing_shown()
    reserving, count = reservations.reservations(MOST_RESERVATIONS)
    seen = [(one.public_id, one.status, one.reserved_idr) for one in reserving]
    return {
        "standing": standing,
        "reserving": reserving,
        "reserving_count": count,
        "endpoint_of": page_of,
        "version": version_of(standing, standing.is_old, count, seen),
    }


def _chip(standing: reservations.Standing) -> dict[str, Any]:
    return {"balance": standing, "balance_version": version_of(standing, standing.is_old)}


def _beside_flips_light() -> dict[str, Any]:
    # Only whole pages show it; a fragment would pay for a read it does not print.
    if not current_user.is_authenticated or wants_part() or not current_user.may("balances.read"):
        return {}
    return _chip(reservations.standing_shown())
