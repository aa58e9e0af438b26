"""Who may speak to the panel: callers on this machine, by its own pages or by JSON, never another site."""

import hmac
import secrets
from urllib.parse import urlsplit

from flask import Request, request, session

from app.sandbox.context import here

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
SAFE = ("GET", "HEAD")


def foreign_host() -> bool:
    """True for a Host that is not ours: another name that somebody pointed at this machine (DNS
    rebinding).
    """
    host = request.host.lower()
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    return name not in LOOPBACK and host != here().settings.host_address.lower()


def other_site(call: Request) -> bool:
    """True when a browser says that another site's page sent this."""
    if call.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none"):
        return True
    origin = call.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != call.host


def token() -> str:
    """The form token of this visitor, kept in a signed cookie."""
    if "token" not in session:
        session["token"] = secrets.token_urlsafe(24)
    return str(session["token"])


def form_is_ours() -> bool:
    """A form post needs our origin and the visitor's token."""
    sent = request.form.get("token", "")
    return not other_site(request) and hmac.compare_digest(sent.encode(), token().encode())
