"""Our own public ids: short, sortable by time, unguessable, and easy to read aloud."""

import secrets

from app.lib import clock

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U to be misread on the phone


def new_public_id(prefix: str) -> str:
    """A fresh id such as `BIL-01JD3M9X2K7Q4A5C`: 8 characters of time, 8 of chance."""
    return f"{prefix}-{_encode(int(clock.now().timestamp()), 8)}{_encode(secrets.randbits(40), 8)}"


def _encode(number: int, length: int) -> str:
    out = ""
    for _ in range(length):
        number, digit = divmod(number, 32)
        out = _ALPHABET[digit] + out
    return out
