"""Table of how the balance at Flip was read over time."""

from datetime import datetime, timedelta

from sqlalchemy import String
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship, remote

from app.db.base import Base
from app.lib.labels import Labelled
from app.lib.labels import mark as _

KIND = "balance"
# What a reading higher than the one before is announced as: rooms above hear it by `@moved(KIND, ROSE)`.
ROSE = "ROSE"
# Longer than this without a word nobody knows how the balance stood in between.
SILENCE = timedelta(minutes=5)


class ReadBy(Labelled):
    """Why the balance was asked for."""

    CLOCK = "clock", _("By the clock"), "muted", "clock"
    MOVED = "moved", _("Because money moved"), "muted", "arrows-exchange"
    PROBE = "probe", _("As Flip was heard again"), "muted", "cloud-check"


class BalanceReading(Base):
    """The balance as it was read the same from `read_at` to `heard_at`.

    A reading equal to the newest moves only that row's `heard_at`: every reading is kept, and the table does
    not grow while nothing moves. After a `SILENCE` an equal reading too is a row of its own, since nobody
    knows what was in between. Nothing else of a row ever changes. Times are when Flip was asked.

    `follows` is the row before (0 for the first) and unique: of two workers that read at once, one goes on
    from the newest row and the other from what that one wrote.
    """

    __tablename__ = "balance_readings"

    id: Mapped[int] = mapped_column(primary_key=True)
    follows: Mapped[int] = mapped_column(unique=True)
    balance_idr: Mapped[int]
    source: Mapped[str] = mapped_column(String(16))
    read_at: Mapped[datetime] = mapped_column(index=True)
    heard_at: Mapped[datetime]

    before: Mapped["BalanceReading | None"] = relationship(
        primaryjoin=lambda: foreign(BalanceReading.follows) == remote(BalanceReading.id),
        viewonly=True,
        lazy="joined",
        join_depth=1,
    )

    @property
    def change_idr(self) -> int | None:
        """By how much it differs from the reading before; None for the first."""
        return None if self.before is None else self.balance_idr - self.before.balance_idr

    @property
    def read_by(self) -> ReadBy:
        """Why it was asked for."""
        return ReadBy(self.source)
