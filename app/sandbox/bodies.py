"""What a request carries, as text by name, and whether its body has the form its Content-Type names
(reference: README, Requests)."""

import json
from collections.abc import Mapping

from flask import Request

from app.sandbox.answers import Complaint, Refused

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
Fields = Mapping[str, str]


def wrong_form() -> Refused:
    return Refused([Complaint("content_type", 999, "Param content_type is invalid")])


def check_form(request: Request, json_allowed: bool) -> None:
    """:raises Refused: 999 on ``content_type`` when body and Content-Type disagree, or the type is not taken
    here.
    """
    if request.method not in ("POST", "PUT") or not request.get_data(cache=True, parse_form_data=False):
        return
    is_json = _json_object(request) is not None
    if request.mimetype == JSON and not (json_allowed and is_json):
        raise wrong_form()
    if request.mimetype == FORM and is_json:
        raise wrong_form()
    if request.mimetype not in (FORM, JSON):
        raise wrong_form()


def fields_of(request: Request) -> dict[str, str]:
    """The parameters as text, whatever form they came in; ``null`` is the same as empty."""
    if request.mimetype != JSON:
        # Like PHP: a repeated name keeps its first place and its last value.
        return {name: values[-1] for name, values in request.form.lists()}
    held = _json_object(request) or {}
    return {str(name): _as_text(value) for name, value in held.items()}


def _json_object(request: Request) -> dict[object, object] | None:
    raw = request.get_data(cache=True, parse_form_data=False)
    if raw.lstrip()[:1] != b"{":
        return None
    try:
        held = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return held if isinstance(held, dict) else None


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    text = value if isinstance(value, str) else json.dumps(value)
    # Half a surrogate pair cannot be stored as UTF-8.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
