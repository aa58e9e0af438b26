"""The spine of all money movements, and the events of everything that moves."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db.append_only import append_only
from app.db.base import Base
from app.db.types import ExactDecimal, Json
from app.lib.labels import Labelled
from app.lib.labels import mark as _


class Kind(Labelled):
    """The kinds of money movement."""

    PAYMENT = "payment", _("Payment"), "muted", "cash"
    DISBURSEMENT = "disbursement", _("Disbursement"), "muted", "send"
    INTERNATIONAL = "international", _("Transfer abroad"), "muted", "world"


class Origin(Labelled):
    """Where a row came from."""

    HERE = "here", _("Made here"), "muted", "home"
    ELSEWHERE = "elsewhere", _("Made elsewhere"), "muted", "world"


class Attention(Labelled):
    """Why a person must look."""

    CONFLICT = "conflict", _("Flip said two different things"), "attention", "arrows-split"
    LOST = "lost", _("Flip does not show it any more"), "attention", "help"
    UNDECIDED = "undecided", _("Nobody knows whether Flip did it"), "attention", "help"


class Transaction(Base):
    """One money movement: what all kinds share and every column that lists filter, sort or search by.

    `account_number` is where money out goes to. Money abroad has its `currency_code` and, without zeros at
    its end, its `foreign_amount`; `amount_idr` is then what it costs. `sent_at` is when Flip took it,
    `finished_at` when it ended. `earlier_id` names the movement this one was made anew from, because that
    one came to nothing.
    """

    __tablename__ = "transactions"
    __table_args__ = (
        CheckConstraint("amount_idr >= 0", name="amount_not_negative"),
        UniqueConstraint("kind", "flip_id"),
        Index(None, "kind", "status", "id"),
        Index(None, "parent_flip_id", "updated_at"),
        Index(None, "attention"),
        Index(None, "account_number", "amount_idr"),
        Index(None, "bank_code", "status", "sent_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    kind: Mapped[str] = mapped_column(String(16))
    flip_id: Mapped[str | None] = mapped_column(String(64))
    idempotency_key: Mapped[str | None] = mapped_column(String(255), unique=True)
    amount_idr: Mapped[int]
    currency_code: Mapped[str | None] = mapped_column(String(3))
    foreign_amount: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    fee_idr: Mapped[int | None]
    status: Mapped[str] = mapped_column(String(16))
    flip_status: Mapped[str | None] = mapped_column(String(64))
    bank_code: Mapped[str | None] = mapped_column(String(64))
    method: Mapped[str | None] = mapped_column(String(64))
    account_number: Mapped[str | None] = mapped_column(String(64))
    counterparty: Mapped[str | None]
    parent_flip_id: Mapped[str | None] = mapped_column(String(64))
    earlier_id: Mapped[int | None] = mapped_column(index=True)
    maker_id: Mapped[int | None]
    origin: Mapped[str] = mapped_column(String(16), default=Origin.HERE)
    attention: Mapped[str | None] = mapped_column(String(16))
    learnt_by: Mapped[str | None] = mapped_column(String(16))
    search_text: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


@append_only
class Event(Base):
    """Something that happened to a bill or a money movement; written once, in the transaction of the change.

    `happened_at` is Flip's time where Flip says one, `received_at` when we heard, `applied_at` when we wrote.
    """

    __tablename__ = "events"
    __table_args__ = (
        UniqueConstraint("subject_kind", "subject_id", "cause"),
        Index(None, "applied_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_kind: Mapped[str] = mapped_column(String(16))
    subject_id: Mapped[int]
    verb: Mapped[str] = mapped_column(String(64))
    from_status: Mapped[str | None] = mapped_column(String(32))
    to_status: Mapped[str | None] = mapped_column(String(32))
    source: Mapped[str] = mapped_column(String(16))
    cause: Mapped[str] = mapped_column(String(128))
    actor: Mapped[str | None]
    details: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    happened_at: Mapped[datetime | None]
    received_at: Mapped[datetime | None]
    applied_at: Mapped[datetime]
