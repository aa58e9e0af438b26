"""The people and companies that are paid again and again."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base


class Beneficiary(Base):
    """Whom we pay: a name, and the account money goes to.

    Of one account there is one beneficiary at a time; what was removed keeps its row. `recipient_city` is a
    code of Flip's city list; `emails` are separated by commas.
    """

    __tablename__ = "beneficiaries"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    name: Mapped[str]
    bank_code: Mapped[str] = mapped_column(String(64))
    account_number: Mapped[str] = mapped_column(String(64))
    note: Mapped[str | None]
    recipient_city: Mapped[str | None] = mapped_column(String(16))
    emails: Mapped[str | None]
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


STANDING = Beneficiary.removed_at.is_(None)
Index(
    "uq_beneficiaries_account",
    Beneficiary.bank_code,
    Beneficiary.account_number,
    unique=True,
    sqlite_where=STANDING,
    postgresql_where=STANDING,
)
