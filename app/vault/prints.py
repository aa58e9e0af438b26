"""Prints of what is sealed: they tell whether two are the same and give nothing away."""

import hashlib
import hmac
from functools import lru_cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app


def print_of(purpose: str, text: str) -> str:
    """A keyed hash of a text for one purpose; without SECRET_KEY even a short number is not guessed back."""
    key = _key(current_app.config["SETTINGS"].secret_key, purpose)
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


@lru_cache(maxsize=8)
def _key(secret: str, purpose: str) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=f"bendahara print {purpose}".encode()).derive(secret.encode())
