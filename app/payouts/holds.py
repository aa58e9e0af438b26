"""What an approved payout waits for before it is sent, and whose turn has come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, select

from app.agents.models import Agent
from app.banks.models import Bank
from app.banks.statuses import BankStatus
from app.extensions import db
from app.lib import clock
from app.lib.labels import Labelled
from app.lib.labels import mark as _
from app.payouts.models import Payout
from app.payouts.reservations import standing
from app.payouts.statuses import PayoutStatus
from app.payouts.verdict import may_have_paid
from app.timeline.models import Transaction


class HeldFor(Labelled):
    """Why a payout is held; each ends by itself, without a new approval."""

    DATE = "date", _("Held until its date"), "waiting", "clock-pause"
    BANK = "bank", _("Held until the bank takes transfers again"), "attention", "building-bank"
    BALANCE = "balance", _("Held until the balance suffices"), "attention", "cash"
    EARLIER = "earlier", _("Held: the one it was made anew from may have paid"), "attention", "help"
    AGENT = "agent", _("Held until money can be sent through its agent again"), "attention", "user-check"
    FLIP = "flip", _("Held: Flip does not take it at this moment"), "attention", "clock-pause"


# What Flip says no to for a moment (disbursement: validation): a disturbed bank, too little balance. Of the
# rest, a bank's cut-off time and the limits of the day, nobody tells us the end.
_OF_CODE = {1088: HeldFor.BANK, 1035: HeldFor.BALANCE}


def for_codes(codes: Iterable[int]) -> HeldFor:
    """What a payout is held for after Flip said no to it for the moment."""
    return next((_OF_CODE[code] for code in codes if code in _OF_CODE), HeldFor.FLIP)


def before_sending(movement: Transaction, payout: Payout) -> HeldFor | None:
    """What an approved payout still has to wait for; None when it can be sent now.

    Who comes while others wait for the balance waits behind them: first in, first out. Whose turn it is
    carries `held_for` from the line until Flip took it, and passes.
    """
    if payout.not_before is not None and payout.not_before > clock.now():
        return HeldFor.DATE
    if not agent_may_send(movement):
        return HeldFor.AGENT
    if payout.wait_for_bank:
        state = db.session.scalar(select(Bank.status).where(Bank.code == movement.bank_code))
        if not _takes_transfers(state, only_well=True):
            return HeldFor.BANK
    if payout.held_for != HeldFor.BALANCE and db.session.scalar(_line(movement.kind).limit(1)) is not None:
        return HeldFor.BALANCE
    # Asked last, in the moment of sending: days may have passed since somebody saw that it is safe.
    if movement.earlier_id is not None and may_have_paid(movement.earlier_id, but=movement.id):
        return HeldFor.EARLIER
    return None


def agent_may_send(movement: Transaction) -> bool:
    """True unless it goes through an agent through whom no money can be sent now.

    Inside the caller's transaction the agent stays as it is: whoever suspends one in the moment of sending
    comes before it or after it, never between.
    """
    return movement.parent_flip_id is None or _may_send(movement.parent_flip_id, held=True)


def whose_turn(kind: str) -> list[int]:
    """Held payouts that may be tried now, the oldest first; of those that wait for the balance only one.

    One at a time: Flip alone knows whether the balance suffices, and the next follows as soon as it took one.
    """
    query = (
        select(
            *(Transaction.id, Transaction.earlier_id, Transaction.parent_flip_id, Bank.status),
            *(Payout.held_for, Payout.not_before, Payout.wait_for_bank),
        )
        .join(Payout, Payout.id == Transaction.id)
        .outerjoin(Bank, Bank.code == Transaction.bank_code)
        .where(Transaction.kind == kind, Transaction.status == PayoutStatus.HELD)
        .where(func.coalesce(Payout.held_for, "") != HeldFor.BALANCE)
        .order_by(Transaction.id)
    )
    rows = db.session.execute(query).all()
    turn = [row.id for row in rows if _has_come(row)]
    if db.session.scalar(_on_their_way(kind).limit(1)) is None:
        turn += db.session.scalars(_line(kind).order_by(Transaction.id).limit(1))
    return sorted(turn)


def any_held(kind: str) -> bool:
    """True while some payout of this kind is held, for whatever reason."""
    held_now = select(Transaction.id).where(Transaction.kind == kind, Transaction.status == PayoutStatus.HELD)
    return db.session.scalar(held_now.limit(1)) is not None


def ahead_of(row_id: int, kind: str) -> int:
    """How many wait for the balance before this one."""
    line = _line(kind).where(Transaction.id < row_id).subquery()
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
    return Held(why, missing_idr=missing, ahead=ahead_of(movement.id, movement.kind))


def _has_come(row: Row[*tuple[Any, ...]]) -> bool:
    if row.held_for == HeldFor.DATE:
        return row.not_before is None or row.not_before <= clock.now()
    if row.held_for == HeldFor.EARLIER:
        return not may_have_paid(row.earlier_id, but=row.id)
    if row.held_for == HeldFor.AGENT:
        return _may_send(row.parent_flip_id)
    if row.held_for == HeldFor.BANK:
        return _takes_transfers(row.status, only_well=row.wait_for_bank)
    return True


def _may_send(agent_flip_id: str, *, held: bool = False) -> bool:
    query = select(Agent).where(Agent.flip_id == agent_flip_id)
    agent = db.session.scalar(
        (query.with_for_update(read=True) if held else query).execution_options(populate_existing=True)
    )
    return agent is not None and agent.may_send_money


def _takes_transfers(state: str | None, *, only_well: bool) -> bool:
    # Of a bank nobody told us about, and without a maker's wish, Flip is asked.
    if only_well:
        return state in (None, BankStatus.OPERATIONAL)
    return state != BankStatus.HEAVILY_DISTURBED


def _line(kind: str) -> Select[int]:
    return _waiting_for_money(kind, PayoutStatus.HELD)


def _on_their_way(kind: str) -> Select[int]:
    return _waiting_for_money(kind, PayoutStatus.APPROVED, PayoutStatus.SENDING)


def _waiting_for_money(kind: str, *statuses: PayoutStatus) -> Select[int]:
    query = select(Transaction.id).join(Payout, Payout.id == Transaction.id)
    query = query.where(Transaction.kind == kind, Transaction.status.in_(statuses))
    return query.where(Payout.held_for == HeldFor.BALANCE)
