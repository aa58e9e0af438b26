"""What the page of one disbursement shows, gathered once for the whole page and for its live part."""

from dataclasses import dataclass

from app.banks.models import Bank
from app.banks.queries import bank as bank_of
from app.disbursements import queries
from app.disbursements.along import Along, along
from app.disbursements.models import Disbursement
from app.disbursements.refusals import REFUSALS
from app.lib.errors import NotFound
from app.payouts.on_page import OnPage, gathered
from app.web.live import version_of


@dataclass(frozen=True)
class Shown(OnPage[Disbursement]):
    """A payout inside Indonesia, with its bank and what goes along."""

    bank: Bank | None
    along: Along


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
    complaints = [str(REFUSALS.words(complaint)) for complaint in payout.payout.refusal or []]
    return Shown(
        **gathered(payout, complaints, seen),
        bank=bank_of(payout.transaction.bank_code or ""),
        along=along(payout),
    )
