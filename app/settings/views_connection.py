"""The page of the connection to Flip: how it answers, a check on demand, and the addresses on both sides."""

from flask import current_app, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.config import Settings
from app.gateway import checking
from app.settings import showing
from app.settings.blueprint import blueprint
from app.settings.tabs import settings_page
from app.web.guard import needs
from app.web.live import unchanged
from app.web.pages import fragment, go_to


@blueprint.get("/connection")
@needs("settings.read")
def connection() -> Response:
    """How Flip last answered, what to do about it, and what the last check found."""
    settings: Settings = current_app.config["SETTINGS"]
    return settings_page(
        "settings/connection.html",
        active="settings.connection",
        shown=showing.gather(),
        settings=settings,
        key=showing.masked_key(settings.flip_secret_key),
        callback_addresses=showing.callback_addresses(),
    )


@blueprint.get("/connection/live")
@needs("settings.read")
def live() -> Response:
    """The live part of the connection: 204 while nothing is new."""
    shown = showing.gather()
    return unchanged(shown.version) or fragment("settings/_connection.html", shown=shown)


@blueprint.post("/connection/check")
@needs("settings.read")
def check() -> Response:
    """Have the worker ask Flip everything; the page shows what it finds."""
    checking.request(current_user.id, current_user.display_name)
    return go_to(url_for("settings.connection"))
