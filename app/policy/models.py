"""The table of what the house has decided."""

from datetime import datetime
from typing import Any

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db.append_only import append_only
from app.db.base import Base
from app.db.types import Json


@append_only
class Decision(Base):
    """One decision of the house about a `subject`; the highest `version` is what holds.

    `rules` are all rules of the subject as they hold from then on, by name.
    """

    __tablename__ = "policy"
    __table_args__ = (UniqueConstraint("subject", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(32))
    version: Mapped[int]
    rules: Mapped[dict[str, Any]] = mapped_column(Json)
    decided_by_id: Mapped[int | None]
    decided_by: Mapped[str]
    decided_at: Mapped[datetime]
