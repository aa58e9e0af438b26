"""What the worker writes about a disbursement: that it is being sent, and what Flip answered."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from app.banks.models import Bank
from app.banks.statuses import BankStatus
from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.transaction import transaction
from app.disbursements.models import Disbursement
from app.extensions import db
from app.flip.disbursements import NewDisbursement
from app.lib import clock
from app.lib.transitions import Verdict
from app.outbox.promises import promise
from app.payouts.statuses import FATE_OPEN, PayoutStatus
from app.timeline.models import Kind
from app.timeline.record import Cause, News, Source, advance

KIND = Kind.DISBURSEMENT
BETWEEN_LOOKS = timedelta(minutes=1)
_table = table_of(Disbursement)


def begin(row_id: int) -> tuple[NewDisbursement, int] | None:
    """Commit that this payout is being sent, before the first byte goes out (P1); what to send.

    None when there is nothing to send. One found in the middle of sending belonged to a worker that died:
    nobody knows what Flip heard, so it becomes UNKNOWN and is asked for by its key.
    """
    with transaction():
        payout = _payout(row_id)
        if payout.status is PayoutStatus.SENDING:
            _become_unknown(row_id, Cause(Source.CLOCK, f"lost:{payout.attempts}"), "the worker stopped")
            return None
        if payout.status is not PayoutStatus.APPROVED:
            return None
        return _start(payout), payout.attempts


def begin_again(row_id: int) -> tuple[NewDisbursement, int] | None:
    """The same for a payout of unknown fate that Flip twice did not find: the same key once more."""
    with transaction():
        payout = _payout(row_id)
        if payout.status is not PayoutStatus.UNKNOWN:
            return None
        return _start(payout), payout.attempts


def _start(payout: Disbursement) -> NewDisbursement:
    attempt, movement = payout.attempts + 1, payout.transaction
    state = db.session.scalar(select(Bank.status).where(Bank.code == movement.bank_code))
    change(_table, payout.id, attempts=attempt, bank_state=state, waiting_for=None, refusal=None)
    shown = BankStatus(state).label if state else "–"
    news = News("disbursement.sending", {"attempt": attempt, "bank": shown})
    moved = advance(KIND, payout.id, PayoutStatus.SENDING, Cause(Source.CLOCK, f"sending:{attempt}"), news)
    if moved is not Verdict.MOVED:
        raise RuntimeError("two workers hold one payout")
    db.session.refresh(payout)
    return NewDisbursement(
        idempotency_key=movement.idempotency_key,
        bank_code=movement.bank_code or "",
        account_number=payout.account_number,
        amount_idr=movement.amount_idr,
        remark=payout.remark,
    )


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


def said_no(row_id: int, attempt: int, complaints: list[dict[str, Any]], *, for_now: bool) -> None:
    """Flip said no to this attempt and did nothing: HELD when it is about the moment, else REFUSED.

    When an earlier attempt may have passed, this no is not the last word: its key is asked for first.
    """
    with transaction():
        payout = _open(row_id, attempt)
        if payout is None:
            return
        change(_table, row_id, refusal=complaints)
        cause = Cause(Source.ANSWER, f"said_no:{attempt}", "Flip")
        if payout.may_have_passed:
            _become_unknown(
                row_id, cause, "an earlier attempt may have passed", due=clock.now() + BETWEEN_LOOKS
            )
            return
        status = PayoutStatus.HELD if for_now else PayoutStatus.REFUSED
        advance(KIND, row_id, status, cause)


def nothing_was_sent(row_id: int) -> None:
    """Flip said no to the last attempt and twice knows no transfer with our key: that no is the last word."""
    with transaction():
        payout = _payout(row_id)
        for_now = all(complaint.get("for_now") for complaint in payout.refusal or [])
        change(_table, row_id, may_have_passed=False, looked_at=None)
        cause = Cause(Source.POLLING, f"said_no_after_all:{payout.attempts}", "Flip")
        advance(KIND, row_id, PayoutStatus.HELD if for_now else PayoutStatus.REFUSED, cause)


def release(row_id: int) -> None:
    """Try a held payout again, without a new approval."""
    with transaction():
        payout = _payout(row_id)
        cause = Cause(Source.CLOCK, f"released:{payout.attempts}")
        if (
            advance(KIND, row_id, PayoutStatus.APPROVED, cause, News("disbursement.released"))
            is Verdict.MOVED
        ):
            promise("disbursements.send", {"row_id": row_id})


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


def not_found(row_id: int) -> bool:
    """Flip knows no transfer with our key; True when it said so a minute ago already."""
    with transaction():
        payout = _payout(row_id)
        if payout.looked_at is None:
            change(_table, row_id, looked_at=clock.now())
            return False
        return clock.now() - payout.looked_at >= BETWEEN_LOOKS


def _payout(row_id: int) -> Disbursement:
    return db.session.get_one(
        Disbursement, row_id, populate_existing=True, with_for_update={"of": Disbursement}
    )


def _open(row_id: int, attempt: int) -> Disbursement | None:
    # An answer that comes after the next attempt began says nothing about that one.
    payout = _payout(row_id)
    return payout if payout.attempts == attempt and payout.status in FATE_OPEN else None
