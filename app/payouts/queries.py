"""Reads of payouts for the desk of those who approve."""

from collections.abc import Sequence

from sqlalchemy import Select, select

from app.extensions import db
from app.payouts.models import Approval
from app.payouts.statuses import PayoutStatus
from app.timeline.models import Transaction


def waiting(limit: int = 100) -> Sequence[Transaction]:
    """Payouts that wait for a manager, oldest first."""
    return db.session.scalars(needing_decision().order_by(Transaction.id).limit(limit)).all()


def needing_decision() -> Select[Transaction]:
    """Payouts that wait for a manager, to be counted."""
    return select(Transaction).where(Transaction.status == PayoutStatus.AWAITING)


def of_unknown_fate() -> Select[Transaction]:
    """Payouts of which nobody knows whether they are on their way, to be counted."""
    return select(Transaction).where(Transaction.status == PayoutStatus.UNKNOWN)


def decisions_about(payout_id: int) -> Sequence[Approval]:
    """Who decided what about a payout, oldest first."""
    return db.session.scalars(
        select(Approval).where(Approval.payout_id == payout_id).order_by(Approval.id)
    ).all()
