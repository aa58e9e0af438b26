"""What this house knows of its connection to Flip: one row."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base
from app.lib.labels import Labelled
from app.lib.labels import mark as _


class FlipState(Labelled):
    """How Flip last answered."""

    UNHEARD = "unheard", _("Flip has not been asked yet"), "muted", "cloud-question"
    WELL = "well", _("Flip is up"), "good", "cloud-check"
    CLOSED = "closed", _("Flip is up, outside its working hours"), "waiting", "cloud-pause"
    MAINTENANCE = "maintenance", _("Flip is in maintenance"), "attention", "cloud-cog"
    TROUBLED = "troubled", _("Flip answers slowly or wrongly"), "attention", "cloud-exclamation"
    UNREACHABLE = "unreachable", _("Flip cannot be reached"), "bad", "cloud-off"
    PAUSED = "paused", _("Sending is paused: Flip refuses our key, address or signature"), "bad", "cloud-lock"


class Connection(Base):
    """The state of the connection to Flip; the row with id 1."""

    __tablename__ = "flip_connection"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    state: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str | None]
    since: Mapped[datetime]
    heard_at: Mapped[datetime | None]
