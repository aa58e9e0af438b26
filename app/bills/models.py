"""The table of bills."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.bills.statuses import AT_FLIP, TRANSITIONS, UNDER_WAY, BillStatus, BillStep, BillType
from app.db.base import Base
from app.db.types import Json
from app.lib import clock
from app.timeline.models import Origin
from app.timeline.record import moves

KIND = "bill"


class Bill(Base):
    """A payment link: asked for here, or made elsewhere and found at Flip.

    `submission` names the form it came from, `fingerprint` its content: one form makes one bill (P2, P3).
    `wanted` holds changes on their way to Flip; `refusal` Flip's complaints by its own attribute names.
    """

    __tablename__ = "bills"
    __table_args__ = (
        CheckConstraint("amount_idr > 0", name="amount_positive"),
        Index(None, "status", "id"),
        Index(None, "fingerprint"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    submission: Mapped[str | None] = mapped_column(String(64), unique=True)
    fingerprint: Mapped[str | None] = mapped_column(String(64))
    status: Mapped[str] = mapped_column(String(16))
    flip_status: Mapped[str | None] = mapped_column(String(64))
    attention: Mapped[str | None] = mapped_column(String(16), index=True)
    origin: Mapped[str] = mapped_column(String(16), default=Origin.HERE)
    step: Mapped[int]
    title: Mapped[str]
    type: Mapped[str] = mapped_column(String(16))
    amount_idr: Mapped[int | None]
    expires_at: Mapped[datetime | None]
    redirect_url: Mapped[str | None]
    is_address_required: Mapped[bool] = mapped_column(default=False)
    is_phone_number_required: Mapped[bool] = mapped_column(default=False)
    sender_name: Mapped[str | None]
    sender_email: Mapped[str | None]
    sender_phone_number: Mapped[str | None]
    sender_address: Mapped[str | None]
    sender_bank: Mapped[str | None] = mapped_column(String(64))
    sender_bank_type: Mapped[str | None] = mapped_column(String(64))
    link_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    link_url: Mapped[str | None]
    payment_url: Mapped[str | None]
    wanted: Mapped[dict[str, Any] | None] = mapped_column(Json)
    wanted_version: Mapped[int] = mapped_column(default=0)
    refusal: Mapped[list[Any] | None] = mapped_column(Json)
    attempts: Mapped[int] = mapped_column(default=0)
    waiting_for: Mapped[str | None]
    search_text: Mapped[str] = mapped_column(default="")
    maker_id: Mapped[int | None]
    maker_name: Mapped[str | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    @property
    def state(self) -> BillStatus:
        """Where the bill stands."""
        return BillStatus(self.status)

    @property
    def is_single(self) -> bool:
        """True when it can be paid only once."""
        return self.type == BillType.SINGLE

    @property
    def is_under_way(self) -> bool:
        """True while nobody can know yet whether Flip has it."""
        return self.state in UNDER_WAY

    @property
    def is_at_flip(self) -> bool:
        """True when it exists at Flip."""
        return self.state in AT_FLIP

    @property
    def has_expired(self) -> bool:
        """True when its time is over, whatever its status says."""
        return self.expires_at is not None and self.expires_at <= clock.now()

    @property
    def begins_at(self) -> BillStep:
        """Where the customer's page begins."""
        return next((step for step in BillStep if step == str(self.step)), BillStep.INPUT_DATA)

    @property
    def wishes(self) -> dict[str, Any]:
        """What is `wanted`, as values: the expiry is a moment again."""
        values = dict(self.wanted or {})
        if values.get("expires_at"):
            values["expires_at"] = datetime.fromisoformat(values["expires_at"])
        return values


moves(KIND, Bill, TRANSITIONS)
