"""What the house's own rule lets go without a person: only what nothing at all speaks against."""

from app.audit.record import record
from app.audit.verbs import name_verbs
from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.transaction import transaction
from app.extensions import db
from app.lib.labels import mark as _
from app.lib.transitions import Verdict
from app.outbox.promises import promise, work
from app.payouts import doubts
from app.payouts.models import Payout
from app.payouts.statuses import PayoutStatus
from app.timeline.models import Transaction
from app.timeline.record import Cause, News, Source, advance, write

LOOKS_ALIKE = _("Another payout looks the same.")
name_verbs({"payouts.approve_by_rule": _("let a payout go, by the house's rule")})


@work("payouts.decide_by_rule")
def decide(row_id: int) -> None:
    """Let a payout go that falls under no tier; where anything speaks against it, one person has to decide.

    While its bank may still answer by itself it waits; the answer brings it here again.
    """
    with transaction():
        payout = db.session.get_one(Transaction, row_id, populate_existing=True, with_for_update=True)
        shared = db.session.get_one(Payout, row_id, populate_existing=True)
        if payout.status != PayoutStatus.AWAITING or shared.approvals_needed > 0:
            return
        found = doubts.about([payout])[row_id]
        cause = Cause(Source.RULE, f"rule:{shared.fingerprint}")
        if found.is_plain:
            _let_go(payout, cause)
        elif not found.examined.waits:
            change(table_of(Payout), row_id, approvals_needed=1)
            reason = found.examined.forbidden or found.examined.doubt or LOOKS_ALIKE
            write(payout.kind, row_id, cause, News(f"{payout.kind}.needs_person", {"reason": reason}))


def _let_go(payout: Transaction, cause: Cause) -> None:
    news = News(f"{payout.kind}.approved_by_rule")
    if advance(payout.kind, payout.id, PayoutStatus.APPROVED, cause, news) is Verdict.MOVED:
        record(
            "payouts.approve_by_rule", ("payout", payout.public_id), after={"amount_idr": payout.amount_idr}
        )
        promise("payouts.send", {"row_id": payout.id})
