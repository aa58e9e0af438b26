"""The table of papers that wait with their form until it can be taken."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base
from app.vault.sealed_columns import SealedBytes


class HeldPaper(Base):
    """A paper chosen in a form of which something else has to be corrected, for `person_id` alone.

    `token` stands in that form, `size` is in bytes. Gone after a day.
    """

    __tablename__ = "held_papers"
    __table_args__ = (Index(None, "held_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int]
    extension: Mapped[str] = mapped_column(String(8))
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(SealedBytes("held_papers.content"), deferred=True)
    held_at: Mapped[datetime]
