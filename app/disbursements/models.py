"""What a disbursement has beyond what every money movement shares."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db.base import Base
from app.db.types import Json
from app.inquiries.models import Inquiry
from app.inquiries.statuses import Behaviour
from app.payouts.statuses import FINAL, TRANSITIONS, PayoutStatus
from app.timeline.models import Kind, Transaction
from app.timeline.record import moves


class Disbursement(Base):
    """A transfer to a bank account; same primary key as its transaction.

    The idempotency key stands on the transaction from the first moment on and never changes (P1); it is
    made from the form, so that one form is one key (P2), and `fingerprint` is the form's content (P3).
    `may_have_passed` says that some attempt ended without an answer, so that no later "no" is the last
    word; `looked_at` is when Flip, asked by key since then, first did not find it.
    """

    __tablename__ = "disbursements"

    id: Mapped[int] = mapped_column(ForeignKey("transactions.id"), primary_key=True, autoincrement=False)
    fingerprint: Mapped[str | None] = mapped_column(String(64))
    account_number: Mapped[str] = mapped_column(String(64))
    typed_name: Mapped[str | None]
    remark: Mapped[str | None]
    inquiry_id: Mapped[int | None] = mapped_column(ForeignKey("inquiries.id"))
    maker_name: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(default=0)
    may_have_passed: Mapped[bool] = mapped_column(default=False)
    looked_at: Mapped[datetime | None]
    waiting_for: Mapped[str | None]
    refusal: Mapped[list[Any] | None] = mapped_column(Json)
    bank_state: Mapped[str | None] = mapped_column(String(32))
    reason: Mapped[str | None] = mapped_column(String(64))
    receipt_url: Mapped[str | None]
    begun_at: Mapped[datetime | None]

    transaction: Mapped[Transaction] = relationship(lazy="joined", innerjoin=True)
    inquiry: Mapped[Inquiry | None] = relationship(lazy="joined")

    @property
    def status(self) -> PayoutStatus:
        """Where it stands."""
        return PayoutStatus(self.transaction.status)

    @property
    def is_final(self) -> bool:
        """True when nothing more happens by itself."""
        return self.status in FINAL

    @property
    def name_check(self) -> Behaviour | None:
        """What the bank's word about the account means; None when it was never asked."""
        return self.inquiry.behaviour if self.inquiry else None

    @property
    def may_be_approved(self) -> bool:
        """True once the bank has named the holder and nothing forbids the account."""
        return self.name_check in (Behaviour.GO, Behaviour.WARN)

    @property
    def needs_reason(self) -> bool:
        """True when the account was reported, or the bank names somebody else than was typed."""
        return self.inquiry is None or self.name_check is not Behaviour.GO or not self.inquiry.name_fits


moves(Kind.DISBURSEMENT, Transaction, TRANSITIONS)
