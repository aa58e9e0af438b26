"""How many people must approve a payout, and what nobody may send: judged on the sums of a WIB day (P28).

Sums are rupiah, which a transfer abroad has too: what it costs at the rate it was quoted.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, case, func, select

from app.extensions import db
from app.lib.errors import Refused
from app.lib.labels import mark as _
from app.lib.money import format_idr
from app.payouts.kinds import kinds
from app.payouts.models import Payout
from app.payouts.statuses import DROPPED
from app.policy.payouts import PayoutPolicy
from app.timeline.models import Transaction

ITEM_LIMIT = _(
    "This house sends one account at most %(limit)s in a day, and %(left)s of that is left. "
    "An admin can change the limit."
)
DAY_LIMIT = _(
    "This house sends at most %(limit)s in a day, and %(left)s of that is left today. "
    "An admin can change the limit."
)


@dataclass(frozen=True)
class Sums:
    """What else was submitted on a day: to the same account, and by the whole house."""

    account_idr: int
    day_idr: int


def judge(payout: Transaction, day: date, policy: PayoutPolicy) -> int:
    """How many people must approve a payout that is submitted on `day`, whose row is locked.

    :raises Refused: beside the amount, when a limit of the house is exceeded
    """
    others = sums(payout, day)
    _refuse_above(policy.largest_item_idr, payout, others.account_idr, ITEM_LIMIT)
    _refuse_above(policy.largest_day_idr, payout, others.day_idr, DAY_LIMIT)
    item_idr, day_idr = others.account_idr + payout.amount_idr, others.day_idr + payout.amount_idr
    return policy.approvals_needed(item_idr, day_idr)


def sums(payout: Transaction, day: date) -> Sums:
    """What was submitted on a WIB day besides this payout and was not dropped."""
    to_account = func.sum(case((_same_account(payout), Transaction.amount_idr), else_=0))
    query = select(func.coalesce(to_account, 0), func.coalesce(func.sum(Transaction.amount_idr), 0))
    query = query.join(Payout, Payout.id == Transaction.id).where(
        Payout.submitted_on == day,
        Transaction.kind.in_(kinds()),
        Transaction.status.not_in(DROPPED),
        Transaction.id != payout.id,
    )
    account_idr, day_idr = db.session.execute(query).one()
    return Sums(int(account_idr), int(day_idr))


def _same_account(payout: Transaction) -> ColumnElement[bool]:
    same = Transaction.account_number == payout.account_number
    if payout.currency_code is None:
        return same & (Transaction.bank_code == payout.bank_code)
    # Abroad an account has the number of one bank, whichever bank somebody chose for it.
    country = (payout.bank_code or "").partition(":")[0]
    return same & Transaction.bank_code.startswith(f"{country}:", autoescape=True)


def _refuse_above(limit: int | None, payout: Transaction, others_idr: int, words: str) -> None:
    if limit is None or others_idr + payout.amount_idr <= limit:
        return
    # Who sends abroad types the amount in the money of that country.
    field = "amount_idr" if payout.currency_code is None else "amount"
    left = {"limit": format_idr(limit), "left": format_idr(max(limit - others_idr, 0))}
    raise Refused(words, fields={field: words}, values=left)
