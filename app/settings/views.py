"""The room of the settings: its place in the menu, and where it begins."""

from flask import Flask, url_for
from werkzeug.wrappers import Response

from app.lib.labels import mark
from app.settings.blueprint import blueprint
from app.web.guard import needs
from app.web.navigation import Entry
from app.web.pages import go_to


def open_room(app: Flask) -> None:
    """Open the pages and put the settings into the menu."""
    app.register_blueprint(blueprint)
    app.extensions["navigation"].add(
        Entry("settings.index", mark("Settings"), "settings", "settings.read", 90)
    )


@blueprint.get("/")
@needs("settings.read")
def index() -> Response:
    """To the first page."""
    return go_to(url_for("settings.connection"))
