"""The vault's keys: sealing text for one purpose, and unsealing it for that purpose alone."""

from collections.abc import Sequence
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from flask import current_app

_DIVIDER = "\x1f"


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
    return ring().encrypt(f"{purpose}{_DIVIDER}{text}".encode()).decode()


def unseal(purpose: str, sealed: str) -> str:
    """The text behind `sealed`.

    :raises CannotUnseal: the key is gone, the ciphertext was altered, or it was sealed for another purpose
    """
    try:
        opened = ring().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise CannotUnseal(
            f"What is stored as {purpose} was altered or sealed with a key that is not in VAULT_KEYS. "
            "Put the old key back at the end of VAULT_KEYS."
        ) from error
    sealed_for, divider, text = opened.partition(_DIVIDER)
    if not divider or sealed_for != purpose:
        raise CannotUnseal(f"What is stored as {purpose} was sealed for something else.")
    return text


def reseal(sealed: str) -> str | None:
    """The same content under the newest key; None when it is under it already.

    :raises CannotUnseal: no key opens it
    """
    token = sealed.encode()
    try:
        _fernet(_keys()[0]).decrypt(token)
    except InvalidToken:
        pass
    else:
        return None
    try:
        return ring().rotate(token).decode()
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
