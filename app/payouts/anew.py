"""Making a payout anew from one of its kind that came to nothing: the two rows know of each other."""

from sqlalchemy import select

from app.extensions import db
from app.payouts.verdict import refuse_unless_safe
from app.timeline.models import Transaction
from app.timeline.record import Cause, News, write


def earlier(kind: str, public_id: str | None) -> int | None:
    """The number of the payout one is made from; None when there is no such payout of this kind."""
    if not public_id or not public_id.isprintable():
        return None
    query = select(Transaction.id).where(Transaction.public_id == public_id, Transaction.kind == kind)
    return db.session.scalar(query)


def tie(kind: str, row_id: int, cause: Cause) -> None:
    """Tell both rows of each other as the new one is submitted, inside the caller's transaction; once.

    :raises Refused: when it is not certain that the earlier one came to nothing
    """
    new = db.session.get_one(Transaction, row_id, populate_existing=True)
    if new.earlier_id is None:
        return
    before = db.session.get_one(Transaction, new.earlier_id)
    once = Cause(cause.source, f"anew:{new.public_id}", cause.actor)
    if write(kind, row_id, once, News(f"{kind}.made_from", {"payout": before.public_id})):
        refuse_unless_safe(before.id, but=row_id)
        write(kind, before.id, once, News(f"{kind}.made_anew", {"payout": new.public_id}))
