"""What an approved payout waits for before it is sent, and whose turn has come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, select

from app.banks.models import Bank
from app.banks.statuses import BankStatus
from app.extensions import db
from app.lib import clock
from app.payouts.kinds import kind_of, kinds
from app.payouts.models import Payout
from app.payouts.reservations import standing
from app.payouts.rows import PayoutRow
from app.payouts.statuses import HeldFor, PayoutStatus
from app.payouts.verdict import may_have_paid
from app.timeline.models import Transaction

# What Flip says no to for a moment (disbursement: validation): a disturbed bank, too little balance. Of the
# rest, a bank's cut-off time and the limits of the day, nobody tells us the end.
_OF_CODE = {1088: HeldFor.BANK, 1035: HeldFor.BALANCE}


def for_codes(codes: Iterable[int]) -> HeldFor:
    """What a payout is held for after Flip said no to it for the moment."""
    return next((_OF_CODE[code] for code in codes if code in _OF_CODE), HeldFor.FLIP)


def before_sending(row: PayoutRow) -> HeldFor | None:
    """What an approved payout still has to wait for; None when it can be sent now.

    Who comes while others wait for the balance waits behind them: first in, first out. Whose turn it is
    carries `held_for` from the line until Flip took it, and passes.
    """
    movement, payout = row.transaction, row.payout
    if payout.not_before is not None and payout.not_before > clock.now():
        return HeldFor.DATE
    if why := kind_of(movement.kind).barred(row):
        return why
    if payout.wait_for_bank:
        state = db.session.scalar(select(Bank.status).where(Bank.code == movement.bank_code))
        if not _takes_transfers(state, only_well=True):
            return HeldFor.BANK
    if payout.held_for != HeldFor.BALANCE and db.session.scalar(_line().limit(1)) is not None:
        return HeldFor.BALANCE
    # Asked last, in the moment of sending: days may have passed since somebody saw that it is safe.
    if movement.earlier_id is not None and may_have_paid(movement.earlier_id, but=movement.id):
        return HeldFor.EARLIER
    return None


def whose_turn() -> list[int]:
    """Held payouts that may be tried now, the oldest first; of those that wait for the balance only one.

    One at a time: Flip alone knows whether the balance suffices, and the next follows as soon as it took one.
    """
    query = (
        select(
            *(Transaction.id, Transaction.kind, Transaction.earlier_id, Bank.status),
            *(Payout.held_for, Payout.not_before, Payout.wait_for_bank),
        )
        .join(Payout, Payout.id == Transaction.id)
        .outerjoin(Bank, Bank.code == Transaction.bank_code)
        .where(Transaction.kind.in_(kinds()), Transaction.status == PayoutStatus.HELD)
        .where(func.coalesce(Payout.held_for, "") != HeldFor.BALANCE)
        .order_by(Transaction.id)
    )
    rows = db.session.execute(query).all()
    turn = [row.id for row in rows if _has_come(row)]
    if db.session.scalar(_on_their_way().limit(1)) is None:
        turn += db.session.scalars(_line().order_by(Transaction.id).limit(1))
    return sorted(turn)


def any_held() -> bool:
    """True while some payout is held, for whatever reason."""
    of_any = Transaction.kind.in_(kinds())
    held_now = select(Transaction.id).where(of_any, Transaction.status == PayoutStatus.HELD)
    return db.session.scalar(held_now.limit(1)) is not None


def ahead_of(row_id: int) -> int:
    """How many wait for the balance before this one."""
    line = _line().where(Transaction.id < row_id).subquery()
    return db.session.scalar(select(func.count()).select_from(line)) or 0


@dataclass(frozen=True)
class Held:
    """What a held payout waits for: until when (UTC), how much is missing, how many stand before it."""

    why: HeldFor
    until: datetime | None = None
    missing_idr: int | None = None
    ahead: int = 0


def held(movement: Transaction, payout: Payout) -> Held | None:
    """What a payout is held for now; None when it is not held."""
    if movement.status != PayoutStatus.HELD:
        return None
    why = HeldFor(payout.held_for or HeldFor.FLIP)
    if why is HeldFor.DATE:
        return Held(why, until=payout.not_before)
    if why is not HeldFor.BALANCE:
        return Held(why)
    balance_idr = standing().balance_idr
    needed = movement.amount_idr + payout.expected_fee_idr
    missing = None if balance_idr is None else max(needed - balance_idr, 0)
    return Held(why, missing_idr=missing, ahead=ahead_of(movement.id))


def _has_come(row: Row[*tuple[Any, ...]]) -> bool:
    if row.held_for == HeldFor.DATE:
        return row.not_before is None or row.not_before <= clock.now()
    if row.held_for == HeldFor.EARLIER:
        return not may_have_paid(row.earlier_id, but=row.id)
    if row.held_for == HeldFor.BANK:
        return _takes_transfers(row.status, only_well=row.wait_for_bank)
    return kind_of(row.kind).may_go_on(row.id, HeldFor(row.held_for or HeldFor.FLIP))


def _takes_transfers(state: str | None, *, only_well: bool) -> bool:
    # Of a bank nobody told us about, and without a maker's wish, Flip is asked.
    if only_well:
        return state in (None, BankStatus.OPERATIONAL)
    return state != BankStatus.HEAVILY_DISTURBED


def _line() -> Select[int]:
    return _waiting_for_money(PayoutStatus.HELD)


def _on_their_way() -> Select[int]:
    return _waiting_for_money(PayoutStatus.APPROVED, PayoutStatus.SENDING)


def _waiting_for_money(*statuses: PayoutStatus) -> Select[int]:
    query = select(Transaction.id).join(Payout, Payout.id == Transaction.id)
    query = query.where(Transaction.kind.in_(kinds()), Transaction.status.in_(statuses))
    return query.where(Payout.held_for == HeldFor.BALANCE)
