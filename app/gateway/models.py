"""What this house knows of its connection to Flip, the checks people asked for, and the signing keys."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base
from app.db.types import Json
from app.lib.labels import Labelled
from app.lib.labels import mark as _
from app.vault.sealed_columns import SealedText


class FlipState(Labelled):
    """How Flip last answered."""

    UNHEARD = "unheard", _("Flip has not been asked yet"), "muted", "cloud-question"
    WELL = "well", _("Flip is up"), "good", "cloud-check"
    CLOSED = "closed", _("Flip is up, outside its working hours"), "waiting", "cloud-pause"
    MAINTENANCE = "maintenance", _("Flip is in maintenance"), "attention", "cloud-cog"
    TROUBLED = "troubled", _("Flip answers slowly or wrongly"), "attention", "cloud-exclamation"
    UNREACHABLE = "unreachable", _("Flip cannot be reached"), "bad", "cloud-off"
    PAUSED = "paused", _("Sending is paused: Flip refuses our key, address or signature"), "bad", "cloud-lock"


class PauseCause(Labelled):
    """What a person has to put right before anything can be sent."""

    KEY = "key", _("Flip refuses our key"), "bad", "key"
    ADDRESS = "address", _("Flip does not know this server's address"), "bad", "world"
    SIGNATURE = "signature", _("Flip refuses our signature"), "bad", "signature"
    FORBIDDEN = "forbidden", _("Flip forbids what we ask"), "bad", "hand-stop"
    WRONG_URL = "wrong_url", _("There is no Flip at the address we ask"), "bad", "link"
    OWN_KEY = "own_key", _("Our own signing key cannot be opened"), "bad", "lock"


class Connection(Base):
    """The state of the connection to Flip, and the one key requests are signed with; the row with id 1."""

    __tablename__ = "flip_connection"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    state: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str | None]
    cause: Mapped[str | None] = mapped_column(String(16))
    since: Mapped[datetime]
    heard_at: Mapped[datetime | None]
    signing_key_id: Mapped[int | None] = mapped_column(ForeignKey("signing_keys.id"))


class SigningKeyState(Labelled):
    """Where a key pair stands."""

    IN_USE = "in_use", _("Requests are signed with it"), "good", "signature"
    READY = "ready", _("Made, not turned on"), "waiting", "key"
    REPLACED = "replaced", _("Replaced by another"), "muted", "repeat"
    FORGOTTEN = "forgotten", _("Private part removed"), "muted", "trash"


class SigningKey(Base):
    """A key pair; the private part is gone (None) once the key can no longer come back into use.

    `fingerprint` is the SHA-256 of the public key, `replaced_at` when another key took its place.
    """

    __tablename__ = "signing_keys"

    id: Mapped[int] = mapped_column(primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    public_pem: Mapped[str]
    private_pem: Mapped[str | None] = mapped_column(SealedText("signing_keys.private_pem"), deferred=True)
    made_by: Mapped[str]
    made_at: Mapped[datetime]
    turned_on_by: Mapped[str | None]
    turned_on_at: Mapped[datetime | None]
    replaced_at: Mapped[datetime | None]
    forgotten_at: Mapped[datetime | None]

    def state(self, in_use: int | None) -> SigningKeyState:
        """Where it stands, given the key in use."""
        if self.id == in_use:
            return SigningKeyState.IN_USE
        if self.forgotten_at is not None:
            return SigningKeyState.FORGOTTEN
        return SigningKeyState.REPLACED if self.replaced_at else SigningKeyState.READY

    @property
    def short_fingerprint(self) -> str:
        """The fingerprint as people compare it: its first sixteen digits in groups of four."""
        return " ".join(self.fingerprint[at : at + 4] for at in range(0, 16, 4))


class ConnectionCheck(Base):
    """One look at the whole connection that somebody asked for, and what it found."""

    __tablename__ = "connection_checks"

    id: Mapped[int] = mapped_column(primary_key=True)
    asked_by_id: Mapped[int | None]
    asked_by: Mapped[str]
    asked_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    results: Mapped[list[dict[str, Any]] | None] = mapped_column(Json)
