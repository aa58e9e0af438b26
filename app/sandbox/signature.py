"""X-Signature: RSASSA-PKCS1-v1_5 with SHA-256 over the parameters as PHP's json_encode writes them
(reference: signature).
"""

import base64
import binascii
import re
from functools import lru_cache
from urllib.parse import parse_qsl

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from flask import Request

from app.sandbox.bodies import JSON, fields_of
from app.sandbox.php_json import php_json

BITS = 2048
# "API related to disbursement", but not inquiry and lists (our choice).
_SIGNED = re.compile(
    r"/(disbursement(/\d+(/queue)?)?|get-disbursement|special-disbursement|agent-disbursements?(/.*)?)"
)


def is_signed_call(after_version: str) -> bool:
    return bool(_SIGNED.fullmatch(after_version))


def key_is_fit(pem: str) -> bool:
    """True for the PEM text of an RSA public key of 2048 bit."""
    try:
        return _key(pem).key_size == BITS
    except (ValueError, TypeError):
        return False


def signature_is_good(request: Request, pem: str) -> bool:
    """Whether the header holds this key's signature over what the request carries, in its order."""
    try:
        signature = base64.b64decode(request.headers.get("X-Signature", ""), validate=True)
        payload = php_json(dict(parameters(request))).encode()
        _key(pem).verify(signature, payload, PKCS1v15(), SHA256())
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True


def parameters(request: Request) -> list[tuple[str, str]]:
    """Body fields of a POST, query of a GET, as text and in their order.

    :raises ValueError: for what is not UTF-8; json_encode fails there.
    """
    if request.method == "POST" and request.mimetype == JSON:
        return list(fields_of(request).items())
    raw = request.get_data(cache=True) if request.method == "POST" else request.query_string
    return parse_qsl(raw.decode("utf-8"), keep_blank_values=True, errors="strict")


@lru_cache(maxsize=8)
def _key(pem: str) -> RSAPublicKey:
    """:raises ValueError: for anything but an RSA public key."""
    key = load_pem_public_key(pem.encode())
    if not isinstance(key, RSAPublicKey):
        raise ValueError("not an RSA key")
    return key
