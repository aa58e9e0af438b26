"""One-time codes by time (RFC 6238): seeds, the code of a step, and the address an app reads."""

import secrets
from base64 import b32decode, b32encode
from urllib.parse import quote, urlencode

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP

from app.lib import clock

ISSUER = "Bendahara"
STEP_SECONDS = 30
_SEED_BYTES = 20


def new_seed() -> str:
    """A seed of 160 bits in base 32, as authenticator apps take it by hand."""
    return b32encode(secrets.token_bytes(_SEED_BYTES)).decode()


def step_now() -> int:
    """The number of the half-minute it is."""
    return int(clock.now().timestamp()) // STEP_SECONDS


def code_of(seed: str, step: int | None = None) -> str:
    """The six digits of a step, by default of this one."""
    # The printed seed of the demo people has 80 bits, which strict libraries (pyotp 2.12) refuse. Every
    # seed drawn here has 160, and demo people exist in `local` only.
    hotp = HOTP(b32decode(seed), 6, SHA1(), enforce_key_length=False)
    return hotp.generate(step_now() if step is None else step).decode()


def step_of(seed: str, typed: str) -> int | None:
    """Which step a typed code belongs to: this one, the one before or the one after; None when to none."""
    digits = "".join(typed.split())
    if len(digits) != 6 or not digits.isascii() or not digits.isdigit():
        return None
    now, found = step_now(), None
    for step in (now + 1, now, now - 1):
        if secrets.compare_digest(code_of(seed, step), digits):
            found = step
    return found


def address_of(seed: str, email: str) -> str:
    """What the QR code holds for the authenticator app."""
    parameters = urlencode({"secret": seed, "issuer": ISSUER}, quote_via=quote)
    return f"otpauth://totp/{quote(f'{ISSUER}:{email}', safe='')}?{parameters}"
