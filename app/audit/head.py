"""The head of the chain, kept outside the table: a signed file in the instance folder."""

import fcntl
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

FILE = "audit-head.json"


class HeadForged(Exception):
    """The head's file does not carry our signature."""


@dataclass(frozen=True)
class Head:
    """The last sealed row this machine knows of; `sequence` 0 is the beginning, before any row."""

    sequence: int
    hash: str


BEGINNING = Head(0, "")


def sign(message: str) -> str:
    """A keyed hash of a message; the key is derived from SECRET_KEY for this purpose alone."""
    key = _key(current_app.config["SETTINGS"].secret_key)
    return hmac.new(key, message.encode(), hashlib.sha256).hexdigest()


def read() -> Head | None:
    """The head this machine keeps; None when it keeps none.

    :raises HeadForged: it was altered, or SECRET_KEY is another than when it was written
    """
    try:
        found = json.loads(_path().read_text(encoding="utf-8"))
        head = Head(int(found["sequence"]), str(found["hash"]))
        signature = str(found["signature"])
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise HeadForged from error
    if not hmac.compare_digest(signature.encode(), _signature(head).encode()):
        raise HeadForged
    return head


@contextmanager
def held() -> Iterator[None]:
    """Let one sealer of this machine at the head: row and file must not be seen apart."""
    with _path().with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def write(head: Head) -> None:
    """Keep a new head, in one step, so that a reader never sees half of it."""
    path = _path()
    draft = path.with_name(f".{FILE}.{os.getpid()}.{secrets.token_hex(4)}")
    content = {"sequence": head.sequence, "hash": head.hash, "signature": _signature(head)}
    with draft.open("w", encoding="utf-8") as out:
        json.dump(content, out)
        out.flush()
        os.fsync(out.fileno())
    os.replace(draft, path)


def _path() -> Path:
    instance: Path = current_app.config["SETTINGS"].instance
    return instance / FILE


def _signature(head: Head) -> str:
    return sign(json.dumps(["head", head.sequence, head.hash]))


@lru_cache(maxsize=4)
def _key(secret: str) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=b"bendahara audit chain").derive(secret.encode())
