"""What a disbursement has beyond what every money movement shares."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship, remote

from app.agents.models import Agent
from app.beneficiaries.models import STANDING, Beneficiary
from app.db.base import table_of
from app.inquiries.models import Inquiry
from app.inquiries.statuses import ASK_AGAIN, Behaviour
from app.lib.labels import Labelled
from app.lib.labels import mark as _
from app.payouts.rows import PayoutRow
from app.payouts.statuses import TRANSITIONS, PayoutStatus
from app.timeline.models import Kind, Transaction
from app.timeline.record import moves


class TransferKind(Labelled):
    """The kinds of transfer inside Indonesia that share Flip's one object (disbursement.md)."""

    COMMON = "common", _("Money transfer"), "muted", "send"
    SPECIAL = "special", _("Special money transfer"), "muted", "user-share"
    AGENT = "agent", _("Sent through an agent"), "muted", "user-check"


class Disbursement(PayoutRow):
    """A transfer to a bank account in Indonesia.

    `recipient_city` is a code of Flip's city list; `beneficiary_emails` are separated by commas;
    `agent_id` is the agent through whom it is sent, `direction` from where that money comes (a special
    transfer's sender has its own).
    """

    __tablename__ = "disbursements"

    transfer_kind: Mapped[str] = mapped_column(String(16), default=TransferKind.COMMON)
    typed_name: Mapped[str | None]
    remark: Mapped[str | None]
    recipient_city: Mapped[str | None] = mapped_column(String(16))
    beneficiary_emails: Mapped[str | None]
    inquiry_id: Mapped[int | None] = mapped_column(ForeignKey("inquiries.id"))
    receipt_url: Mapped[str | None]
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("agents.id"), index=True)
    direction: Mapped[str | None] = mapped_column(String(48))

    inquiry: Mapped[Inquiry | None] = relationship(lazy="joined")
    agent: Mapped[Agent | None] = relationship()
    kept: Mapped[Beneficiary | None] = relationship(
        secondary=table_of(Transaction),
        primaryjoin=lambda: Disbursement.id == Transaction.id,
        secondaryjoin=lambda: (
            (foreign(Transaction.bank_code) == remote(Beneficiary.bank_code))
            & (foreign(Transaction.account_number) == remote(Beneficiary.account_number))
            & STANDING
        ),
        viewonly=True,
        uselist=False,
    )

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

    @property
    def may_ask_bank_again(self) -> bool:
        """True when it waits for a manager and the bank gave no answer."""
        waits = self.status is PayoutStatus.AWAITING
        return waits and self.inquiry is not None and self.inquiry.state in ASK_AGAIN


moves(Kind.DISBURSEMENT, Transaction, TRANSITIONS)
