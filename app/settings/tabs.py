"""The tabs of the settings: one line per page, shown to those who may see settings."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.lib.labels import mark
from app.web.pages import page
from app.web.paging import Tab

# Endpoint and label; a page of its own views_… module is a line here and one in rooms.REGISTRATIONS.
TABS = (
    ("settings.connection", mark("Connection")),
    ("settings.signature", mark("Signature")),
    ("settings.limits", mark("Limits")),
    ("settings.pictures", mark("Pictures")),
)


def settings_page(template: str, *, active: str, status: int = 200, **context: Any) -> Response:
    """One page of the settings under its tabs; `active` is the endpoint of its tab."""
    return page(template, status=status, tabs=_tabs(active), **context)


def _tabs(active: str) -> list[Tab]:
    return [Tab(_(label), url_for(endpoint), endpoint == active, None) for endpoint, label in TABS]
