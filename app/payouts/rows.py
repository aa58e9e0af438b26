"""What the rows of every kind of payout share: their money movement, their payout, where they stand."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, declared_attr, foreign, mapped_column, relationship

from app.db.base import Base
from app.payouts.models import Payout
from app.payouts.statuses import FINAL, PayoutStatus
from app.timeline.models import Transaction


class PayoutRow(Base):
    """A payout of some kind; same primary key as its transaction and its payout."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(
        ForeignKey("transactions.id"), primary_key=True, autoincrement=False, sort_order=-1
    )

    @declared_attr
    @classmethod
    def transaction(cls) -> Mapped[Transaction]:
        """The money movement."""
        return relationship(lazy="joined", innerjoin=True)

    @declared_attr
    @classmethod
    def payout(cls) -> Mapped[Payout]:
        """What it carries on its way to Flip."""
        return relationship(
            lazy="joined",
            innerjoin=True,
            primaryjoin=lambda: foreign(cls.id) == Payout.id,
            viewonly=True,
        )

    @property
    def status(self) -> PayoutStatus:
        """Where it stands."""
        return PayoutStatus(self.transaction.status)

    @property
    def is_final(self) -> bool:
        """True when nothing more happens by itself."""
        return self.status in FINAL

    @property
    def has_receipt(self) -> bool:
        """True when the money arrived and nothing said about it is in dispute."""
        return self.status is PayoutStatus.DONE and self.transaction.attention is None
