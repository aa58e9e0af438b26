"""The test vectors of X-Signature, made with PHP; their key pair protects nothing and is for tests only."""

import json
from dataclasses import dataclass
from pathlib import Path

_HELD = json.loads((Path(__file__).parent / "vectors.json").read_text(encoding="utf-8"))
TEST_PRIVATE_KEY: str = _HELD["private_key_pem_TEST_VECTOR_ONLY"]
TEST_PUBLIC_KEY: str = _HELD["public_key_pem_TEST_VECTOR_ONLY"]


@dataclass(frozen=True)
class Vector:
    """Parameters, what PHP writes for them, and the header that follows."""

    name: str
    pairs: tuple[tuple[str, str], ...]
    payload: str
    payload_bytes: int
    sha256_hex: str
    signature: str


VECTORS = tuple(
    Vector(
        name=vector["name"],
        pairs=tuple((name, value) for name, value in vector["pairs"]),
        payload=vector["payload"],
        payload_bytes=vector["payload_bytes"],
        sha256_hex=vector["sha256_hex"],
        signature=vector["signature_base64"],
    )
    for vector in _HELD["vectors"]
)
BY_NAME = {vector.name: vector for vector in VECTORS}
