"""What the page of one payout shows, gathered once for the whole page and for its live part."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.banks.models import Bank
from app.banks.queries import bank as bank_of
from app.disbursements import queries
from app.disbursements.along import Along, along
from app.disbursements.models import Disbursement
from app.disbursements.refusals import words
from app.gateway import state
from app.gateway.models import FlipState
from app.lib.errors import NotFound
from app.payouts.holds import Held, held
from app.payouts.models import Approval
from app.payouts.queries import decisions_about
from app.payouts.statuses import PayoutStatus
from app.payouts.verdict import Safety, safety_of
from app.timeline.models import Kind
from app.timeline.queries import events_of
from app.timeline.stories import Told, stories
from app.web.live import version_of

_AWAY = (FlipState.PAUSED, FlipState.MAINTENANCE, FlipState.UNREACHABLE)


@dataclass(frozen=True)
class Shown:
    """A payout with its bank, decisions, complaints of Flip's and story; `version` changes when any does."""

    payout: Disbursement
    bank: Bank | None
    along: Along
    decisions: Sequence[Approval]
    complaints: list[str]
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


def version(public_id: str) -> str:
    """The version of a payout's live part; :raises NotFound: when there is no such payout."""
    pulse = queries.pulse(public_id)
    if pulse is None:
        raise NotFound
    return version_of(*pulse)


def _waits_for(payout: Disbursement) -> str | None:
    # What is approved while Flip cannot be asked was not even tried, so that its row knows of no reason.
    if payout.status is not PayoutStatus.APPROVED:
        return None
    flip = state.connection_shown()
    return flip.label if flip.state in _AWAY else payout.payout.waiting_for


def gather(public_id: str) -> Shown:
    """Everything about one payout; :raises NotFound: when there is no such payout."""
    seen = version(public_id)
    payout = queries.disbursement(public_id)
    assert payout is not None
    return Shown(
        payout=payout,
        bank=bank_of(payout.transaction.bank_code or ""),
        along=along(payout),
        decisions=decisions_about(payout.id),
        held=held(payout.transaction, payout.payout),
        waits_for=_waits_for(payout),
        complaints=[words(complaint) for complaint in payout.payout.refusal or []],
        story=stories(events_of(Kind.DISBURSEMENT, payout.id)),
        safety=safety_of(payout.id),
        version=seen,
    )
