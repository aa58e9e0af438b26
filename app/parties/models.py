"""The two books of money abroad: whom one pays there again, and who sends again."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base
from app.vault.sealed_columns import SealedJson


class Kept(Base):
    """What both books keep of somebody; what was removed keeps its row.

    `details` has all that is told to Flip, by the names of its request and with dates as ISO texts; they are
    sealed, for they hold addresses and identity numbers. `note` is for this house alone.
    """

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    name: Mapped[str]
    note: Mapped[str | None]
    details: Mapped[dict[str, str | None]]
    search_text: Mapped[str] = mapped_column(default="")
    maker_id: Mapped[int | None]
    maker_name: Mapped[str]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]

    @property
    def version(self) -> str:
        """What changes with every change."""
        return self.updated_at.isoformat()


class ForeignBeneficiary(Kept):
    """Whom we pay abroad by one type of transfer: `country_iso_code` is ISO alpha-3, `bank_id` Flip's.

    Of one account there is one for each type at a time.
    """

    __tablename__ = "foreign_beneficiaries"

    transaction_type: Mapped[str] = mapped_column(String(8))
    country_iso_code: Mapped[str] = mapped_column(String(3))
    bank_id: Mapped[str] = mapped_column(String(64))
    bank_name: Mapped[str]
    account_number: Mapped[str] = mapped_column(String(64))
    details: Mapped[dict[str, str | None]] = mapped_column(
        SealedJson("foreign_beneficiaries.details"), deferred=True
    )


class ForeignSender(Kept):
    """Who sends money abroad through this house; one for each identity at a time, known by its print."""

    __tablename__ = "foreign_senders"

    identity_print: Mapped[str] = mapped_column(String(64))
    details: Mapped[dict[str, str | None]] = mapped_column(
        SealedJson("foreign_senders.details"), deferred=True
    )


BENEFICIARY_STANDS = ForeignBeneficiary.removed_at.is_(None)
SENDER_STANDS = ForeignSender.removed_at.is_(None)
ACCOUNT = ("transaction_type", "country_iso_code", "bank_id", "account_number")
Index(
    "uq_foreign_beneficiaries_account",
    *(getattr(ForeignBeneficiary, name) for name in ACCOUNT),
    unique=True,
    sqlite_where=BENEFICIARY_STANDS,
    postgresql_where=BENEFICIARY_STANDS,
)
Index(
    "uq_foreign_senders_identity",
    ForeignSender.identity_print,
    unique=True,
    sqlite_where=SENDER_STANDS,
    postgresql_where=SENDER_STANDS,
)
