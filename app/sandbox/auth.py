"""HTTP Basic with the secret key as user name and an empty password (reference: README, Authentication)."""

import base64
import binascii
import hmac


def key_is_good(header: str | None, secret_key: str) -> bool:
    """The part before the first colon is compared, in constant time; what follows it is ignored."""
    scheme, _, credentials = (header or "").partition(" ")
    if scheme.lower() != "basic":
        return False
    try:
        decoded = base64.b64decode(credentials.strip(), validate=True)
    except (binascii.Error, ValueError):
        return False
    key, colon, _ = decoded.partition(b":")
    return bool(colon) and hmac.compare_digest(key, secret_key.encode())
