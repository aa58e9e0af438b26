"""JSON answers, and the documented bodies of everything that is not 200 (reference: README, Errors)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from http import HTTPStatus

from flask import Response, g

GENERAL_401 = "You are requesting with an invalid credential."
NEWER_401 = "Your request was made with invalid credentials."
MAINTENANCE_401 = "Flip is under maintenance."
KYC_401 = "Invalid Auth"
WRONG_SIGNATURE = "Signature is invalid."
KYC_HOST = 1  # the version of its paths; the main host has 2 and 3
NO_SUCH_AGENT = 1011


@dataclass(frozen=True)
class Complaint:
    """One thing that is wrong with a request."""

    attribute: str
    code: int
    message: str


class Refused(Exception):
    """The request is not accepted: HTTP 422 with every complaint, under an outer code."""

    def __init__(self, complaints: Iterable[Complaint], code: str = "VALIDATION_ERROR") -> None:
        super().__init__()
        self.complaints, self.code = tuple(complaints), code


def answer(body: object, status: int = 200) -> Response:
    return answer_text(json_text(body), status)


def json_text(body: object) -> str:
    """Decimals become numbers; none here has more digits than a float writes back as they were."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"), default=_number)


def _number(value: object) -> float:
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(f"{type(value).__name__} cannot be written")


def answer_text(text: str, status: int = 200) -> Response:
    return Response(text, status, content_type="application/json; charset=UTF-8")


def refused(error: Refused) -> Response:
    if on_kyc_host():
        return _kyc_errors([(c.code, c.message) for c in error.complaints])
    errors = [{"attribute": c.attribute, "code": c.code, "message": c.message} for c in error.complaints]
    return answer({"code": error.code, "errors": errors}, 422)


def problem(status: int, message: str, name: str = "") -> Response:
    """The ``name``, ``message``, ``status`` object of everything that is neither 200 nor 422; the KYC host
    has one form for all errors.
    """
    if on_kyc_host():
        return _kyc_errors([(status, message)])
    return answer({"name": name or HTTPStatus(status).phrase, "message": message, "status": status}, status)


def unauthorized(message: str = "") -> Response:
    """401; the text differs by product: accept payment and agents have the newer one."""
    if on_kyc_host():
        return problem(401, message or KYC_401)
    newer = g.get("after_version", "").startswith(("/pwf", "/international-disbursement", "/agents"))
    return problem(401, message or (NEWER_401 if newer else GENERAL_401))


def not_found(status: int = 404) -> Response:
    """The 404 body; a wrong method answers the same with status 405."""
    if on_kyc_host():
        return problem(status, "Page not found.")
    return answer({"name": "Not Found", "message": "Page not found.", "status": 404}, status)


def broken() -> Response:
    return problem(500, "An internal server error occurred.")


def documented(status: int) -> Response:
    """The body that belongs to a status, for faults that are made on purpose."""
    if status == 401:
        return unauthorized()
    if status in (404, 405):
        return not_found(status)
    if status == 422 and not on_kyc_host():
        return refused(Refused([Complaint("id", 999, "Param id is invalid")]))
    if status == 500:
        return broken()
    text = {403: WRONG_SIGNATURE, 429: "Too many requests."}.get(status)
    phrase = HTTPStatus(status).phrase if status in set(HTTPStatus) else "Error"
    return problem(status, text or f"{phrase}.", phrase)


def on_kyc_host() -> bool:
    return bool(g.get("version") == KYC_HOST)


def _kyc_errors(errors: list[tuple[int, str]]) -> Response:
    """Codes from 400 to 503 are the HTTP status; the others are sent with 400, an unknown agent with 404 (our
    choice).
    """
    first, _ = errors[0]
    status = 404 if first == NO_SUCH_AGENT else first if 400 <= first <= 503 else 400
    return answer({"errors": [{"code": code, "message": message} for code, message in errors]}, status)
