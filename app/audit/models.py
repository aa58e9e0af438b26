"""The audit log's table."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.append_only import append_only
from app.db.base import Base
from app.db.types import Json
from app.lib.labels import Labelled
from app.lib.labels import mark as _


class Outcome(Labelled):
    """What became of what somebody did."""

    OK = "ok", _("Done"), "good", "check"
    REFUSED = "refused", _("Refused"), "attention", "hand-stop"
    FAILED = "failed", _("Failed"), "bad", "x"


@append_only
class AuditEntry(Base):
    """One deed: who, when, from where, what, on which subject, before and after.

    `sequence`, `sealed_at` and `hash` are empty until clockwork seals the row into the chain.
    """

    __tablename__ = "audit_entries"
    __table_args__ = (
        Index(None, "person_name", "id"),
        Index(None, "verb", "id"),
        Index(None, "subject_kind", "subject_id", "id"),
        Index(None, "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    person_id: Mapped[int | None]
    person_name: Mapped[str] = mapped_column(String(200))
    address: Mapped[str] = mapped_column(String(64))
    reference: Mapped[str] = mapped_column(String(64))
    verb: Mapped[str] = mapped_column(String(64))
    subject_kind: Mapped[str | None] = mapped_column(String(32))
    subject_id: Mapped[str | None] = mapped_column(String(64))
    before: Mapped[dict[str, Any] | None] = mapped_column(Json)
    after: Mapped[dict[str, Any] | None] = mapped_column(Json)
    details: Mapped[dict[str, Any] | None] = mapped_column(Json)
    outcome: Mapped[str] = mapped_column(String(16))
    sequence: Mapped[int | None] = mapped_column(unique=True)
    sealed_at: Mapped[datetime | None]
    hash: Mapped[str | None] = mapped_column(String(64))

    @property
    def result(self) -> Outcome:
        """The outcome with its label and tone."""
        return Outcome(self.outcome)
