"""Payouts that look the same: one account and one amount, of any kind, not long ago or not sent yet.

Abroad the amount in the money of the country counts: what it costs in rupiah is different every hour.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import ColumnElement, Select, func, or_, select, true, tuple_

from app.extensions import db
from app.lib import clock
from app.lib.errors import Refused
from app.lib.labels import mark as _
from app.payouts.kinds import kinds
from app.payouts.models import Payout
from app.payouts.statuses import DROPPED, RESERVING, PayoutStatus
from app.policy.queries import payout_policy
from app.timeline.models import Transaction
from app.timeline.pages import page_of

MOST, MOST_IN_ALL = 10, 2_000
SAY_WHY = _(
    "Another payout to this account has the same amount. Look at it, and say why this one is right too."
)


@dataclass(frozen=True)
class Alike:
    """An earlier payout that looks the same, as pages show it; `endpoint` is that of its own page.

    `currency_code` and `foreign_amount` are None for rupiah.
    """

    id: int
    public_id: str
    endpoint: str
    to: str | None
    amount_idr: int
    currency_code: str | None
    foreign_amount: Decimal | None
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
    near = _counted(days).where(_like_one_of(payouts))
    rows = db.session.execute(near.limit(MOST_IN_ALL)).all()
    return {
        payout.id: [
            _alike(*row) for row in rows if row[0].id != payout.id and _looks(row[0]) == _looks(payout)
        ][:MOST]
        for payout in payouts
    }


def _looks(payout: Transaction) -> tuple[str, str, int | tuple[str, Decimal]]:
    account = payout.bank_code or "", payout.account_number or ""
    if payout.currency_code is None or payout.foreign_amount is None:
        return *account, payout.amount_idr
    return *account, (payout.currency_code, payout.foreign_amount)


def _like_one_of(payouts: Sequence[Transaction]) -> ColumnElement[bool]:
    account = Transaction.bank_code, Transaction.account_number
    rupiah, abroad = set(), set()
    for payout in payouts:
        bank, number, amount = _looks(payout)
        if isinstance(amount, tuple):
            abroad.add((bank, number, *amount))
        else:
            rupiah.add((bank, number, amount))
    # What is not asked for is left out, so that the database need not look it up.
    asked = []
    if rupiah:
        asked.append(tuple_(*account, Transaction.amount_idr).in_(sorted(rupiah)))
    if abroad:
        foreign = tuple_(*account, Transaction.currency_code, Transaction.foreign_amount)
        asked.append(foreign.in_(sorted(abroad)))
    return or_(*asked)


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
        endpoint=page_of(movement.kind),
        to=movement.counterparty,
        amount_idr=movement.amount_idr,
        currency_code=movement.currency_code,
        foreign_amount=movement.foreign_amount,
        status=PayoutStatus(movement.status),
        maker_name=maker_name,
        reason=reason,
        at=at,
    )
