"""What a transfer abroad has beyond what every money movement shares, and the invoice that belongs to it."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base
from app.db.types import ExactDecimal
from app.payouts.rows import PayoutRow
from app.payouts.statuses import TRANSITIONS
from app.timeline.models import Kind, Transaction
from app.timeline.record import moves
from app.vault.sealed_columns import SealedBytes, SealedJson


class InternationalTransfer(PayoutRow):
    """A transfer to a bank account abroad.

    `destination_country` is ISO alpha-3. `quoted_rate` is what one unit of its currency cost (IDR) when a
    person last saw it, at `quoted_at`; `exchange_rate` what Flip took. `beneficiary` and `sender` have the
    names of Flip's request (`app.flip.international_requests`), dates as ISO texts; what a country does not
    ask for is absent, and a company's own transfer has no sender.
    """

    __tablename__ = "international_transfers"

    transaction_type: Mapped[str] = mapped_column(String(8))
    destination_country: Mapped[str] = mapped_column(String(3))
    bank_name: Mapped[str | None]
    quoted_rate: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    quoted_at: Mapped[datetime | None]
    exchange_rate: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    receipt_url: Mapped[str | None]
    beneficiary: Mapped[dict[str, str | None]] = mapped_column(
        SealedJson("international_transfers.beneficiary"), deferred=True
    )
    sender: Mapped[dict[str, str | None] | None] = mapped_column(
        SealedJson("international_transfers.sender"), deferred=True
    )


class Attachment(Base):
    """The paper that goes with a transfer (international.md: attachment_data), an invoice.

    `size` is in bytes. Of the file's name its kind alone is kept.
    """

    __tablename__ = "attachments"

    id: Mapped[int] = mapped_column(primary_key=True)
    transfer_id: Mapped[int] = mapped_column(ForeignKey("international_transfers.id"), unique=True)
    extension: Mapped[str] = mapped_column(String(8))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(SealedBytes("attachments.content"), deferred=True)
    added_at: Mapped[datetime]
    added_by: Mapped[str]


moves(Kind.INTERNATIONAL, Transaction, TRANSITIONS)
