"""What speaks against letting a disbursement go: its agent, and the bank's word about account and holder."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select

from app.agents.models import Agent
from app.db.transaction import release
from app.disbursements.models import Disbursement
from app.disbursements.through import why_not
from app.extensions import db
from app.inquiries.models import KIND as INQUIRY
from app.inquiries.statuses import ANSWERS
from app.lib.labels import mark as _
from app.outbox.promises import promise, work
from app.payouts import by_rule
from app.payouts.kinds import Examined
from app.payouts.statuses import PayoutStatus
from app.payouts.verdict import may_have_paid
from app.timeline.models import Transaction
from app.timeline.record import moved

NOT_CHECKED = _(
    "The bank has not confirmed this account, so it cannot be approved. Wait for its answer, or reject it."
)
ANOTHER_NAME = _("The bank does not confirm the name its maker typed. Approving it needs a reason.")

EARLIER_MOVED = _(
    "The payout this was made anew from may have paid after all, so this one cannot be approved. "
    "Look at that one."
)


def examine(row_ids: Sequence[int]) -> dict[int, Examined]:
    """What the agents and the name checks say against payouts, read afresh."""
    query = select(Disbursement, Agent).outerjoin(Agent, Agent.id == Disbursement.agent_id)
    rows = db.session.execute(
        query.where(Disbursement.id.in_(row_ids)).execution_options(populate_existing=True)
    )
    return {
        row.id: replace(_examined(row, agent), through=agent.name if agent else None) for row, agent in rows
    }


def _examined(row: Disbursement, agent: Agent | None) -> Examined:
    earlier_id = row.transaction.earlier_id
    if earlier_id is not None and may_have_paid(earlier_id, but=row.id):
        return Examined(forbidden=EARLIER_MOVED)
    if agent is not None and (why := why_not(agent)):
        return Examined(forbidden=why)
    if not row.may_be_approved:
        return Examined(forbidden=NOT_CHECKED, waits=row.inquiry is not None and row.inquiry.is_open)
    return Examined(doubt=ANOTHER_NAME if row.needs_reason else None)


def _answered(inquiry_id: int) -> None:
    """A bank has named a holder: what the house's rule lets go by itself may go now."""
    promise("disbursements.checked", {"inquiry_id": inquiry_id})


@work("disbursements.checked")
def checked(inquiry_id: int) -> None:
    """Have the rule decide about the payouts that waited for an answer of a bank."""
    query = select(Disbursement.id).join(Transaction, Transaction.id == Disbursement.id)
    query = query.where(Disbursement.inquiry_id == inquiry_id, Transaction.status == PayoutStatus.AWAITING)
    waiting = list(db.session.scalars(query))
    release()
    for row_id in waiting:
        by_rule.decide(row_id)


for _status in ANSWERS:
    moved(INQUIRY, _status)(_answered)
