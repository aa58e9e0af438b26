"""Holding an approved payout for a better moment, and letting it go again."""

from collections.abc import Mapping
from typing import Any

from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.transaction import transaction
from app.extensions import db
from app.lib import clock
from app.lib.money import format_idr
from app.lib.transitions import Verdict
from app.outbox.promises import promise
from app.payouts.holds import ahead_of
from app.payouts.kinds import kind_of
from app.payouts.models import Payout
from app.payouts.rows import PayoutRow
from app.payouts.statuses import HeldFor, PayoutStatus
from app.timeline.models import Transaction
from app.timeline.record import Cause, News, Source, advance

RELEASE = "payouts.release"


def hold(row: PayoutRow, why: HeldFor, cause: Cause, details: Mapping[str, Any]) -> None:
    """Hold one for `why`, inside the caller's transaction; a date brings it up again by itself."""
    kind, for_what = row.transaction.kind, "line" if "ahead" in details else why
    news = News(f"{kind}.held_for_{for_what}", details)
    if advance(kind, row.id, PayoutStatus.HELD, cause, news) is not Verdict.MOVED:
        return
    change(table_of(Payout), row.id, held_for=why)
    if why is HeldFor.DATE:
        due = row.payout.not_before
        assert due is not None
        promise(RELEASE, {}, due=due, once=f"{RELEASE}:{row.id}:{due.isoformat()}")


def of_this_moment(row: PayoutRow, why: HeldFor) -> tuple[Cause, dict[str, Any]]:
    """Why an event is written about holding one before it was sent at all, and what it tells."""
    cause, until = Cause(Source.CLOCK, f"held:{clock.now().isoformat()}"), row.payout.not_before
    if why is HeldFor.DATE and until is not None:
        return cause, {"until": f"{clock.to_wib(until):%d/%m/%Y %H:%M} WIB"}
    if why is HeldFor.BALANCE:
        return cause, {"ahead": ahead_of(row.id)}
    return cause, kind_of(row.transaction.kind).held_for(row, why)


def short_of(row: PayoutRow, balance_idr: int | None) -> dict[str, Any]:
    """How much is missing when Flip said that the balance does not suffice; empty when nobody could tell."""
    if balance_idr is None:
        return {}
    needed = row.transaction.amount_idr + row.payout.expected_fee_idr
    missing = max(needed - balance_idr, 0)
    return {name: format_idr(idr) for name, idr in (("balance", balance_idr), ("missing", missing))}


def release(row_id: int) -> None:
    """Try a held payout again, without a new approval."""
    with transaction():
        kind = db.session.get_one(Transaction, row_id).kind
        cause = Cause(Source.CLOCK, f"released:{clock.now().isoformat()}")
        if advance(kind, row_id, PayoutStatus.APPROVED, cause, News(f"{kind}.released")) is Verdict.MOVED:
            promise("payouts.send", {"row_id": row_id})


def carries_the_turn(row_id: int) -> bool:
    """True when this payout waited for the balance, so that the next in the line may follow it."""
    if db.session.get_one(Payout, row_id).held_for != HeldFor.BALANCE:
        return False
    status = db.session.get_one(Transaction, row_id).status
    return status not in (PayoutStatus.HELD, PayoutStatus.SENDING)
