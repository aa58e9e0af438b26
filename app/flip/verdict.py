"""What an answer other than success means: refused, certainly nothing happened, or unknown."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import parsedate_to_datetime

from app.flip.call import Call
from app.flip.codes import (
    BALANCE_INSUFFICIENT,
    NOTHING_FOUND,
    OF_THE_MOMENT,
    STALE_TIMESTAMP,
    TOO_LARGE,
    Product,
    canonical,
)
from app.flip.errors import (
    Asked,
    FieldError,
    FlipError,
    FlipNotFound,
    FlipNotSent,
    FlipRefused,
    FlipUnknown,
    NotSentReason,
)
from app.flip.json_text import Unreadable, parse_answer
from app.flip.kyc_complaints import complaints
from app.flip.transport import Reply
from app.flip.wire import TextOrNone, Wire

LONGEST_WAIT = 24 * 60 * 60.0
# "Ask elsewhere, in the same way": the server has done nothing. After 302 and 303 that is not certain.
_ASK_ELSEWHERE = {301, 307, 308}
_MISSING_TITLE_OR_BILL = 1043


class _Envelope(Wire):
    code: TextOrNone = None
    message: TextOrNone = None


@dataclass(frozen=True)
class _Complaint:
    """The body of an error as far as it could be read; `readable` is false for HTML, an empty body, …"""

    readable: bool
    outer_code: str = ""
    message: str = ""
    errors: tuple[FieldError, ...] = ()


def judge(
    call: Call, reply: Reply, asked: Asked, *, now: datetime, in_maintenance: Callable[[], bool]
) -> FlipError:
    """The error an unsuccessful answer stands for; `in_maintenance` asks Flip, only when needed."""
    complaint = _complaint(call, reply)
    reason = _not_sent(call, reply, complaint, in_maintenance)
    if reason is not None:
        return FlipNotSent(
            f"Flip answered {reply.status}, nothing happened: {reason.value}",
            asked,
            reason=reason,
            retry_after=retry_after(reply, now),
            flip_message=complaint.message,
        )
    refused = reply.status == 422 or (400 <= reply.status < 500 and bool(complaint.errors))
    if (reply.status == 404 and not call.sought) or (refused and complaint.readable):
        return _refusal(call, reply, complaint, asked)
    return FlipUnknown(f"Flip answered {reply.status}, which says nothing about what happened", asked)


def _not_sent(
    call: Call, reply: Reply, complaint: _Complaint, in_maintenance: Callable[[], bool]
) -> NotSentReason | None:
    # Flip answers 401 to everything during maintenance, exactly as it does to a wrong key.
    if reply.status in {401, 503} and not call.public and in_maintenance():
        return NotSentReason.MAINTENANCE
    if reply.status in _ASK_ELSEWHERE or reply.status == 405:
        return NotSentReason.WRONG_ADDRESS
    if reply.status == 404 and _is_about_the_address(call, complaint):
        return NotSentReason.WRONG_ADDRESS
    if reply.status == 422 and any(error.code in STALE_TIMESTAMP for error in complaint.errors):
        return NotSentReason.STALE_TIMESTAMP
    return {
        401: NotSentReason.BAD_CREDENTIALS,
        403: NotSentReason.FORBIDDEN,
        429: NotSentReason.RATE_LIMITED,
    }.get(reply.status)


def _is_about_the_address(call: Call, complaint: _Complaint) -> bool:
    # The KYC host has a code for a thing that it does not know, and another for an address.
    if call.product is Product.KYC:
        return not complaint.errors or any(error.code == 404 for error in complaint.errors)
    # What makes something names a thing too, but only Flip's own words say that it is that which is missing.
    if call.named and call.idempotency_key is not None:
        return not complaint.readable
    # A lookup that meets a bare 404 knows neither: that is no reason to stop everything, nor an answer.
    return not (call.named or call.sought)


def _refusal(call: Call, reply: Reply, complaint: _Complaint, asked: Asked) -> FlipRefused:
    missing = (reply.status == 404 and call.named) or any(
        _says_missing(call, error) for error in complaint.errors
    )
    fields = ", ".join(f"{error.attribute} {error.code}".strip() for error in complaint.errors)
    # Flip's words about a field may hold what stood in it.
    said = complaint.outer_code or ("" if complaint.errors else complaint.message)
    text = f"Flip answered {reply.status} {said}".rstrip() + f" ({fields})"
    return (FlipNotFound if missing else FlipRefused)(
        text,
        asked,
        outer_code=complaint.outer_code,
        errors=complaint.errors,
        for_now=_for_now(call.product, complaint),
    )


def _says_missing(call: Call, error: FieldError) -> bool:
    if not (call.named or call.sought):
        return False
    # The newer documentation shows an unknown bill with the code of a missing title, on the attribute "id".
    oddity = error.code == _MISSING_TITLE_OR_BILL and error.attribute == "id"
    return error.code in NOTHING_FOUND.get(call.product, ()) or (
        oddity and call.product is Product.ACCEPT_PAYMENT
    )


def _for_now(product: Product, complaint: _Complaint) -> bool:
    if complaint.outer_code == BALANCE_INSUFFICIENT:
        return True
    codes = OF_THE_MOMENT.get(product, frozenset[int]())
    return bool(complaint.errors) and all(error.code in codes for error in complaint.errors)


def _complaint(call: Call, reply: Reply) -> _Complaint:
    found = _read(call.product, reply.body)
    errors = found.errors
    if reply.status == 413 and call.files and not errors:
        errors = (FieldError(call.files[0][0] if len(call.files) == 1 else "", TOO_LARGE[call.product], ""),)
    if call.product is Product.KYC:
        errors = complaints(call, errors)
    return replace(found, readable=found.readable or bool(errors), errors=errors)


def _read(product: Product, body: bytes) -> _Complaint:
    try:
        value = parse_answer(body)
        envelope = _Envelope.read(value)
    except Unreadable:
        return _Complaint(readable=False)
    raw_errors = envelope.raw.get("errors")
    errors = tuple(_field_error(product, item) for item in raw_errors) if isinstance(raw_errors, list) else ()
    return _Complaint(
        readable=bool(errors or envelope.code or envelope.message),
        outer_code=envelope.code or "",
        message=envelope.message or (errors[0].message if errors else ""),
        errors=errors,
    )


def _field_error(product: Product, item: object) -> FieldError:
    entry = item if isinstance(item, dict) else {}
    code = str(entry.get("code"))
    return FieldError(
        attribute=canonical(product, str(entry.get("attribute") or "")),
        code=int(code) if code.isascii() and code.isdigit() and len(code) < 10 else 0,
        message=str(entry.get("message") or ""),
    )


def retry_after(reply: Reply, now: datetime) -> float | None:
    """The seconds that the header Retry-After asks us to wait, whether it counts them or names a moment."""
    value = reply.headers.get("retry-after", "").strip()
    try:
        seconds = float(value)
    except ValueError:
        seconds = _seconds_until(value, now)
    return min(max(seconds, 0.0), LONGEST_WAIT) if math.isfinite(seconds) else None


def _seconds_until(value: str, now: datetime) -> float:
    try:
        moment = parsedate_to_datetime(value)
        return (moment - now).total_seconds() if moment.tzinfo else math.nan
    except (ValueError, OverflowError):
        return math.nan
