"""Outbox work and clockwork of inquiries: ask Flip, and look again where no callback came."""

from datetime import timedelta

from sqlalchemy import select

from app.db.transaction import release, transaction
from app.extensions import db
from app.flip.codes import Product, explain
from app.flip.errors import FlipError, FlipRefused
from app.gateway.door import asking
from app.inquiries import service
from app.inquiries.models import Inquiry
from app.inquiries.statuses import InquiryStatus, status_of
from app.lib import clock
from app.outbox.clockwork import every
from app.outbox.promises import work
from app.outbox.queue import TryLater
from app.timeline.record import Cause, Source

LOOK_AGAIN_AFTER = timedelta(seconds=45)
GIVE_UP_AFTER = timedelta(days=1)


@work("inquiries.ask")
def ask(inquiry_id: int) -> None:
    """Ask for the holder; asking twice does no harm (general: bank-account-inquiry)."""
    inquiry = db.session.get_one(Inquiry, inquiry_id)
    bank_code, number, key = inquiry.bank_code, inquiry.account_number, inquiry.key
    was_pending = inquiry.state is InquiryStatus.PENDING
    release()
    try:
        with asking() as flip:
            told = flip.inquiries.ask(bank_code, number, key)
    except FlipRefused as refusal:
        first = refusal.errors[0] if refusal.errors else None
        words = explain(Product.MONEY_TRANSFER, first.code, first.message) if first else str(refusal)
        service.refused(inquiry_id, words)
        return
    if was_pending and status_of(told.status) is InquiryStatus.PENDING:
        service.still_pending(inquiry_id)
        return
    source = Source.POLLING if was_pending else Source.ANSWER
    with transaction():
        service.answered(inquiry_id, told, Cause(source, f"{source}:{told.status}", "Flip"))


@every(name="inquiries.look_again", seconds=30)
def look_again() -> None:
    """Ask again for what is still open: the one callback may have been lost (P23)."""
    now = clock.now()
    query = select(Inquiry.id).where(
        Inquiry.status == InquiryStatus.PENDING,
        Inquiry.asked_at < now - LOOK_AGAIN_AFTER,
        Inquiry.created_at > now - GIVE_UP_AFTER,
    )
    waiting = list(db.session.scalars(query.order_by(Inquiry.asked_at).limit(100)))
    release()
    for inquiry_id in waiting:
        try:
            ask(inquiry_id)
        except (TryLater, FlipError):
            return  # the next turn asks again
