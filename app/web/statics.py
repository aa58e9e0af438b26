"""Static files: compressed, cached for ever under versioned addresses, with the headers of every answer."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask
from whitenoise import WhiteNoise

from app.web.guard import public
from app.web.headers import HEADERS

FOR_EVER = 31536000


def init_app(app: Flask) -> None:
    """Serve `static/` below `/static/` before any view is asked."""
    app.view_functions["static"] = public(app.view_functions["static"])
    folder = Path(app.static_folder or "static")
    files = WhiteNoise(app.wsgi_app, root=folder, prefix="static/", max_age=FOR_EVER, autorefresh=app.debug)
    app.wsgi_app = _dressed(files)  # type: ignore[method-assign, assignment]


def _dressed(inner: WSGIApplication) -> WSGIApplication:
    # WhiteNoise answers before any view is asked, and leaves what it was told to add out of a 304.
    def outer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not environ.get("PATH_INFO", "").startswith("/static/"):
            return inner(environ, start_response)

        def start(status: str, headers: list[tuple[str, str]], *failure: Any) -> Any:
            named = {name.lower() for name, _ in headers}
            missing = [(name, value) for name, value in HEADERS.items() if name.lower() not in named]
            return start_response(status, [*headers, *missing], *failure)

        return inner(environ, start)

    return outer
