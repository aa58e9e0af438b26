"""Security headers on every answer, the request id, and the versioned addresses of static files."""

import hashlib
import re
import secrets
from functools import cache
from pathlib import Path

from flask import Flask, Response, current_app, g, request, url_for

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=(), payment=()",
}
_REQUEST_ID = re.compile(r"^[A-Za-z0-9_-]{8,64}$")


def init_app(app: Flask) -> None:
    """Give every request an id and every answer its headers."""
    app.before_request(_name_request)
    app.after_request(_dress)
    app.jinja_env.globals["static_url"] = static_url


def request_id() -> str:
    """The reference of this request, printed on error pages and in each of its log lines."""
    return str(g.get("request_id", "-"))


def deed_id() -> str:
    """What names the deed of this request in the timeline, where nothing is written twice under one name.

    The reference alone may be given from outside, so it may come twice.
    """
    if "deed_id" not in g:
        g.deed_id = f"{request_id()}-{secrets.token_hex(8)}"
    return str(g.deed_id)


def _name_request() -> None:
    given = request.headers.get("X-Request-ID", "")
    g.request_id = given if _REQUEST_ID.match(given) else secrets.token_hex(8)


def _dress(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers["X-Request-ID"] = request_id()
    if not current_app.config["SETTINGS"].is_local:
        response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response


def static_url(path: str) -> str:
    """The address of a static file with its content's digest, so that it may be cached for ever."""
    return url_for("static", filename=path, v=_digest(Path(current_app.static_folder or "") / path))


@cache
def _digest(path: Path) -> str | None:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() else None
