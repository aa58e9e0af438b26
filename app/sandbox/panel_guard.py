"""Who may speak to the panel: callers on this machine, by their own page or by JSON, never another site."""

from flask import Response, request

from app.sandbox.answers import answer
from app.sandbox.context import here

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def refuse_strangers() -> Response | None:
    """403 for a foreign Host (DNS rebinding) and for another site's request."""
    host = request.host.lower()
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    if name not in LOOPBACK and host != here().settings.host_address.lower():
        return answer({"error": "The panel is not served under this host name."}, 403)
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return answer({"error": "The panel takes no requests from other sites."}, 403)
    return None
