"""Telling which of Flip's bills is the one whose answer we never heard: Flip takes no key for bills."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, select

from app.bills.models import Bill
from app.bills.statuses import BillStatus
from app.db.transaction import release
from app.extensions import db
from app.flip.bills import Bill as FlipBill


def candidates_for(bill_id: int, listed: Sequence[FlipBill]) -> list[FlipBill]:
    """Bills at Flip that look like ours and that no row of ours has claimed."""
    bill = db.session.get_one(Bill, bill_id)
    alike = [answer for answer in listed if _looks_like(bill, answer)]
    links = [answer.link_id for answer in alike]
    claimed = set(db.session.scalars(select(Bill.link_id).where(Bill.link_id.in_(links))))
    release()
    return [answer for answer in alike if answer.link_id not in claimed]


def not_ours_alone(bill: Bill) -> bool:
    """True while another bill with the same content is on its way, so that a find could be either's."""
    twin = exists().where(
        Bill.fingerprint == bill.fingerprint, Bill.id != bill.id, Bill.status == BillStatus.SENDING
    )
    return bool(db.session.scalar(select(twin)))


def _looks_like(bill: Bill, answer: FlipBill) -> bool:
    return (
        answer.title.strip() == bill.title.strip()
        and answer.type == bill.type
        and (answer.amount_idr or None) == bill.amount_idr
        and _minute(answer.expires_at) == _minute(bill.expires_at)
        and answer.step in (None, bill.step)
        and _same_customer(bill, answer)
    )


def _same_customer(bill: Bill, answer: FlipBill) -> bool:
    if answer.customer is None or not answer.customer.email or not bill.sender_email:
        return True
    return answer.customer.email.lower() == bill.sender_email.lower()


def _minute(moment: datetime | None) -> datetime | None:
    # Flip is told the minute only; its answers carry seconds or none.
    return moment.replace(second=0, microsecond=0) if moment else None
