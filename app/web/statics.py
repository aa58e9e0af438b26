"""Static files: compressed, cached for ever under versioned addresses, with the headers of every answer."""

from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise

from app.web.guard import public
from app.web.headers import HEADERS

FOR_EVER = 31536000


def init_app(app: Flask) -> None:
    """Serve `static/` below `/static/` before any view is asked."""
    app.view_functions["static"] = public(app.view_functions["static"])
    folder = Path(app.static_folder or "static")
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=folder,
        prefix="static/",
        max_age=FOR_EVER,
        add_headers_function=_dress,
        autorefresh=app.debug,
    )


def _dress(headers: Headers, path: str, url: str) -> None:
    for name, value in HEADERS.items():
        headers[name] = value
