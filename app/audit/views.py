"""The audit log's page."""

from flask import Blueprint, Flask, Response

from app.lib.labels import mark
from app.web.guard import needs
from app.web.navigation import Entry
from app.web.pages import page

bp = Blueprint("audit", __name__)


def open_room(app: Flask) -> None:
    """Register the page and its entry in the menu."""
    app.register_blueprint(bp)
    app.extensions["navigation"].add(Entry("audit.index", mark("Audit"), "list-check", "audit.read", 90))


@bp.get("/audit")
@needs("audit.read")
def index() -> Response:
    """What was done, newest first."""
    return page("audit/index.html")
