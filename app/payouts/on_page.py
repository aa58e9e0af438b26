"""What the page of one payout shows, of whatever kind, and what somebody sees who may approve it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask_babel import gettext as _
from flask_login import current_user

from app.gateway import state
from app.gateway.models import FlipState
from app.lib.errors import Refused
from app.payouts import queries, showing
from app.payouts.forms import ApproveForm, RejectForm
from app.payouts.forms_settling import SettleForm
from app.payouts.holds import Held, held
from app.payouts.models import Approval
from app.payouts.reservations import Standing, standing
from app.payouts.rows import PayoutRow
from app.payouts.showing import Item
from app.payouts.statuses import NOT_YET_SENT, PayoutStatus
from app.payouts.verdict import Safety, safety_of
from app.timeline.queries import events_of
from app.timeline.stories import Told, stories

_AWAY = (FlipState.PAUSED, FlipState.MAINTENANCE, FlipState.UNREACHABLE)


R = TypeVar("R", bound=PayoutRow)


@dataclass(frozen=True)
class OnPage(Generic[R]):
    """A payout with decisions, complaints of Flip's and story; `version` changes when any does."""

    payout: R
    complaints: list[str]
    decisions: Sequence[Approval]
    held: Held | None
    waits_for: str | None
    story: list[Told]
    safety: Safety
    version: str

    @property
    def approvals_given(self) -> int:
        """How many approvals count: those of what the payout says now."""
        says, approved = self.payout.payout.fingerprint, PayoutStatus.APPROVED
        return len([one for one in self.decisions if (one.decision, one.fingerprint) == (approved, says)])

    @property
    def is_settled(self) -> bool:
        """True when nothing on the page changes by itself any more."""
        return self.payout.is_final and not self.payout.transaction.attention and not self.safety.may_change


def gathered(row: R, complaints: list[str], version: str) -> dict[str, Any]:
    """The fields of `OnPage` for one payout, as they stand now."""
    return {
        "payout": row,
        "complaints": complaints,
        "decisions": queries.decisions_about(row.id),
        "held": held(row.transaction, row.payout),
        "waits_for": _waits_for(row),
        "story": stories(events_of(row.transaction.kind, row.id)),
        "safety": safety_of(row.id),
        "version": version,
    }


def _waits_for(row: PayoutRow) -> str | None:
    # What is approved while Flip cannot be asked was not even tried, so that its row knows of no reason.
    if row.status is not PayoutStatus.APPROVED:
        return None
    flip = state.connection_shown()
    return flip.label if flip.state in _AWAY else row.payout.waiting_for


@dataclass(frozen=True)
class Deciding:
    """`voided` are approvals of what the payout said before, `changed` the changes since the last of them."""

    item: Item
    standing: Standing
    voided: list[Approval]
    changed: list[Told]


def deciding(shown: OnPage[R], person_id: int) -> Deciding | None:
    """What one decides by; None when the payout can be neither approved nor stopped any more."""
    payout = shown.payout
    if payout.status not in NOT_YET_SENT:
        return None
    [item] = showing.items(queries.named([payout.transaction.public_id], person_id), person_id)
    voided = _voided(payout, shown.decisions)
    return Deciding(item, standing(), voided, _changed(payout, voided))


def deciding_on_page(
    shown: OnPage[R],
    *,
    approving: ApproveForm | None = None,
    rejecting: RejectForm | None = None,
    settling: SettleForm | None = None,
    trouble: Refused | None = None,
) -> dict[str, Any]:
    """What the page of a payout needs for deciding about it: each form, empty or as it was sent."""
    seen = {"fingerprint": shown.payout.payout.fingerprint}
    return {
        "approving": approving or ApproveForm(formdata=None, **seen),
        "rejecting": rejecting or RejectForm(formdata=None, **seen),
        "deciding": deciding(shown, current_user.id) if current_user.may("payouts.approve") else None,
        "settling": settling or SettleForm(formdata=None).offer(shown.payout.status),
        "trouble": _(trouble.message, **trouble.values) if trouble else None,
    }


def _voided(payout: PayoutRow, decisions: Sequence[Approval]) -> list[Approval]:
    return [
        decision
        for decision in decisions
        if decision.decision == PayoutStatus.APPROVED and decision.fingerprint != payout.payout.fingerprint
    ]


def _changed(payout: PayoutRow, voided: Sequence[Approval]) -> list[Told]:
    if not voided:
        return []
    events = events_of(payout.transaction.kind, payout.id)
    return stories(
        [one for one in events if "fields" in one.details and one.applied_at > voided[-1].decided_at]
    )
