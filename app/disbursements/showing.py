"""What the page of one payout shows, gathered once for the whole page and for its live part."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.banks.models import Bank
from app.banks.queries import bank as bank_of
from app.disbursements import queries
from app.disbursements.models import Disbursement
from app.disbursements.refusals import words
from app.lib.errors import NotFound
from app.payouts.models import Approval
from app.payouts.queries import decisions_about
from app.timeline.models import Kind
from app.timeline.queries import events_of
from app.timeline.stories import Told, stories
from app.web.live import version_of


@dataclass(frozen=True)
class Shown:
    """A payout with its bank, decisions, complaints of Flip's and story; `version` changes when any does."""

    payout: Disbursement
    bank: Bank | None
    decisions: Sequence[Approval]
    complaints: list[str]
    story: list[Told]
    version: str


def version(public_id: str) -> str:
    """The version of a payout's live part; :raises NotFound: when there is no such payout."""
    pulse = queries.pulse(public_id)
    if pulse is None:
        raise NotFound
    return version_of(*pulse)


def gather(public_id: str) -> Shown:
    """Everything about one payout; :raises NotFound: when there is no such payout."""
    seen = version(public_id)
    payout = queries.disbursement(public_id)
    assert payout is not None
    return Shown(
        payout=payout,
        bank=bank_of(payout.transaction.bank_code or ""),
        decisions=decisions_about(payout.id),
        complaints=[words(complaint) for complaint in payout.refusal or []],
        story=stories(events_of(Kind.DISBURSEMENT, payout.id)),
        version=seen,
    )
