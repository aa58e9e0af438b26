"""Tables of banks and of how each was read over time."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.banks.statuses import TRANSITIONS, BankStatus
from app.db.base import Base
from app.timeline.record import moves

KIND = "bank"


class Bank(Base):
    """A bank as Flip shows it: `queue` are transfers waiting there, `fee_idr` what one transfer costs.

    `since` is when its state last changed, `heard_at` when Flip last listed it.
    """

    __tablename__ = "banks"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str]
    status: Mapped[str] = mapped_column(String(32))
    flip_status: Mapped[str] = mapped_column(String(64))
    queue: Mapped[int | None]
    fee_idr: Mapped[int]
    since: Mapped[datetime]
    heard_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    @property
    def state(self) -> BankStatus:
        """How well the bank takes transfers."""
        return BankStatus(self.status)


class BankReading(Base):
    """How a bank stood from `read_at` on; the next row is the next time anything of it differed.

    A reading that equals the one before is not written again, so nothing is lost and little is kept.
    """

    __tablename__ = "bank_readings"
    __table_args__ = (Index(None, "bank_id", "read_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    bank_id: Mapped[int]
    read_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(String(32))
    queue: Mapped[int | None]
    fee_idr: Mapped[int]


moves(KIND, Bank, TRANSITIONS)
