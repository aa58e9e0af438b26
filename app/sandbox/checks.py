"""Values as accept payment understands them: step, flags, money, times, addresses (reference: accept-payment,
Validation)."""

import re
from urllib.parse import urlsplit

from app.sandbox.answers import Complaint

MINIMUM = 10_000
STEP_WORDS = {"checkout": 1, "checkout_seamless": 2, "direct_api": 3}
_NUMBER = re.compile(r"-?\d{1,15}", re.ASCII)
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_PHONE = re.compile(r"\+?\d{8,16}", re.ASCII)
_FORBIDDEN = re.compile(r"[?#$'\";]|<[A-Za-z/!]")


def missing(name: str, code: int) -> Complaint:
    return Complaint(name, code, f"Param {name} is required")


def invalid(name: str, code: int) -> Complaint:
    return Complaint(name, code, f"Param {name} is invalid")


def step_of(text: str, version: int) -> int | None:
    """1, 2 or 3; words are understood on v3 only, nothing means 1."""
    if version == 3 and text in STEP_WORDS:
        return STEP_WORDS[text]
    return {"": 1, "1": 1, "2": 2, "3": 3}.get(text)


def title_is_good(text: str) -> bool:
    return len(text) <= 255 and not holds_forbidden(text)


def holds_forbidden(text: str) -> bool:
    """An HTML tag, or one of ``? # $ ' " ;``."""
    return bool(_FORBIDDEN.search(text))


def number(text: str) -> int | None:
    """Whole rupiah without separators; anything longer than fifteen digits is nobody's amount."""
    return int(text) if _NUMBER.fullmatch(text) else None


def amount_complaint(text: str, limit: int | None) -> Complaint | None:
    amount = number(text)
    if amount is None:
        return invalid("amount", 1064)
    if amount < MINIMUM:
        return invalid("amount", 1058)
    if limit is not None and amount > limit:
        return invalid("amount", 1067)
    return None


def url_is_good(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and not re.search(r"[\s\x00-\x1f]", text)
        )
    except ValueError:
        return False


def email_is_good(text: str) -> bool:
    return len(text) <= 255 and bool(_EMAIL.fullmatch(text))


def phone_is_good(text: str) -> bool:
    return bool(_PHONE.fullmatch(text))
