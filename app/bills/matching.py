"""Telling which of Flip's bills is the one whose answer we never heard: Flip takes no key for bills."""

from collections.abc import Sequence

from sqlalchemy import exists, select

from app.bills.content import minute, terms_of
from app.bills.models import Bill
from app.bills.statuses import BillStatus
from app.db.transaction import release
from app.extensions import db
from app.flip.bills import Bill as FlipBill
from app.lib.labels import mark
from app.outbox.queue import TryLater

MADE_BY_HAND = "DASHBOARD"
TWIN = mark("A bill with the same title is being sent")


def candidates_for(bill_id: int, listed: Sequence[FlipBill]) -> list[FlipBill]:
    """Bills at Flip that look like ours and that no row of ours has claimed.

    :raises TryLater: while a bill of the same title is on its way: it may have come into this list before
        its own row learnt of it. Asked after the list was read, so that none slips in between.
    """
    bill = db.session.get_one(Bill, bill_id, populate_existing=True)
    twin = (Bill.title == bill.title) & (Bill.id != bill.id) & (Bill.status == BillStatus.SENDING)
    if db.session.scalar(select(exists().where(twin))):
        raise TryLater(TWIN, seconds=5)
    alike = [answer for answer in listed if looks_like(bill, answer)]
    links = [answer.link_id for answer in alike]
    claimed = set(db.session.scalars(select(Bill.link_id).where(Bill.link_id.in_(links))))
    release()
    return [answer for answer in alike if answer.link_id not in claimed]


def looks_like(bill: Bill, answer: FlipBill) -> bool:
    """True when everything Flip shows of its bill agrees with what was sent."""
    shown = terms_of(answer) | {"expires_at": minute(answer.expires_at)}
    sent = {name: getattr(bill, name) for name in shown} | {"expires_at": minute(bill.expires_at)}
    return (
        shown == sent
        and answer.step in (None, bill.step)
        and answer.created_from.upper() != MADE_BY_HAND
        and _same_customer(bill, answer)
        and _same_method(bill, answer)
    )


def _same_customer(bill: Bill, answer: FlipBill) -> bool:
    if answer.customer is None or not answer.customer.email or not bill.sender_email:
        return True
    return answer.customer.email.lower() == bill.sender_email.lower()


def _same_method(bill: Bill, answer: FlipBill) -> bool:
    shown = answer.payment_method
    return shown is None or not shown.sender_bank or shown.sender_bank == bill.sender_bank
