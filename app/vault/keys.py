"""The vault's keys: sealing for one purpose, and unsealing for that purpose alone."""

from collections.abc import Sequence
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from flask import current_app

_DIVIDER = b"\x1f"


class VaultError(Exception):
    """Something sealed cannot be read, or a key cannot be used; the message says which."""


class BadVaultKey(VaultError):
    """An entry of VAULT_KEYS is not a Fernet key."""


class CannotUnseal(VaultError):
    """No key of VAULT_KEYS opens this, or it was sealed for another purpose."""


def ring() -> MultiFernet:
    """The keys of this app; the newest seals, all of them open.

    :raises BadVaultKey: one of them is malformed
    """
    return _ring(_keys())


def seal(purpose: str, text: str) -> str:
    """Ciphertext of `text`, bound to `purpose` so that it means nothing in another column."""
    return seal_bytes(purpose, text.encode()).decode()


def seal_bytes(purpose: str, content: bytes) -> bytes:
    """Ciphertext of `content`, a third longer, bound to `purpose` as a text is."""
    return ring().encrypt(purpose.encode() + _DIVIDER + content)


def unseal(purpose: str, sealed: str) -> str:
    """The text behind `sealed`.

    :raises CannotUnseal: the key is gone, the ciphertext was altered, or it was sealed for another purpose
    """
    return unseal_bytes(purpose, sealed.encode()).decode()


def unseal_bytes(purpose: str, sealed: bytes) -> bytes:
    """The content behind `sealed`.

    :raises CannotUnseal: as for a text
    """
    try:
        opened = ring().decrypt(sealed)
    except InvalidToken as error:
        raise CannotUnseal(
            f"What is stored as {purpose} was altered or sealed with a key that is not in VAULT_KEYS. "
            "Put the old key back at the end of VAULT_KEYS."
        ) from error
    sealed_for, divider, content = opened.partition(_DIVIDER)
    if not divider or sealed_for != purpose.encode():
        raise CannotUnseal(f"What is stored as {purpose} was sealed for something else.")
    return content


def reseal(sealed: bytes) -> bytes | None:
    """The same content under the newest key; None when it is under it already.

    :raises CannotUnseal: no key opens it
    """
    try:
        _fernet(_keys()[0]).decrypt(sealed)
    except InvalidToken:
        pass
    else:
        return None
    try:
        return ring().rotate(sealed)
    except InvalidToken as error:
        raise CannotUnseal("It was altered or sealed with a key that is not in VAULT_KEYS.") from error


def _keys() -> tuple[str, ...]:
    keys: Sequence[str] = current_app.config["SETTINGS"].vault_keys
    return tuple(keys)


@lru_cache(maxsize=8)
def _ring(keys: tuple[str, ...]) -> MultiFernet:
    if not keys:
        raise BadVaultKey("VAULT_KEYS holds no key.")
    return MultiFernet([_fernet(key) for key in keys])


@lru_cache(maxsize=8)
def _fernet(key: str) -> Fernet:
    try:
        return Fernet(key)
    except ValueError as error:
        raise BadVaultKey("VAULT_KEYS holds something that is not a Fernet key.") from error
