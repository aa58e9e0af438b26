"""Who sends a special transfer: the customer of a licensed transfer company."""

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base
from app.lib.labels import Labelled
from app.lib.labels import mark as _
from app.vault.sealed_columns import SealedText


class Direction(Labelled):
    """From where the money of a special transfer comes; it always goes to a bank in Indonesia."""

    DOMESTIC = "DOMESTIC_SPECIAL_TRANSFER", _("Sent from Indonesia"), "muted", "home"
    FOREIGN = "FOREIGN_INBOUND_SPECIAL_TRANSFER", _("Sent from abroad"), "muted", "world"


class IdentityType(Labelled):
    """What the sender showed to prove who they are."""

    NATIONAL_ID = "nat_id", _("National identity card (KTP)")
    DRIVING_LICENCE = "drv_lic", _("Driving licence (SIM)")
    PASSPORT = "passport", _("Passport")
    BANK_ACCOUNT = "bank_acc", _("Bank account")


class Sender(Base):
    """The sender of one special transfer (disbursement: POST /special-disbursement); same key as its payout.

    `country` is a code of Flip's country list; `place_of_birth` one of its city list for people born in
    Indonesia, else of the country list. Without an identity Flip takes the recipient's account for it.
    """

    __tablename__ = "senders"

    id: Mapped[int] = mapped_column(ForeignKey("disbursements.id"), primary_key=True, autoincrement=False)
    direction: Mapped[str] = mapped_column(String(48))
    name: Mapped[str]
    address: Mapped[str]
    country: Mapped[str] = mapped_column(String(16))
    job: Mapped[str] = mapped_column(String(32))
    place_of_birth: Mapped[str | None] = mapped_column(String(16))
    date_of_birth: Mapped[date | None]
    identity_type: Mapped[str | None] = mapped_column(String(16))
    identity_number: Mapped[str | None] = mapped_column(SealedText("senders.identity_number"), deferred=True)
