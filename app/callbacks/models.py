"""Callbacks as they were received, the tokens that were refused, and who had one worked again."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db.append_only import append_only
from app.db.base import Base
from app.db.types import Json
from app.lib.labels import Labelled
from app.lib.labels import mark as _
from app.outbox.models import WorkColumns


class ReceiptVerdict(Labelled):
    """What a callback turned out to be."""

    APPLIED = "applied", _("Applied"), "good", "check"
    ALREADY = "already", _("Already known"), "muted", "checks"
    LATE = "late", _("Came late, changed nothing"), "muted", "clock-exclamation"
    CONFLICT = "conflict", _("Contradicts what we know"), "attention", "arrows-split"
    SETTLED = "settled", _("Contradicted what we knew, and a person decided"), "muted", "user-check"
    UNRECOGNISED = "unrecognised", _("Not recognised"), "attention", "help"


class Receipt(WorkColumns, Base):
    """One callback body: kept whole, counted when it comes again, and its own row of work.

    `kind` is the address it came to, `worked_as` what it turned out to be, `digest` what makes it one.
    """

    __tablename__ = "receipts"
    __table_args__ = (
        Index(None, "state", "next_at"),
        Index(None, "verdict", "id"),
        Index(None, "kind", "id"),
        Index(None, "subject_kind", "subject_id"),
    )

    kind: Mapped[str] = mapped_column(String(16))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)
    headers: Mapped[dict[str, str]] = mapped_column(Json)
    address: Mapped[str] = mapped_column(String(64))
    deliveries: Mapped[int]
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]
    worked_as: Mapped[str | None] = mapped_column(String(16))
    verdict: Mapped[str | None] = mapped_column(String(16))
    note: Mapped[str | None]
    subject_kind: Mapped[str | None] = mapped_column(String(16))
    subject_id: Mapped[int | None]

    @property
    def wrong_address(self) -> bool:
        """True when it was worked as another kind than its address says."""
        return self.worked_as is not None and self.worked_as != self.kind


class RefusedToken(Base):
    """How often callbacks without the right token came from an address in an hour; nothing else is kept."""

    __tablename__ = "refused_tokens"
    __table_args__ = (UniqueConstraint("hour", "kind", "address"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    hour: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(16))
    address: Mapped[str] = mapped_column(String(64))
    times: Mapped[int]


@append_only
class Replay(Base):
    """Who had a callback worked again, when, and why."""

    __tablename__ = "replays"

    id: Mapped[int] = mapped_column(primary_key=True)
    receipt_id: Mapped[int] = mapped_column(ForeignKey("receipts.id"), index=True)
    person_id: Mapped[int | None]
    person_name: Mapped[str]
    reason: Mapped[str]
    at: Mapped[datetime]
