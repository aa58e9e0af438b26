"""A person decides what is true about a payout: which of Flip's words, or what became of a lost one."""

from typing import Any

from sqlalchemy import select

from app.audit.record import record, recorded_even_if_refused
from app.callbacks import service as callbacks
from app.db.base import table_of
from app.db.compare_and_set import change, compare_and_set
from app.extensions import db
from app.lib import clock
from app.lib.errors import NotFound, Refused
from app.lib.labels import mark as _
from app.lib.transitions import Verdict
from app.payouts.kinds import kinds
from app.payouts.models import Payout
from app.payouts.statuses import PayoutStatus
from app.payouts.verdict import safety_of
from app.timeline.makers import Maker
from app.timeline.models import Attention, Transaction
from app.timeline.record import Cause, News, advance, write

# What Flip may have done in the end; beside these, what stands here may stay.
ENDS = (PayoutStatus.DONE, PayoutStatus.CANCELLED)
OWN = _("You made this payout, so somebody else must decide what is true.")
ASK_FIRST = _("Ask Flip first: it has to be asked after the last news, and answer.")
SETTLED = _("Somebody has settled this already.")
CHOOSE = _("Choose what is true.")
CONVINCED = _("Say what convinced you.")


def choices_for(stands: PayoutStatus) -> tuple[PayoutStatus, ...]:
    """What a person may decide to be true."""
    return ENDS if stands in ENDS else (stands, *ENDS)


def settle(public_id: str, *, keep: PayoutStatus, reason: str, person: Maker) -> None:
    """Decide what is true about a payout in dispute, once Flip was asked again (P18).

    :raises Refused: by its maker, without a reason or a fresh answer of Flip's, or when nothing is in dispute
    """
    with recorded_even_if_refused("payouts.settle_conflict", ("payout", public_id)):
        row = _held(public_id)
        before = PayoutStatus(row.status)
        _refuse(row, before, keep, reason, person)
        callbacks.settled(row.kind, row.id)
        settled = {"attention": None, "updated_at": clock.now()}
        if not compare_and_set(
            table_of(Transaction), row.id, expect={"attention": row.attention}, values=settled
        ):
            raise Refused(SETTLED)
        change(table_of(Payout), row.id, times_missed=0)
        _write_decision(row, before, keep, reason.strip(), person.cause("settle"))
        record(
            "payouts.settle_conflict",
            ("payout", public_id),
            before={"status": before},
            after={"status": keep},
            details={"reason": reason.strip()},
        )


def _held(public_id: str) -> Transaction:
    query = select(Transaction).where(Transaction.public_id == public_id, Transaction.kind.in_(kinds()))
    row = db.session.scalar(query.with_for_update().execution_options(populate_existing=True))
    if row is None:
        raise NotFound
    return row


def _refuse(row: Transaction, stands: PayoutStatus, keep: PayoutStatus, reason: str, person: Maker) -> None:
    if row.attention not in (Attention.CONFLICT, Attention.LOST):
        raise Refused(SETTLED)
    if row.maker_id == person.id:
        raise Refused(OWN)
    if not safety_of(row.id).flip_answered:
        raise Refused(ASK_FIRST)
    if keep not in choices_for(stands):
        raise Refused(CHOOSE, fields={"keep": CHOOSE})
    if not reason.strip():
        raise Refused(CONVINCED, fields={"reason": CONVINCED})


def _write_decision(
    row: Transaction, before: PayoutStatus, keep: PayoutStatus, reason: str, cause: Cause
) -> None:
    details = {"reason": reason, "keep": keep}
    also: dict[str, Any] = {"learnt_by": cause.source, "finished_at": clock.now()}
    news = News(f"{row.kind}.corrected", details, set=also)
    if keep == before or advance(row.kind, row.id, keep, cause, news, reversal=True) is not Verdict.MOVED:
        write(row.kind, row.id, cause, News(f"{row.kind}.kept", details))
