"""Reads of payouts for the desk of those who approve."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, exists, func, select

from app.banks.models import Bank
from app.extensions import db
from app.payouts.kinds import kinds
from app.payouts.models import Approval, Payout
from app.payouts.statuses import HeldFor, PayoutStatus
from app.timeline.models import Transaction
from app.timeline.pages import page_of

MOST_SHOWN = 100


@dataclass(frozen=True)
class Waiting:
    """A payout before the managers: what all kinds carry, its bank's name, whether it is one's own turn."""

    movement: Transaction
    payout: Payout
    bank: str | None
    is_turn: bool

    @property
    def endpoint(self) -> str:
        """The endpoint of its own page."""
        return page_of(self.movement.kind)


def waiting(person_id: int, maker_id: int | None = None) -> list[Waiting]:
    """Payouts that wait for a decision, oldest first: those this person can decide about, then the others."""
    query = _waiting(person_id).where(Transaction.status == PayoutStatus.AWAITING)
    if maker_id is not None:
        query = query.where(Transaction.maker_id == maker_id)
    theirs = _is_turn_of(person_id).desc()
    return _read(query.order_by(theirs, Transaction.id))


def named(public_ids: Sequence[str], person_id: int) -> list[Waiting]:
    """Payouts by our own ids, whatever their status, oldest first."""
    query = _waiting(person_id).where(Transaction.public_id.in_(public_ids), Transaction.kind.in_(kinds()))
    return _read(query.order_by(Transaction.id))


def needing_decision(person_id: int | None) -> Select[Transaction]:
    """Payouts this person can decide about now, to be counted; None counts what waits for anybody."""
    return _awaiting() if person_id is None else _awaiting().where(_is_turn_of(person_id))


def of_unknown_fate() -> Select[Transaction]:
    """Payouts of which nobody knows whether they are on their way, to be counted."""
    return select(Transaction).where(Transaction.status == PayoutStatus.UNKNOWN)


def of_moved_rate() -> Select[Transaction]:
    """Approved payouts that no clock lets go, because their rate moved, to be counted."""
    query = select(Transaction).join(Payout, Payout.id == Transaction.id)
    return query.where(Transaction.status == PayoutStatus.HELD, Payout.held_for == HeldFor.RATE)


def makers_waiting() -> list[tuple[int, str | None]]:
    """Who has payouts that wait for a decision, by name."""
    name = func.max(Payout.maker_name)
    query = select(Transaction.maker_id, name).join(Payout, Payout.id == Transaction.id)
    query = query.where(Transaction.status == PayoutStatus.AWAITING, Transaction.maker_id.is_not(None))
    rows = db.session.execute(query.group_by(Transaction.maker_id).order_by(name).limit(MOST_SHOWN))
    return [(int(number), shown) for number, shown in rows if number is not None]


def standing_approvals(payout_ids: Sequence[int]) -> Sequence[Approval]:
    """The approvals that count: of what the payouts say now, oldest first (P26)."""
    query = select(Approval).join(Payout, Payout.id == Approval.payout_id)
    query = query.where(Payout.id.in_(payout_ids), _stands())
    return db.session.scalars(query.order_by(Approval.id)).all()


def status_of(public_id: str) -> PayoutStatus | None:
    """Where a payout of any kind stands; None when there is no such payout."""
    ours = Transaction.public_id == public_id, Transaction.kind.in_(kinds())
    status = db.session.scalar(select(Transaction.status).where(*ours))
    return PayoutStatus(status) if status else None


def decisions_about(payout_id: int) -> Sequence[Approval]:
    """Who decided what about a payout, oldest first."""
    return db.session.scalars(
        select(Approval).where(Approval.payout_id == payout_id).order_by(Approval.id)
    ).all()


def _awaiting() -> Select[Transaction]:
    query = select(Transaction).join(Payout, Payout.id == Transaction.id)
    return query.where(Transaction.status == PayoutStatus.AWAITING)


def _is_turn_of(person_id: int) -> ColumnElement[bool]:
    approved = exists().where(
        Approval.payout_id == Transaction.id, Approval.person_id == person_id, _stands()
    )
    return and_(Payout.approvals_needed > 0, Transaction.maker_id != person_id, ~approved)


def _stands() -> ColumnElement[bool]:
    return and_(Approval.fingerprint == Payout.fingerprint, Approval.decision == PayoutStatus.APPROVED)


def _waiting(person_id: int) -> Select[Transaction, Payout, str, bool]:
    query = select(Transaction, Payout, Bank.name, _is_turn_of(person_id).label("is_turn"))
    return query.join(Payout, Payout.id == Transaction.id).outerjoin(Bank, Bank.code == Transaction.bank_code)


def _read(query: Select[Transaction, Payout, str, bool]) -> list[Waiting]:
    return [Waiting(*row) for row in db.session.execute(query.limit(MOST_SHOWN))]
