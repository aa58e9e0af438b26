"""Passwords: argon2id hashes, what makes one acceptable, and one-time ones made here."""

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.lib.errors import Refused
from app.lib.labels import mark as _

SHORTEST = 12
LONGEST = 200
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_COMMON = ("password", "123456", "qwerty", "sandi", "rahasia", "bismillah", "indonesia", "admin")

# OWASP's second setting for argon2id: 19 MiB, two passes; eight of them at once still fit a small server.
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def hash_of(password: str) -> str:
    """An argon2id hash with a salt of its own."""
    return _hasher.hash(password)


def matches(password_hash: str | None, password: str) -> bool:
    """True when the password is the one behind the hash; without a hash the same work ends in False (P36)."""
    try:
        return _hasher.verify(password_hash or _nobodys(), password[:LONGEST]) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(password_hash: str) -> bool:
    """True when the hash was made with weaker settings than today's."""
    return _hasher.check_needs_rehash(password_hash)


def generated() -> str:
    """A one-time password that is easy to read aloud, of about 79 bits."""
    groups = ("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(4))
    return "-".join(groups)


def check(password: str, *, email: str, field: str = "new") -> None:
    """:raises Refused: the password is too short, too long, or among the first to be guessed."""
    name = email.partition("@")[0].lower()
    lowered = password.lower()
    if len(password) < SHORTEST:
        message = _("Use at least %(least)s characters. A sentence is easy to remember.")
    elif len(password) > LONGEST:
        message = _("Use at most %(most)s characters.")
    elif len(set(lowered)) < 5 or _is_common(lowered):
        message = _("This would be guessed quickly. Use words that do not belong together.")
    elif len(name) >= 4 and name in lowered:
        message = _("Leave your own name out of it.")
    else:
        return
    raise Refused(message, fields={field: message}, values={"least": SHORTEST, "most": LONGEST})


def _is_common(lowered: str) -> bool:
    rest = lowered
    for word in _COMMON:
        rest = rest.replace(word, "")
    return len(rest) < 6 and rest != lowered


@cache
def _nobodys() -> str:
    return hash_of(secrets.token_urlsafe())
