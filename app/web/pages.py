"""Whole page or part: the one place that decides which of the two a request is answered with."""

from typing import Any

from flask import Response, make_response, render_template, request


def wants_part() -> bool:
    """True when htmx asks for a fragment; restoring its history it asks for the whole page."""
    if request.headers.get("HX-History-Restore-Request") == "true":
        return False
    return request.headers.get("HX-Request-Type") == "partial"


def page(template: str, *, part: str | None = None, status: int = 200, **context: Any) -> Response:
    """Render `template`, or only its fragment `part` when htmx asked for one.

    Both are marked as differing by request type and never stored, or Back would show a bare fragment.
    """
    chosen = part if part and wants_part() else template
    response = make_response(render_template(chosen, **context), status)
    response.vary.add("HX-Request-Type")
    response.cache_control.no_store = True
    return response


def fragment(template: str, **context: Any) -> Response:
    """Render a fragment that is never a page of its own."""
    response = make_response(render_template(template, **context))
    response.cache_control.no_store = True
    return response


def go_to(address: str) -> Response:
    """Send the browser on after a change: 303 for a form, `HX-Redirect` for htmx.

    htmx would follow a 303 as if it were the fragment it asked for.
    """
    response = make_response("", 204 if request.headers.get("HX-Request") else 303)
    response.headers["HX-Redirect" if response.status_code == 204 else "Location"] = address
    return response
