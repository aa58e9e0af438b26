"""What the worker writes about a payout: that it is being sent, and what Flip answered."""

from datetime import datetime, timedelta
from typing import Any

from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.transaction import transaction
from app.extensions import db
from app.lib import clock
from app.lib.transitions import Verdict
from app.outbox.promises import promise
from app.payouts import holding, holds
from app.payouts.kinds import AtFlip, HandOver, kind_of
from app.payouts.models import Payout
from app.payouts.rows import PayoutRow
from app.payouts.statuses import FATE_OPEN, HeldFor, PayoutStatus
from app.timeline.models import Transaction
from app.timeline.record import Cause, News, Source, advance

BETWEEN_LOOKS = timedelta(minutes=1)
_table = table_of(Payout)
# What is asked of Flip, and the number of the attempt.
Begun = tuple[HandOver[AtFlip], int]


def begin(row_id: int) -> Begun | None:
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
        why = holds.before_sending(row)
        if why is not None:
            _hold(row, why)
            return None
        return _start(row)


def was_lost(row_id: int) -> bool:
    """True for one found in the middle of being sent again: that worker died too, so it is UNKNOWN anew."""
    with transaction():
        return _is_lost(_row(row_id))


def _is_lost(row: PayoutRow) -> bool:
    if row.status is not PayoutStatus.SENDING:
        return False
    _become_unknown(row, Cause(Source.CLOCK, f"lost:{row.payout.attempts}"), "the worker stopped")
    return True


def begin_again(row_id: int, attempt: int) -> Begun | None:
    """The same for a payout of unknown fate that Flip twice did not find: the same key once more.

    Asking began after this attempt; what was learnt then says nothing about a later one, here and below.
    """
    with transaction():
        row = _unknown_since(row_id, attempt)
        if row is None:
            return None
        why = kind_of(row.transaction.kind).barred(row)
        if why is None:
            return _start(row)
        # Flip twice knew of nothing, and nothing is to go now: so it is held like any other.
        change(_table, row_id, may_have_passed=False, looked_at=None)
        _hold(row, why)
        return None


def _hold(row: PayoutRow, why: HeldFor) -> None:
    holding.hold(row, why, *holding.of_this_moment(row, why))


def _start(row: PayoutRow) -> Begun | None:
    # Read before the status moves: the row is held, so nobody writes other content into it meanwhile.
    does, attempt = kind_of(row.transaction.kind), row.payout.attempts + 1
    hand_over = does.hand_over(row)
    news = News(f"{does.kind}.sending", {"attempt": attempt} | does.noted(row))
    moved = advance(does.kind, row.id, PayoutStatus.SENDING, Cause(Source.CLOCK, f"sending:{attempt}"), news)
    if moved is not Verdict.MOVED:
        return None  # its maker changed it or took it back in this very moment
    change(_table, row.id, attempts=attempt, waiting_for=None, refusal=None)
    return hand_over, attempt


def not_ready(row_id: int, reason: str) -> None:
    """What sending depends on could not be read: it waits.

    Whose turn it was at the balance gives it back: others need not wait for what this one waits for (P45).
    """
    with transaction():
        row = _row(row_id)
        known = (row.payout.waiting_for, row.payout.held_for) == (reason, None)
        if row.status is PayoutStatus.APPROVED and not known:
            change(_table, row_id, waiting_for=reason, held_for=None)
            change(table_of(Transaction), row_id, updated_at=clock.now())


def not_sent(row_id: int, attempt: int, reason: str, seconds: float) -> None:
    """Certainly nothing happened at Flip by this attempt: the same work tries the same key again later.

    Where an earlier attempt may have passed it goes back to UNKNOWN, so that nobody can withdraw it.
    """
    with transaction():
        row = _open(row_id, attempt)
        if row is None:
            return
        change(_table, row_id, waiting_for=reason)
        back = PayoutStatus.UNKNOWN if row.payout.may_have_passed else PayoutStatus.APPROVED
        kind = row.transaction.kind
        news = News(f"{kind}.not_sent", {"reason": reason, "seconds": int(seconds)})
        advance(kind, row_id, back, Cause(Source.ANSWER, f"not_sent:{attempt}"), news)


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
        row = _open(row_id, attempt)
        if row is None:
            return
        change(_table, row_id, refusal=complaints)
        kind_of(row.transaction.kind).said_no(row, [complaint["code"] for complaint in complaints])
        cause = Cause(Source.ANSWER, f"said_no:{attempt}", "Flip")
        if row.payout.may_have_passed:
            _become_unknown(row, cause, "an earlier attempt may have passed", due=clock.now() + BETWEEN_LOOKS)
            return
        _end_with_no(row, complaints, cause, for_now=for_now, balance_idr=balance_idr)


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
        _end_with_no(row, payout.refusal or [], cause, for_now=for_now)


def _end_with_no(
    row: PayoutRow,
    complaints: list[dict[str, Any]],
    cause: Cause,
    *,
    for_now: bool,
    balance_idr: int | None = None,
) -> None:
    if not for_now:
        advance(row.transaction.kind, row.id, PayoutStatus.REFUSED, cause)
        return
    why = holds.for_codes(complaint["code"] for complaint in complaints)
    short = holding.short_of(row, balance_idr) if why is HeldFor.BALANCE else {}
    holding.hold(row, why, cause, short)


def unknown(row_id: int, attempt: int, reason: str) -> None:
    """We asked and do not know: neither failed nor sent, until Flip says so (P4)."""
    with transaction():
        row = _open(row_id, attempt)
        if row is not None:
            _become_unknown(row, Cause(Source.ANSWER, f"unknown:{attempt}"), reason)


def _become_unknown(row: PayoutRow, cause: Cause, reason: str, due: datetime | None = None) -> None:
    kind = row.transaction.kind
    news = News(f"{kind}.unknown", {"reason": reason[:300]})
    if advance(kind, row.id, PayoutStatus.UNKNOWN, cause, news) is Verdict.MOVED:
        change(_table, row.id, may_have_passed=True, looked_at=None)
        promise("payouts.settle", {"row_id": row.id}, due=due)


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


def _row(row_id: int) -> PayoutRow:
    return kind_of(db.session.get_one(Transaction, row_id).kind).locked(row_id)


def _unknown_since(row_id: int, attempt: int) -> PayoutRow | None:
    row = _row(row_id)
    return row if row.payout.attempts == attempt and row.status is PayoutStatus.UNKNOWN else None


def _open(row_id: int, attempt: int) -> PayoutRow | None:
    # An answer that comes after the next attempt began says nothing about that one.
    row = _row(row_id)
    return row if row.payout.attempts == attempt and row.status in FATE_OPEN else None
