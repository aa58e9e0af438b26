"""From the browser's token to the person of this request, and the limits a session has (P31, P35)."""

from flask import Flask, Request, Response, current_app, g, request, session, url_for
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from app.audit.actor import Actor, act_as
from app.db.transaction import transaction
from app.extensions import login_manager
from app.lib import clock
from app.users import sign_ins
from app.users.identity import Nobody, SignedIn, behind
from app.web.guard import PUBLIC, guard_of
from app.web.headers import request_id
from app.web.pages import go_to

TOKEN = "sign_in"
AWAITING = "awaits_code"
_OPEN_TO_UNFINISHED = frozenset(
    {
        "users.password",
        "users.second_factor",
        "users.start_second_factor",
        "users.confirm_second_factor",
    }
)


def init_app(app: Flask) -> None:
    """Wire flask-login to our own sessions; it neither stores nor remembers anything itself."""
    login_manager.anonymous_user = Nobody
    login_manager.session_protection = None
    login_manager.request_loader(load)
    app.before_request(_introduce)
    app.before_request(_finish_first)
    app.teardown_request(_leave)


def load(incoming: Request) -> SignedIn | None:
    """The person of this request, in one statement; at most once a minute it is noted that they were seen."""
    token = session.get(TOKEN)
    if not isinstance(token, str):
        return None
    person = behind(token)
    if person is None:
        return None
    act_as(Actor(person.id, person.display_name, incoming.remote_addr or "", request_id()))
    if not is_poll(incoming) and clock.now() - person.last_seen_at >= sign_ins.SEEN_EVERY:
        with transaction():
            sign_ins.seen(person.sign_in_id)
    return person


def is_poll(incoming: Request) -> bool:
    """True for what a page asks by itself: it keeps nobody signed in."""
    if incoming.headers.get("HX-Request-Type") != "partial":
        return False
    view = current_app.view_functions.get(incoming.endpoint or "")
    return "seen" in incoming.args or bool(getattr(view, "is_poll", False))


def begin(token: str, *, awaits_code: bool = False) -> None:
    """Give the browser a new session; nothing of the old one is carried over, its CSRF token included."""
    session.clear()
    session[AWAITING if awaits_code else TOKEN] = token
    g.pop("csrf_token", None)
    g.pop("_login_user", None)


def forget() -> None:
    """Take the session from the browser."""
    session.clear()
    g.pop("csrf_token", None)
    g.pop("_login_user", None)


def token_in_use(name: str = TOKEN) -> str | None:
    """The token the browser sent."""
    token = session.get(name)
    return token if isinstance(token, str) else None


def stranger() -> Actor:
    """Whoever stands before the door in this request."""
    return Actor(None, "nobody", request.remote_addr or "", request_id())


def _introduce() -> None:
    act_as(stranger())


def _leave(error: BaseException | None) -> None:
    act_as(None)


def _finish_first() -> BaseResponse | Response | None:
    """A password given by somebody else is changed, and a needed second factor enrolled, before all else."""
    endpoint = request.endpoint
    if endpoint is None or endpoint in _OPEN_TO_UNFINISHED or guard_of(current_app, endpoint) == PUBLIC:
        return None
    if not current_user.is_authenticated:
        return None
    if current_user.must_change_password:
        return go_to(url_for("users.password"))
    if current_user.must_enrol:
        return go_to(url_for("users.second_factor"))
    return None
