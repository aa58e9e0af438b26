"""Decisions of people about payouts."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.append_only import append_only
from app.db.base import Base


@append_only
class Approval(Base):
    """One person's decision about one payout, over the content that `fingerprint` names."""

    __tablename__ = "approvals"
    __table_args__ = (Index(None, "payout_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    payout_id: Mapped[int]
    person_id: Mapped[int]
    person_name: Mapped[str]
    decision: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str | None]
    fingerprint: Mapped[str] = mapped_column(String(64))
    decided_at: Mapped[datetime]
