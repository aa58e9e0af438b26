"""The first page, and the list of work that was set aside."""

from typing import Any

from flask import Blueprint, Flask, flash, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from app.agents import queries as agents
from app.audit.record import record
from app.audit.verbs import name_verbs
from app.bills import queries as bills
from app.callbacks import queries as callbacks
from app.db.paging import bounded_counts
from app.db.transaction import after_commit, transaction
from app.gateway import state
from app.lib.labels import mark
from app.outbox import queries as outbox
from app.outbox.bell import bell
from app.outbox.promises import outbox as work
from app.payments import queries as payments
from app.payouts import queries as payouts
from app.web.guard import needs
from app.web.live import unchanged, version_of
from app.web.navigation import Entry
from app.web.pages import fragment, go_to, page

blueprint = Blueprint("overview", __name__)


def open_room(app: Flask) -> None:
    """Open the pages and put the overview first in the menu."""
    app.register_blueprint(blueprint)
    name_verbs({"work.retry": mark("had work that was set aside tried again")})
    app.extensions["navigation"].add(
        Entry("overview.index", mark("Overview"), "layout-dashboard", "overview.read", 0)
    )


@blueprint.get("/")
@needs("overview.read")
def index() -> Response:
    """What happened today, what waits for a person, is Flip up, is the worker alive."""
    return page("overview/index.html", part="overview/_today.html", **_today())


@blueprint.get("/overview/live")
@needs("overview.read")
def live() -> Response:
    """The same, for the page that is open: 204 while nothing is new."""
    today = _today()
    return unchanged(str(today["version"])) or fragment("overview/_today.html", **today)


@blueprint.get("/set-aside")
@needs("work.read")
def set_aside() -> Response:
    """Work that failed too often and waits for a person."""
    return page("overview/set_aside.html", works=outbox.set_aside())


@blueprint.post("/set-aside/<int(max=9223372036854775807):work_id>/retry")
@needs("work.retry")
def retry(work_id: int) -> Response:
    """Have a piece of work tried again from the start."""
    with transaction():
        found = work.retry(work_id)
        if found:
            record("work.retry", ("work", str(work_id)))
            after_commit(bell.ring)
    words = _("It is being tried again.") if found else _("It is not set aside any more.")
    flash(words, "good" if found else "bad")
    return go_to(url_for("overview.set_aside"))


def _today() -> dict[str, Any]:
    decider = current_user.id if current_user.may("payouts.approve") else None
    heartbeat = state.shown_beside()["worker_beat_at"]
    undecided, conflicts = bills.undecided(), payments.conflicts()
    figures: dict[str, Any] = {
        "day": payments.day(),
        "connection": state.connection_shown(),
        "alive": outbox.is_alive(heartbeat),
        "last_callback": callbacks.last_received_at(),
    } | bounded_counts(
        {
            "waiting": payments.waiting(),
            "callbacks_to_see": callbacks.needing_eyes(),
            "set_aside": outbox.needing_eyes(),
            "payouts_to_decide": payouts.needing_decision(decider),
            "payouts_unknown": payouts.of_unknown_fate(),
            "payouts_rate_moved": payouts.of_moved_rate(),
            "agents_undecided": agents.undecided(),
            "agents_rejected": agents.rejected(),
            "agents_waiting": agents.waiting_for_us(),
        }
    )
    to_decide = [bill.public_id for bill in undecided] + [movement.public_id for movement in conflicts]
    rows = {"undecided_bills": undecided, "conflicts": conflicts, "heartbeat": heartbeat}
    return figures | rows | {"version": version_of(*map(repr, figures.values()), *to_decide)}
