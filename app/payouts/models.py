"""What every transfer out has beyond a money movement, the days limits are counted by, and decisions."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.append_only import append_only
from app.db.base import Base
from app.db.types import Json
from app.lib.labels import Labelled
from app.lib.labels import mark as _


class Payout(Base):
    """What a transfer out of any kind carries on its way to Flip; same primary key as its transaction.

    The idempotency key stands on the transaction from the first moment on and never changes (P1); it is made
    from the form, so that one form is one key (P2), and `fingerprint` is the content decided about (P3, P26).

    Before it is sent: `approvals_needed` is the tier it fell under on the WIB day `submitted_on`,
    `expected_fee_idr` what its bank asked then, `alike_reason` why it is right although another looks the
    same. `not_before` (UTC) and `wait_for_bank` are what its maker wants it held for; `held_for` is what it
    is held for now.

    While it is sent: `may_have_passed` says that some attempt ended without an answer, so that no later "no"
    is the last word; `looked_at` is when Flip, asked by key since then, first did not find it; `waiting_for`
    is why it could not be sent yet; `refusal` is Flip's no; `bank_state` is the bank's as it was sent.

    While it is under way: `followed_at` is when Flip was last asked for it by the clock, `times_missed` how
    often in a row Flip then did not know it.
    """

    __tablename__ = "payouts"
    __table_args__ = (
        CheckConstraint("expected_fee_idr >= 0", name="expected_fee_not_negative"),
        Index(None, "submitted_on"),
    )

    id: Mapped[int] = mapped_column(ForeignKey("transactions.id"), primary_key=True, autoincrement=False)
    fingerprint: Mapped[str | None] = mapped_column(String(64))
    maker_name: Mapped[str | None]
    approvals_needed: Mapped[int] = mapped_column(default=1)
    submitted_on: Mapped[date | None]
    expected_fee_idr: Mapped[int] = mapped_column(default=0)
    alike_reason: Mapped[str | None]
    not_before: Mapped[datetime | None]
    wait_for_bank: Mapped[bool] = mapped_column(default=False)
    held_for: Mapped[str | None] = mapped_column(String(16))
    attempts: Mapped[int] = mapped_column(default=0)
    may_have_passed: Mapped[bool] = mapped_column(default=False)
    looked_at: Mapped[datetime | None]
    waiting_for: Mapped[str | None]
    refusal: Mapped[list[Any] | None] = mapped_column(Json)
    bank_state: Mapped[str | None] = mapped_column(String(32))
    reason: Mapped[str | None] = mapped_column(String(64))
    followed_at: Mapped[datetime | None]
    times_missed: Mapped[int] = mapped_column(default=0)


class LookedBy(Labelled):
    """By what Flip is asked for a transfer."""

    KEY = "key", _("By our key"), "muted", "key"
    ID = "id", _("By Flip's number"), "muted", "number"


class LookedUp(Labelled):
    """What came of asking Flip for a transfer."""

    ASKED = "asked", _("Flip is being asked"), "progress", "loader"
    FOUND = "found", _("Flip shows it"), "progress", "building-bank"
    NOT_FOUND = "not_found", _("Flip does not know it"), "muted", "circle-off"
    UNREACHABLE = "unreachable", _("Flip could not be asked"), "attention", "help"


@append_only
class Lookup(Base):
    """One answer of Flip's when it was asked for a payout, or (ASKED) that somebody wants it asked.

    `word` is the status Flip showed, or why it could not be asked. `after_event` is the newest event of the
    payout that was known when Flip answered: what happened later makes the answer old.
    """

    __tablename__ = "lookups"
    __table_args__ = (Index(None, "payout_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    payout_id: Mapped[int]
    asked_at: Mapped[datetime]
    how: Mapped[str | None] = mapped_column(String(8))
    outcome: Mapped[str] = mapped_column(String(16))
    word: Mapped[str | None]
    after_event: Mapped[int]
    person_name: Mapped[str | None]


class PolicyDay(Base):
    """A WIB day; its row is locked while limits are counted, so that two submissions never both fit (P28)."""

    __tablename__ = "policy_days"

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(unique=True)


@append_only
class Approval(Base):
    """One person's decision about one payout, over the content that `fingerprint` names."""

    __tablename__ = "approvals"
    __table_args__ = (
        Index(None, "payout_id"),
        Index("uq_approvals_one_each", "payout_id", "person_id", "fingerprint", "decision", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    payout_id: Mapped[int]
    person_id: Mapped[int]
    person_name: Mapped[str]
    decision: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str | None]
    fingerprint: Mapped[str] = mapped_column(String(64))
    decided_at: Mapped[datetime]
