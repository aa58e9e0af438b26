"""X-Signature: proves to Flip that a request came from the merchant, unchanged (signature.md).

Signed are the parameters as PHP's `json_encode` writes them, every value a text, in the order in which they
are sent: RSASSA-PKCS1-v1_5 with SHA-256 and an RSA key of 2048 bits, in base64 on one line.
"""

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

KEY_BITS = 2048
_SHORT = {
    '"': '\\"',
    "\\": "\\\\",
    "/": "\\/",
    "\b": "\\b",
    "\f": "\\f",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
}
_DEL = 0x7F


@dataclass(frozen=True)
class KeyPair:
    """Two PEM texts: `private` signs and stays here (PKCS#8, not encrypted), `public` is given to Flip."""

    private: str = field(repr=False)
    public: str


class Signer:
    """Signs parameters with one private key; safe to share between threads."""

    def __init__(self, private_key: str) -> None:
        """Take an RSA key of 2048 bits as PEM, PKCS#1 or PKCS#8, not encrypted.

        Raises:
            ValueError: it is anything else. The text never holds any of the key.
        """
        self._key = _private(private_key)

    def sign(self, pairs: Iterable[tuple[str, str]]) -> str:
        """The header for exactly these parameters, in this order.

        Raises:
            ValueError: a text holds half a character, which cannot be sent either.
        """
        signed = self._key.sign(payload(pairs), padding.PKCS1v15(), hashes.SHA256())
        return base64.b64encode(signed).decode("ascii")


def generate_key_pair() -> KeyPair:
    """A new key pair of 2048 bits."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return KeyPair(private=private.decode("ascii"), public=_public_pem(key))


def public_key_of(private_key: str) -> str:
    """The public key, as PEM, that belongs to a private one.

    Raises:
        ValueError: as for `Signer`.
    """
    return _public_pem(_private(private_key))


def verify(public_key: str, pairs: Iterable[tuple[str, str]], signature: str) -> bool:
    """Whether the header `signature` stands for exactly these parameters, as Flip would ask.

    Raises:
        ValueError: `public_key` is no RSA key.
    """
    key = serialization.load_pem_public_key(public_key.strip().encode())
    if not isinstance(key, rsa.RSAPublicKey):
        raise ValueError("this is no RSA key")
    try:
        key.verify(
            base64.b64decode(signature, validate=True), payload(pairs), padding.PKCS1v15(), hashes.SHA256()
        )
    except (InvalidSignature, binascii.Error):
        return False
    return True


def payload(pairs: Iterable[tuple[str, str]]) -> bytes:
    """The bytes that are signed: what PHP's `json_encode` gives for the parameters it received.

    A repeated name keeps its first place and its last value. No parameters are an empty PHP array, `[]`.

    Raises:
        ValueError: a text holds half a character.
    """
    parameters = dict(pairs)
    if not parameters:
        return b"[]"
    members = (f"{_quoted(name)}:{_quoted(value)}" for name, value in parameters.items())
    return f"{{{','.join(members)}}}".encode("ascii")


def _quoted(text: str) -> str:
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(character: str) -> str:
    code = ord(character)
    if character in _SHORT:
        return _SHORT[character]
    if 0xD800 <= code < 0xE000:
        raise ValueError("half a character cannot be signed")
    if code > 0xFFFF:
        code -= 0x10000
        return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
    # Unlike the JSON of other languages, PHP's leaves DEL as it is.
    return f"\\u{code:04x}" if code < 0x20 or code > _DEL else character


def _private(pem: str) -> rsa.RSAPrivateKey:
    try:
        key = serialization.load_pem_private_key(pem.strip().encode(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    # Raised out here so that no part of the key can hang on the error as its cause.
    if not isinstance(key, rsa.RSAPrivateKey) or key.key_size != KEY_BITS:
        raise ValueError(f"this is no RSA private key of {KEY_BITS} bits in PEM, not encrypted")
    return key


def _public_pem(key: rsa.RSAPrivateKey) -> str:
    return (
        key.public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode("ascii")
    )
