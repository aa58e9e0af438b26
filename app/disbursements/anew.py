"""Making a payout anew from one that came to nothing: the two rows know of each other."""

from sqlalchemy import select

from app.disbursements.models import Disbursement
from app.extensions import db
from app.payouts.statuses import DROPPED, PayoutStatus
from app.payouts.verdict import refuse_unless_safe
from app.timeline.models import Kind, Transaction
from app.timeline.record import Cause, News, write

KIND = Kind.DISBURSEMENT
ENDED = DROPPED - {PayoutStatus.DRAFT}


def ended(public_id: str | None) -> Disbursement | None:
    """The payout that is over and to be made anew; None when there is no such one."""
    row_id = earlier(public_id)
    row = None if row_id is None else db.session.get_one(Disbursement, row_id)
    return row if row is not None and row.status in ENDED else None


def earlier(public_id: str | None) -> int | None:
    """The number of the payout one is made from; None when there is no such payout."""
    if not public_id or not public_id.isprintable():
        return None
    query = select(Transaction.id).where(Transaction.public_id == public_id, Transaction.kind == KIND)
    return db.session.scalar(query)


def tie(row_id: int, cause: Cause) -> None:
    """Tell both rows of each other as the new one is submitted, inside the caller's transaction; once.

    :raises Refused: when it is not certain that the earlier one came to nothing
    """
    new = db.session.get_one(Transaction, row_id, populate_existing=True)
    if new.earlier_id is None:
        return
    before = db.session.get_one(Transaction, new.earlier_id)
    once = Cause(cause.source, f"anew:{new.public_id}", cause.actor)
    if write(KIND, row_id, once, News("disbursement.made_from", {"payout": before.public_id})):
        refuse_unless_safe(before.id, but=row_id)
        write(KIND, before.id, once, News("disbursement.made_anew", {"payout": new.public_id}))
