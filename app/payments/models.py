"""What a payment has beyond what every money movement shares, and how far Flip's lists have been read."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db.base import Base
from app.db.types import Json
from app.payments.statuses import (
    SETTLED_WORDS,
    SETTLEMENT_WORDS,
    TRANSITIONS,
    PaymentStatus,
    Settlement,
    is_wallet,
)
from app.timeline.models import Kind, Transaction
from app.timeline.record import moves


class Payment(Base):
    """One attempt of a customer to pay a bill; same primary key as its transaction.

    `receiver` is where the customer pays to (account number, holder, QR text), `unique_code` rupiah added
    to a bank transfer so that Flip can tell whose it is.
    """

    __tablename__ = "payments"

    id: Mapped[int] = mapped_column(ForeignKey("transactions.id"), primary_key=True, autoincrement=False)
    bill_title: Mapped[str] = mapped_column(default="")
    sender_email: Mapped[str | None]
    virtual_account_number: Mapped[str | None] = mapped_column(String(64))
    receiver: Mapped[dict[str, Any] | None] = mapped_column(Json)
    unique_code: Mapped[int] = mapped_column(default=0)
    payment_url: Mapped[str | None]
    reference_id: Mapped[str | None]
    settlement_word: Mapped[str] = mapped_column(String(64), default="Pending")
    settled_at: Mapped[datetime | None]
    begun_at: Mapped[datetime | None]
    confirm_asked_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    confirm_refusal: Mapped[str | None]

    transaction: Mapped[Transaction] = relationship(lazy="joined", innerjoin=True)

    @property
    def status(self) -> PaymentStatus:
        """Where the payment stands."""
        return PaymentStatus(self.transaction.status)

    @property
    def settlement(self) -> Settlement | None:
        """Whether the money reached the balance; None for a word of Flip's we do not know."""
        return SETTLEMENT_WORDS.get(self.settlement_word)

    @property
    def is_final(self) -> bool:
        """True when nothing more can happen: settled, failed or expired, and nobody needs to look."""
        unsettled = self.status is PaymentStatus.SUCCESSFUL and self.settlement_word not in SETTLED_WORDS
        return self.status is not PaymentStatus.PENDING and not unsettled

    @property
    def may_be_confirmed(self) -> bool:
        """True while Flip may be told that the customer has paid; not for wallets (reference: confirm)."""
        return self.status is PaymentStatus.PENDING and not is_wallet(self.transaction.method)


class ListReading(Base):
    """Until when a list of Flip's has been read without a gap: what began before is known here.

    Where one reading takes several turns, `begun_at` is when it began and `next_page` where it goes on.
    """

    __tablename__ = "list_readings"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    complete_until: Mapped[datetime]
    begun_at: Mapped[datetime | None]
    next_page: Mapped[int] = mapped_column(default=1)


moves(Kind.PAYMENT, Transaction, TRANSITIONS)
