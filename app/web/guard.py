"""Who may call a route: every view says so itself, and one that says nothing is not served."""

from collections.abc import Callable
from typing import Any, NoReturn, TypeVar
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, make_response, redirect, request, url_for
from flask_login import current_user
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response as BaseResponse

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC = "@public"
SIGNED_IN = "@signed-in"


class NotAllowed(Forbidden):
    """The person lacks a permission; the page names it and says who holds it."""

    def __init__(self, permission: str) -> None:
        super().__init__()
        self.permission = permission


def public(view: View) -> View:
    """Mark a view as open to everybody, signed in or not."""
    return _marked(view, PUBLIC)


def signed_in(view: View) -> View:
    """Mark a view as open to every person of the house."""
    return _marked(view, SIGNED_IN)


def needs(permission: str) -> Callable[[View], View]:
    """Mark a view as open to those who hold `permission`."""
    return lambda view: _marked(view, permission)


def guard_of(app: Flask, endpoint: str) -> str | None:
    """What the view behind an endpoint demands; None when it forgot to say."""
    return getattr(app.view_functions[endpoint], "guard", None)


def require(permission: str) -> None:
    """Stop inside a view unless the person holds `permission` too; the refusal is audited."""
    if not current_user.may(permission):
        refuse(permission)


def refuse(permission: str) -> NoReturn:
    """Refuse for lack of `permission`: told to the audit, then 403."""
    current_app.extensions["guard"].refused(permission)
    raise NotAllowed(permission)


class Guard:
    """Stands before every view; the factory connects what only upper floors know."""

    def __init__(self, app: Flask, *, refused: Callable[[str], None]) -> None:
        self.refused = refused
        app.extensions["guard"] = self
        app.before_request(self.check)

    def check(self) -> BaseResponse | None:
        """Let the request through, send it to sign in, or refuse it."""
        if request.endpoint is None:
            return None
        needed = guard_of(current_app, request.endpoint)
        if needed == PUBLIC:
            return None
        if needed is None:
            abort(500, f"the view {request.endpoint} does not say who may call it")
        if not current_user.is_authenticated:
            return ask_to_sign_in()
        if needed != SIGNED_IN and not current_user.may(needed):
            refuse(needed)
        return None


def ask_to_sign_in() -> BaseResponse:
    """To the sign-in page and back; a fragment gets 401 so that the page is not nested in itself."""
    if request.headers.get("HX-Request"):
        response = make_response("", 401)
        response.headers["HX-Redirect"] = url_for("users.sign_in")
        return response
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("users.sign_in", next=wanted), 303)


def safe_next(address: str | None, default: str) -> str:
    """A redirect target from outside, if it stays on this site; else `default` (P38)."""
    if not address or not address.startswith("/") or address.startswith(("//", "/\\")):
        return default
    if any(ord(letter) < 32 or letter == "\\" for letter in address):
        return default
    parts = urlsplit(address)
    return default if parts.scheme or parts.netloc else address


def _marked(view: View, guard: str) -> View:
    view.guard = guard  # type: ignore[attr-defined]
    return view
