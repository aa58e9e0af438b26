"""The desk: what waits for a manager."""

from flask import Blueprint, Flask
from werkzeug.wrappers import Response

from app.lib.labels import mark
from app.payouts import queries
from app.web.guard import needs
from app.web.navigation import Entry
from app.web.pages import page

blueprint = Blueprint("approvals", __name__, url_prefix="/approvals")


def open_room(app: Flask) -> None:
    """Open the desk and put it into the menu."""
    app.register_blueprint(blueprint)
    app.extensions["navigation"].add(
        Entry("approvals.index", mark("Approvals"), "checks", "payouts.approve", 35)
    )


@blueprint.get("/")
@needs("payouts.approve")
def index() -> Response:
    """Payouts waiting for a decision, oldest first; one's own are marked as somebody else's turn."""
    return page("payouts/index.html", waiting=queries.waiting())
