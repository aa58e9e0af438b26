"""What somebody who may approve sees of a payout: how far it is, doubts, the balance, what changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.disbursements.models import Disbursement
from app.disbursements.showing import Shown
from app.payouts import queries, showing
from app.payouts.models import Approval
from app.payouts.reservations import Standing, standing
from app.payouts.showing import Item
from app.payouts.statuses import NOT_YET_SENT, PayoutStatus
from app.timeline.models import Kind
from app.timeline.queries import events_of
from app.timeline.stories import Told, stories


@dataclass(frozen=True)
class Deciding:
    """`voided` are approvals of what the payout said before, `changed` the changes since the last of them."""

    item: Item
    standing: Standing
    voided: list[Approval]
    changed: list[Told]


def deciding(shown: Shown, person_id: int) -> Deciding | None:
    """What one decides by; None when the payout can be neither approved nor stopped any more."""
    payout = shown.payout
    if payout.status not in NOT_YET_SENT:
        return None
    [item] = showing.items(queries.named([payout.transaction.public_id], person_id), person_id)
    voided = _voided(payout, shown.decisions)
    return Deciding(item, standing(), voided, _changed(payout, voided))


def _voided(payout: Disbursement, decisions: Sequence[Approval]) -> list[Approval]:
    return [
        decision
        for decision in decisions
        if decision.decision == PayoutStatus.APPROVED and decision.fingerprint != payout.payout.fingerprint
    ]


def _changed(payout: Disbursement, voided: Sequence[Approval]) -> list[Told]:
    if not voided:
        return []
    events = events_of(Kind.DISBURSEMENT, payout.id)
    return stories(
        [one for one in events if "fields" in one.details and one.applied_at > voided[-1].decided_at]
    )
