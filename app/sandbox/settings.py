"""What the composition root has to say before a sandbox can open."""

from dataclasses import dataclass
from typing import Literal

Mode = Literal["manual", "practice"]


@dataclass(frozen=True, kw_only=True)
class SandboxSettings:
    """Where the sandbox keeps its file, which key it accepts and where its callbacks go.

    ``callback_base_url`` is the merchant's public address (callbacks go to ``<base>/callbacks/payment`` and
    so on); ``None`` records every callback as skipped. ``host_address`` is the sandbox's own address as
    customers reach it, without scheme. ``callback_interval`` is the pause between two tries of a callback, in
    seconds.
    """

    database_path: str
    secret_key: str = "local-secret-key"
    validation_token: str = "local-validation-token"
    callback_base_url: str | None = None
    host_address: str = "127.0.0.1:5001"
    mode: Mode = "manual"
    callback_interval: float = 120.0
    session_secret: str = ""
