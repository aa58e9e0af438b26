"""Reads of payouts for the desk of those who approve."""

from collections.abc import Sequence

from sqlalchemy import select

from app.extensions import db
from app.payouts.models import Approval
from app.payouts.statuses import PayoutStatus
from app.timeline.models import Transaction


def waiting(limit: int = 100) -> Sequence[Transaction]:
    """Payouts that wait for a manager, oldest first."""
    query = select(Transaction).where(Transaction.status == PayoutStatus.AWAITING)
    return db.session.scalars(query.order_by(Transaction.id).limit(limit)).all()


def decisions_about(payout_id: int) -> Sequence[Approval]:
    """Who decided what about a payout, oldest first."""
    return db.session.scalars(
        select(Approval).where(Approval.payout_id == payout_id).order_by(Approval.id)
    ).all()
