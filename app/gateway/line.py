"""The client of this process: one that signs and one that does not, each made once and kept."""

from dataclasses import dataclass

from flask import current_app

from app.config import Settings
from app.flip.client import FlipClient
from app.gateway import signing_keys


@dataclass(frozen=True)
class Signing:
    """A client and the key it signs with; kept as one thing, so that no thread sees half of a change."""

    key_id: int
    client: FlipClient


def client(signing_key_id: int | None = None) -> FlipClient:
    """The client of this process that signs with this key, or the one that signs nothing.

    Kept because it keeps connections open. Whoever asks names the key that is in use now, so that every
    process takes up another key with its next call. A client that is given up is not closed: calls under
    way still hold it.

    :raises VaultError: the key cannot be opened
    :raises ValueError: what stands there cannot sign, or the key is gone
    """
    if signing_key_id is None:
        current_app.extensions.pop("flip_signing", None)
        return _unsigned()
    kept = current_app.extensions.get("flip_signing")
    if not isinstance(kept, Signing) or kept.key_id != signing_key_id:
        kept = Signing(signing_key_id, _made(signing_keys.private_pem(signing_key_id)))
        current_app.extensions["flip_signing"] = kept
    return kept.client


def _unsigned() -> FlipClient:
    made = current_app.extensions.get("flip")
    if made is None:
        made = current_app.extensions["flip"] = _made(None)
    assert isinstance(made, FlipClient)
    return made


def _made(signing_key: str | None) -> FlipClient:
    settings: Settings = current_app.config["SETTINGS"]
    return FlipClient(
        api_url=settings.flip_api_url,
        kyc_url=settings.flip_kyc_url,
        secret_key=settings.flip_secret_key,
        signing_key=signing_key,
    )
