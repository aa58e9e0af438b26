"""Payouts that look the same: one account and one amount, of any kind, not long ago or not sent yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, func, or_, select, true, tuple_

from app.extensions import db
from app.lib import clock
from app.lib.errors import Refused
from app.lib.labels import mark as _
from app.payouts.kinds import kind_of, kinds
from app.payouts.models import Payout
from app.payouts.statuses import DROPPED, RESERVING, PayoutStatus
from app.policy.queries import payout_policy
from app.timeline.models import Transaction

MOST, MOST_IN_ALL = 10, 2_000
SAY_WHY = _(
    "Another payout to this account has the same amount. Look at it, and say why this one is right too."
)


@dataclass(frozen=True)
class Alike:
    """An earlier payout that looks the same, as pages show it; `endpoint` is that of its own page."""

    id: int
    public_id: str
    endpoint: str
    to: str | None
    amount_idr: int
    status: PayoutStatus
    maker_name: str | None
    reason: str | None
    at: datetime


class LooksAlike(Refused):
    """There is such a payout and nobody has said why another is right; `found` are the rows to show."""

    def __init__(self, found: list[Alike]) -> None:
        super().__init__(SAY_WHY, fields={"alike_reason": SAY_WHY})
        self.found = found


def find(bank_code: str, account_number: str, amount_idr: int, *, but: int | None = None) -> list[Alike]:
    """Payouts to the same account with the same amount, newest first; `but` is a row not to be compared.

    Dropped ones do not count, since nothing was paid by them; those not sent yet count whatever their age.
    """
    this = Transaction.id != but if but is not None else true()
    same = (Transaction.account_number == account_number) & (Transaction.amount_idr == amount_idr)
    found = _counted(payout_policy().look_alike_days).where(Transaction.bank_code == bank_code, same, this)
    return [_alike(*row) for row in db.session.execute(found.limit(MOST))]


def of(payout: Transaction, days: int) -> list[Alike]:
    """Other payouts of so many days that look the same as one that has its row already."""
    return of_many([payout], days)[payout.id]


def of_many(payouts: Sequence[Transaction], days: int) -> dict[int, list[Alike]]:
    """The same for many at once: row number → what looks the same, newest first."""
    wanted = tuple_(Transaction.bank_code, Transaction.account_number, Transaction.amount_idr)
    near = _counted(days).where(wanted.in_(sorted({_looks(payout) for payout in payouts})))
    rows = db.session.execute(near.limit(MOST_IN_ALL)).all()
    return {
        payout.id: [
            _alike(*row) for row in rows if row[0].id != payout.id and _looks(row[0]) == _looks(payout)
        ][:MOST]
        for payout in payouts
    }


def _looks(payout: Transaction) -> tuple[str, str, int]:
    return payout.bank_code or "", payout.account_number or "", payout.amount_idr


def _counted(days: int) -> Select[Transaction, str | None, str | None, datetime]:
    since = clock.now() - timedelta(days=days)
    moment = func.coalesce(Transaction.sent_at, Transaction.created_at).label("at")
    query = select(Transaction, Payout.maker_name, Payout.alike_reason, moment)
    query = query.outerjoin(Payout, Payout.id == Transaction.id).where(
        Transaction.kind.in_(kinds()), Transaction.status.not_in(DROPPED), _since(since)
    )
    return query.order_by(Transaction.id.desc())


def _since(moment: datetime) -> ColumnElement[bool]:
    waits = Transaction.status.in_(RESERVING)
    return or_(Transaction.created_at >= moment, Transaction.sent_at >= moment, waits)


def _alike(movement: Transaction, maker_name: str | None, reason: str | None, at: datetime) -> Alike:
    return Alike(
        id=movement.id,
        public_id=movement.public_id,
        endpoint=kind_of(movement.kind).endpoint,
        to=movement.counterparty,
        amount_idr=movement.amount_idr,
        status=PayoutStatus(movement.status),
        maker_name=maker_name,
        reason=reason,
        at=at,
    )
