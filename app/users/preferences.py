"""Language and theme: remembered per person, by cookie for those not signed in."""

from typing import Any

from flask import Blueprint, Flask, Response, abort, current_app, has_request_context, request
from flask_login import current_user

from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.transaction import transaction
from app.users.models import Person
from app.web.guard import public, safe_next
from app.web.headers import request_id
from app.web.pages import go_to

LANGUAGES = (("id", "Bahasa Indonesia"), ("en", "English"))
THEMES = ("auto", "light", "dark")
_CODES = [code for code, name in LANGUAGES]
_YEAR_SECONDS = 365 * 24 * 3600

bp = Blueprint("preferences", __name__, url_prefix="/preferences")


def init_app(app: Flask) -> None:
    """Open the two switches and tell every page what was chosen."""
    app.register_blueprint(bp)
    app.context_processor(_for_pages)


def language() -> str:
    """The language of this request: the person's, the cookie's, the browser's, else Indonesian.

    Outside a request it is English: commands and logs are read by whoever runs the server.
    """
    if not has_request_context():
        return "en"
    for chosen in (current_user.language, request.cookies.get("language")):
        if chosen in _CODES:
            return str(chosen)
    return request.accept_languages.best_match(_CODES, default="id") or "id"


def theme() -> str:
    """The theme of this request; `auto` follows the device."""
    for chosen in (current_user.theme, request.cookies.get("theme")):
        if chosen in THEMES:
            return str(chosen)
    return "auto"


@bp.post("/language", endpoint="language")
@public
def choose_language() -> Response:
    """Choose a language and come back."""
    return _choose("language", _CODES)


@bp.post("/theme", endpoint="theme")
@public
def choose_theme() -> Response:
    """Choose a theme and come back."""
    return _choose("theme", THEMES)


def _choose(name: str, allowed: Any) -> Response:
    value = request.form.get(name, "")
    if value not in allowed:
        abort(422)
    if current_user.is_authenticated:
        with transaction():
            change(table_of(Person), current_user.id, **{name: value})
    response = go_to(safe_next(request.form.get("next"), "/"))
    secure = not current_app.config["SETTINGS"].is_local
    response.set_cookie(name, value, max_age=_YEAR_SECONDS, httponly=True, secure=secure, samesite="Lax")
    return response


def _for_pages() -> dict[str, Any]:
    return {
        "language": language(),
        "languages": LANGUAGES,
        "theme": theme(),
        "environment": current_app.config["SETTINGS"].environment,
        "request_id": request_id(),
        "flip_state": None,
    }
