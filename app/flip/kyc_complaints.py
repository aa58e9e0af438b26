"""Which field a complaint of the KYC host is about: the host sends a code and words, and names no field."""

import re
from dataclasses import replace

from app.flip.call import Call
from app.flip.errors import FieldError

_OF_PICTURES = {4007, 4008, 4009}
_ATTRIBUTES = {
    400: "user_id",
    1011: "user_id",
    2002: "identity_number",
    4002: "user_type",
    4003: "user_id",
    4004: "identity_type",
    4012: "identity_number",
}


def complaints(call: Call, errors: tuple[FieldError, ...]) -> tuple[FieldError, ...]:
    """The complaints with the fields they are about, as far as that can be told."""
    return tuple(replace(error, attribute=error.attribute or _attribute(call, error)) for error in errors)


def _attribute(call: Call, error: FieldError) -> str:
    pictures = [name for name, _ in call.files]
    if error.code in _OF_PICTURES and len(pictures) == 1:
        return pictures[0]
    return _ATTRIBUTES.get(error.code) or _named([*dict(call.form), *pictures], error.message)


def _named(fields: list[str], message: str) -> str:
    # The longest first: a complaint about residence_address is none about address.
    said = re.sub(r"[\W_]+", " ", message.lower())
    for field in sorted(fields, key=len, reverse=True):
        if f" {field.replace('_', ' ')} " in f" {said} ":
            return field
    return ""
