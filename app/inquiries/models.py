"""The table of inquiries."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base
from app.inquiries.names import Match, compare
from app.inquiries.statuses import BEHAVIOURS, OPEN, TRANSITIONS, Behaviour, InquiryStatus
from app.timeline.record import moves

KIND = "inquiry"


class Inquiry(Base):
    """One question for the holder of an account; `key` comes back in Flip's callback.

    `typed_name` is what the person expects, to be compared with what the bank says.
    """

    __tablename__ = "inquiries"
    __table_args__ = (Index(None, "bank_code", "account_number", "id"), Index(None, "status", "asked_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    bank_code: Mapped[str] = mapped_column(String(64))
    account_number: Mapped[str] = mapped_column(String(64))
    typed_name: Mapped[str | None]
    status: Mapped[str] = mapped_column(String(32))
    flip_status: Mapped[str | None] = mapped_column(String(64))
    account_holder: Mapped[str | None]
    refusal: Mapped[str | None]
    maker_id: Mapped[int | None]
    maker_name: Mapped[str]
    created_at: Mapped[datetime]
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    updated_at: Mapped[datetime]

    @property
    def state(self) -> InquiryStatus:
        """Where the inquiry stands."""
        return InquiryStatus(self.status)

    @property
    def behaviour(self) -> Behaviour:
        """What the answer means for whoever wants to send money."""
        return BEHAVIOURS[self.state]

    @property
    def is_open(self) -> bool:
        """True while an answer may still come by itself."""
        return self.state in OPEN

    @property
    def name_fits(self) -> bool:
        """True when the bank names whom one expects, as far as names tell."""
        return self.match in (Match.SAME, Match.LIKELY)

    @property
    def match(self) -> Match | None:
        """How well the bank's name fits the typed one; None when there is nothing to compare."""
        return self.match_with(self.typed_name)

    def match_with(self, name: str | None) -> Match | None:
        """The same for another name than the one that was expected when the bank was asked."""
        if not name or not self.account_holder:
            return None
        return compare(name, self.account_holder)


moves(KIND, Inquiry, TRANSITIONS)
