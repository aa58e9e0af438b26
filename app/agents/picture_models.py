"""Pictures of an agent's papers, sealed, and the addresses by which a phone may take them."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base
from app.db.types import Json
from app.lib import clock
from app.lib.labels import Labelled
from app.lib.labels import mark as _
from app.vault.sealed_columns import SealedBytes, SealedText


class Part(Labelled):
    """What a picture shows, besides the supporting documents."""

    IDENTITY = "identity", _("Identity card"), "muted", "id"
    SELFIE = "selfie", _("Selfie with card"), "muted", "camera"


class Via(Labelled):
    """How a picture came here."""

    DESK = "desk", _("At the desk"), "muted", "device-desktop"
    PHONE = "phone", _("With a phone"), "muted", "device-mobile"


class Stage(Labelled):
    """How far a picture has come on its way to Flip."""

    KEPT = "kept", _("Not given to be sent yet"), "muted", "photo"
    UNDER_WAY = "under_way", _("On its way to Flip"), "progress", "hourglass"
    TAKEN = "taken", _("Flip has it"), "good", "circle-check"
    REFUSED = "refused", _("Flip did not take it"), "bad", "photo-x"


class AgentPicture(Base):
    """One picture as it was taken in and made anew here; it holds no byte that was uploaded (P41).

    `part` is `identity`, `selfie` or the name of a supporting document in Flip's words. The newest one of
    a part that was not replaced counts. `handed_at` is when it was given to be sent, `sent_at` when Flip
    took it, `refusal` is Flip's no, `waiting_for` is why it could not be sent yet. `request_id` names the
    last call for Flip's support; on a picture under way it says that Flip may have it. `content` is gone
    once `deleted_at` is set; the rest stays as evidence.
    """

    __tablename__ = "agent_pictures"
    __table_args__ = (Index(None, "agent_id", "part"), Index(None, "deleted_at", "taken_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey("agents.id"))
    part: Mapped[str] = mapped_column(String(32))
    content: Mapped[bytes | None] = mapped_column(SealedBytes("agent_pictures.content"), deferred=True)
    media_type: Mapped[str] = mapped_column(String(32))
    width: Mapped[int]
    height: Mapped[int]
    size: Mapped[int]
    via: Mapped[str] = mapped_column(String(16))
    taken_by_id: Mapped[int | None]
    taken_by: Mapped[str]
    taken_at: Mapped[datetime]
    handed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    request_id: Mapped[str | None] = mapped_column(String(64))
    refusal: Mapped[list[Any] | None] = mapped_column(Json)
    waiting_for: Mapped[str | None]
    replaced_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]

    @property
    def is_under_way(self) -> bool:
        """True while it is to be sent and Flip has not said anything about it."""
        unsaid = self.sent_at is None and self.refusal is None
        return self.handed_at is not None and unsaid and self.deleted_at is None

    @property
    def stage(self) -> Stage:
        """How far it has come."""
        if self.refusal is not None:
            return Stage.REFUSED
        if self.sent_at is not None:
            return Stage.TAKEN
        return Stage.UNDER_WAY if self.is_under_way else Stage.KEPT


class Handoff(Base):
    """A short-lived address by which the agent's phone takes certain pictures, and nothing else.

    The address holds `token`; `token_print` finds it. `parts` are separated by commas.
    """

    __tablename__ = "agent_handoffs"
    __table_args__ = (Index(None, "agent_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey("agents.id"))
    token: Mapped[str] = mapped_column(SealedText("agent_handoffs.token"))
    token_print: Mapped[str] = mapped_column(String(64), unique=True)
    parts: Mapped[str]
    made_by_id: Mapped[int]
    made_by: Mapped[str]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    @property
    def is_open(self) -> bool:
        """True while a phone may use it."""
        return self.closed_at is None and clock.now() < self.expires_at
