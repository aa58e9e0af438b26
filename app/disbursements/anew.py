"""Making a disbursement anew from one that came to nothing."""

from app.disbursements.models import Disbursement
from app.extensions import db
from app.payouts import anew
from app.payouts.statuses import DROPPED, PayoutStatus
from app.timeline.models import Kind
from app.timeline.record import Cause

KIND = Kind.DISBURSEMENT
ENDED = DROPPED - {PayoutStatus.DRAFT}


def ended(public_id: str | None) -> Disbursement | None:
    """The payout that is over and to be made anew; None when there is no such one."""
    row_id = earlier(public_id)
    row = None if row_id is None else db.session.get_one(Disbursement, row_id)
    return row if row is not None and row.status in ENDED else None


def earlier(public_id: str | None) -> int | None:
    """The number of the payout one is made from; None when there is no such payout."""
    return anew.earlier(KIND, public_id)


def tie(row_id: int, cause: Cause) -> None:
    """Tell both rows of each other as the new one is submitted, inside the caller's transaction; once.

    :raises Refused: when it is not certain that the earlier one came to nothing
    """
    anew.tie(KIND, row_id, cause)
