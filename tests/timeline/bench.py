"""A money movement to be moved, made as the payments room makes it."""

from app.db.transaction import transaction
from app.extensions import db
from app.lib.transitions import Verdict
from app.payments.seen import Seen
from app.payments.service import take
from app.timeline.models import Event, Transaction
from app.timeline.record import Cause, News, Source, advance

KIND = "payment"
SEEN = Seen(
    flip_id="PGPWF1",
    link_id="7",
    amount_idr=45_000,
    word="PENDING",
    bank_code="mandiri",
    method="virtual_account",
    customer="Jon Snow",
    bill_title="Kopi",
)


def new_row() -> int:
    """A payment that waits; its row number."""
    with transaction():
        return take(SEEN, Cause(Source.POLLING, "begun")).id


def move(row_id: int, to: str, key: str, news: News | None = None, *, reversal: bool = False) -> Verdict:
    """Move it, in a transaction of its own."""
    with transaction():
        return advance(KIND, row_id, to, Cause(Source.CALLBACK, key, "Flip"), news, reversal=reversal)


def stored(row_id: int) -> Transaction:
    """The row as stored now."""
    db.session.rollback()
    return db.session.get_one(Transaction, row_id, populate_existing=True)


def written(row_id: int) -> list[Event]:
    """Its events but the first, oldest first."""
    db.session.rollback()
    query = db.select(Event).where(Event.subject_kind == KIND, Event.subject_id == row_id).order_by(Event.id)
    return [event for event in db.session.scalars(query) if event.verb != "payment.seen"]
