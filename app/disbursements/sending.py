"""What the worker writes about a disbursement: that it is being sent, and what Flip answered."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from app.banks.models import Bank
from app.banks.statuses import BankStatus
from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.transaction import transaction
from app.disbursements import holding
from app.disbursements.asking import Asked, asked_of_flip
from app.disbursements.models import Disbursement
from app.disbursements.refusals import ABOUT_THE_AGENT
from app.extensions import db
from app.lib import clock
from app.lib.transitions import Verdict
from app.outbox.promises import promise
from app.payouts import holds
from app.payouts.holds import HeldFor
from app.payouts.models import Payout
from app.payouts.statuses import FATE_OPEN, PayoutStatus
from app.timeline.models import Kind
from app.timeline.record import Cause, News, Source, advance

KIND = Kind.DISBURSEMENT
BETWEEN_LOOKS = timedelta(minutes=1)
_table = table_of(Payout)


def begin(row_id: int) -> tuple[Asked, int] | None:
    """Commit that this payout is being sent, before the first byte goes out (P1); what to send.

    None when there is nothing to send. One found in the middle of sending belonged to a worker that died:
    nobody knows what Flip heard, so it becomes UNKNOWN and is asked for by its key.
    """
    with transaction():
        row = _row(row_id)
        if _is_lost(row):
            return None
        if row.status is not PayoutStatus.APPROVED:
            return None
        why = holds.before_sending(row.transaction, row.payout)
        if why is not None:
            _hold(row, why)
            return None
        return _start(row)


def was_lost(row_id: int) -> bool:
    """True for one found in the middle of being sent again: that worker died too, so it is UNKNOWN anew."""
    with transaction():
        return _is_lost(_row(row_id))


def _is_lost(row: Disbursement) -> bool:
    if row.status is not PayoutStatus.SENDING:
        return False
    _become_unknown(row.id, Cause(Source.CLOCK, f"lost:{row.payout.attempts}"), "the worker stopped")
    return True


def begin_again(row_id: int, attempt: int) -> tuple[Asked, int] | None:
    """The same for a payout of unknown fate that Flip twice did not find: the same key once more.

    Asking began after this attempt; what was learnt then says nothing about a later one, here and below.
    """
    with transaction():
        row = _unknown_since(row_id, attempt)
        if row is None:
            return None
        if holds.agent_may_send(row.transaction):
            return _start(row)
        # Flip twice knew of nothing, and nothing is to go now: so it is held like any other.
        change(_table, row_id, may_have_passed=False, looked_at=None)
        _hold(row, HeldFor.AGENT)
        return None


def _hold(row: Disbursement, why: HeldFor) -> None:
    holding.hold(row.id, why, *holding.of_this_moment(row, why))


def _start(row: Disbursement) -> tuple[Asked, int] | None:
    # Read before the status moves: the row is held, so nobody writes other content into it meanwhile.
    attempt, asked = row.payout.attempts + 1, asked_of_flip(row)
    state = db.session.scalar(select(Bank.status).where(Bank.code == row.transaction.bank_code))
    shown = BankStatus(state).label if state else "–"
    news = News("disbursement.sending", {"attempt": attempt, "bank": shown})
    moved = advance(KIND, row.id, PayoutStatus.SENDING, Cause(Source.CLOCK, f"sending:{attempt}"), news)
    if moved is not Verdict.MOVED:
        return None  # its maker changed it or took it back in this very moment
    change(_table, row.id, attempts=attempt, bank_state=state, waiting_for=None, refusal=None)
    return asked, attempt


def not_sent(row_id: int, attempt: int, reason: str, seconds: float) -> None:
    """Certainly nothing happened at Flip by this attempt: the same work tries the same key again later.

    Where an earlier attempt may have passed it goes back to UNKNOWN, so that nobody can withdraw it.
    """
    with transaction():
        payout = _open(row_id, attempt)
        if payout is None:
            return
        change(_table, row_id, waiting_for=reason)
        back = PayoutStatus.UNKNOWN if payout.may_have_passed else PayoutStatus.APPROVED
        news = News("disbursement.not_sent", {"reason": reason, "seconds": int(seconds)})
        advance(KIND, row_id, back, Cause(Source.ANSWER, f"not_sent:{attempt}"), news)


def said_no(
    row_id: int,
    attempt: int,
    complaints: list[dict[str, Any]],
    *,
    for_now: bool,
    balance_idr: int | None = None,
) -> None:
    """Flip said no to this attempt and did nothing: HELD when it is about the moment, else REFUSED.

    `balance_idr` is what Flip has when that is the reason, so that one can say how much is missing.

    When an earlier attempt may have passed, this no is not the last word: its key is asked for first.
    """
    with transaction():
        payout = _open(row_id, attempt)
        if payout is None:
            return
        change(_table, row_id, refusal=complaints)
        _look_at_agent(row_id, complaints)
        cause = Cause(Source.ANSWER, f"said_no:{attempt}", "Flip")
        if payout.may_have_passed:
            _become_unknown(
                row_id, cause, "an earlier attempt may have passed", due=clock.now() + BETWEEN_LOOKS
            )
            return
        _end_with_no(row_id, complaints, cause, for_now=for_now, balance_idr=balance_idr)


def _look_at_agent(row_id: int, complaints: list[dict[str, Any]]) -> None:
    """Flip says of the agent what we did not know: have it asked how the agent stands."""
    agent_id = _row(row_id).agent_id
    if agent_id is not None and any(complaint["code"] in ABOUT_THE_AGENT for complaint in complaints):
        promise("agents.read", {"agent_id": agent_id})


def nothing_was_sent(row_id: int, attempt: int) -> None:
    """Flip said no to the last attempt and twice knows no transfer with our key: that no is the last word."""
    with transaction():
        row = _unknown_since(row_id, attempt)
        if row is None:
            return
        payout = row.payout
        for_now = all(complaint.get("for_now") for complaint in payout.refusal or [])
        change(_table, row_id, may_have_passed=False, looked_at=None)
        cause = Cause(Source.POLLING, f"said_no_after_all:{payout.attempts}", "Flip")
        _end_with_no(row_id, payout.refusal or [], cause, for_now=for_now)


def _end_with_no(
    row_id: int,
    complaints: list[dict[str, Any]],
    cause: Cause,
    *,
    for_now: bool,
    balance_idr: int | None = None,
) -> None:
    if not for_now:
        advance(KIND, row_id, PayoutStatus.REFUSED, cause)
        return
    why = holds.for_codes(complaint["code"] for complaint in complaints)
    short = holding.short_of(_row(row_id), balance_idr) if why is HeldFor.BALANCE else {}
    holding.hold(row_id, why, cause, short)


def unknown(row_id: int, attempt: int, reason: str) -> None:
    """We asked and do not know: neither failed nor sent, until Flip says so (P4)."""
    with transaction():
        if _open(row_id, attempt) is not None:
            _become_unknown(row_id, Cause(Source.ANSWER, f"unknown:{attempt}"), reason)


def _become_unknown(row_id: int, cause: Cause, reason: str, due: datetime | None = None) -> None:
    news = News("disbursement.unknown", {"reason": reason[:300]})
    if advance(KIND, row_id, PayoutStatus.UNKNOWN, cause, news) is Verdict.MOVED:
        change(_table, row_id, may_have_passed=True, looked_at=None)
        promise("disbursements.settle", {"row_id": row_id}, due=due)


def not_found(row_id: int, attempt: int) -> bool:
    """Flip knows no transfer with our key; True when it said so a minute ago already."""
    with transaction():
        row = _unknown_since(row_id, attempt)
        if row is None:
            return False
        if row.payout.looked_at is None:
            change(_table, row_id, looked_at=clock.now())
            return False
        return clock.now() - row.payout.looked_at >= BETWEEN_LOOKS


def _row(row_id: int) -> Disbursement:
    # Read after the lock, not with it: PostgreSQL would show what stood beside it before the wait.
    db.session.execute(select(Disbursement.id).where(Disbursement.id == row_id).with_for_update())
    return db.session.get_one(Disbursement, row_id, populate_existing=True)


def _unknown_since(row_id: int, attempt: int) -> Disbursement | None:
    row = _row(row_id)
    return row if row.payout.attempts == attempt and row.status is PayoutStatus.UNKNOWN else None


def _open(row_id: int, attempt: int) -> Payout | None:
    # An answer that comes after the next attempt began says nothing about that one.
    row = _row(row_id)
    return row.payout if row.payout.attempts == attempt and row.status in FATE_OPEN else None
