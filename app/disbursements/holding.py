"""Holding an approved payout for a better moment, and letting it go again."""

from collections.abc import Mapping
from typing import Any

from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.transaction import transaction
from app.disbursements.models import Disbursement
from app.disbursements.through import why_not
from app.extensions import db
from app.lib import clock
from app.lib.money import format_idr
from app.lib.transitions import Verdict
from app.outbox.promises import promise
from app.payouts.holds import HeldFor, ahead_of
from app.payouts.models import Payout
from app.payouts.statuses import PayoutStatus
from app.timeline.models import Kind, Transaction
from app.timeline.record import Cause, News, Source, advance

KIND = Kind.DISBURSEMENT
IN_LINE = "disbursement.held_for_line"
VERBS = {
    HeldFor.DATE: "disbursement.held_for_date",
    HeldFor.BANK: "disbursement.held_for_bank",
    HeldFor.BALANCE: "disbursement.held_for_balance",
    HeldFor.EARLIER: "disbursement.held_for_earlier",
    HeldFor.AGENT: "disbursement.held_for_agent",
    HeldFor.FLIP: "disbursement.held_for_flip",
}


def hold(row_id: int, why: HeldFor, cause: Cause, details: Mapping[str, Any]) -> None:
    """Hold one for `why`, inside the caller's transaction; a date brings it up again by itself."""
    news = News(IN_LINE if "ahead" in details else VERBS[why], details)
    if advance(KIND, row_id, PayoutStatus.HELD, cause, news) is not Verdict.MOVED:
        return
    change(table_of(Payout), row_id, held_for=why)
    if why is HeldFor.DATE:
        due = db.session.get_one(Payout, row_id).not_before
        assert due is not None
        promise(
            "disbursements.release", {}, due=due, once=f"disbursements.release:{row_id}:{due.isoformat()}"
        )


def of_this_moment(row: Disbursement, why: HeldFor) -> tuple[Cause, dict[str, Any]]:
    """Why an event is written about holding one before it was sent at all, and what it tells."""
    cause, until = Cause(Source.CLOCK, f"held:{clock.now().isoformat()}"), row.payout.not_before
    if why is HeldFor.DATE and until is not None:
        return cause, {"until": f"{clock.to_wib(until):%d/%m/%Y %H:%M} WIB"}
    if why is HeldFor.AGENT and row.agent is not None:
        return cause, {"reason": why_not(row.agent)}
    return cause, {"ahead": ahead_of(row.id, KIND)} if why is HeldFor.BALANCE else {}


def short_of(row: Disbursement, balance_idr: int | None) -> dict[str, Any]:
    """How much is missing when Flip said that the balance does not suffice; empty when nobody could tell."""
    if balance_idr is None:
        return {}
    needed = row.transaction.amount_idr + row.payout.expected_fee_idr
    missing = max(needed - balance_idr, 0)
    return {name: format_idr(idr) for name, idr in (("balance", balance_idr), ("missing", missing))}


def release(row_id: int) -> None:
    """Try a held payout again, without a new approval."""
    with transaction():
        cause = Cause(Source.CLOCK, f"released:{clock.now().isoformat()}")
        news = News("disbursement.released")
        if advance(KIND, row_id, PayoutStatus.APPROVED, cause, news) is Verdict.MOVED:
            promise("disbursements.send", {"row_id": row_id})


def carries_the_turn(row_id: int) -> bool:
    """True when this payout waited for the balance, so that the next in the line may follow it."""
    if db.session.get_one(Payout, row_id).held_for != HeldFor.BALANCE:
        return False
    status = db.session.get_one(Transaction, row_id).status
    return status not in (PayoutStatus.HELD, PayoutStatus.SENDING)
