"""Bringing rows up to what Flip shows: bills we know, and bills made elsewhere."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, insert, select

from app.bills.content import search_text, terms_of
from app.bills.models import KIND, Bill
from app.bills.statuses import FATE_OPEN, FLIP_WORDS, BillStatus
from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.transaction import transaction
from app.extensions import db
from app.flip.bills import Bill as FlipBill
from app.lib import clock
from app.lib.ids import new_public_id
from app.timeline.models import Origin
from app.timeline.record import Cause, News, advance, write


def take_in(answer: FlipBill, url: str, cause: Cause, *, asked_at: datetime) -> None:
    """Take one bill in a transaction of its own; `asked_at` is when Flip was asked."""
    with transaction():
        take(answer, url, cause, asked_at=asked_at)


def take(answer: FlipBill, url: str, cause: Cause, *, asked_at: datetime) -> None:
    """Bring the bill with this link up to what Flip shows, inside the caller's transaction.

    News older than our row waits for the next look. A bill we lack is booked as made elsewhere, unless one
    of that title is being sent: it may be that very bill, and its own answer or its search will tell.
    """
    bill = db.session.scalar(
        select(Bill).where(Bill.link_id == answer.link_id).execution_options(populate_existing=True)
    )
    if bill is None:
        if not db.session.scalar(select(exists().where(_may_be(answer)))):
            _add_from_elsewhere(answer, url, cause)
    elif bill.updated_at <= asked_at:
        _refresh(bill, answer, url, cause)


def _may_be(answer: FlipBill) -> ColumnElement[bool]:
    return (Bill.title == answer.title.strip()) & Bill.status.in_(FATE_OPEN)


def _refresh(bill: Bill, answer: FlipBill, url: str, cause: Cause) -> None:
    shown = terms_of(answer) | {"flip_status": answer.status, "link_url": url or bill.link_url}
    changed = {name: value for name, value in shown.items() if getattr(bill, name) != value}
    if "title" in changed:
        changed["search_text"] = search_text(
            {"sender_name": bill.sender_name, "sender_email": bill.sender_email} | changed
        )
    status = FLIP_WORDS.get(answer.status)
    if status is not None and status != bill.status:
        key = f"{cause.key}:{bill.status}:{bill.updated_at.isoformat()}"
        advance(KIND, bill.id, status, Cause(cause.source, key, cause.actor, cause.received_at))
    if changed:
        change(table_of(Bill), bill.id, **changed, updated_at=clock.now())


def _add_from_elsewhere(answer: FlipBill, url: str, cause: Cause) -> None:
    now, terms, who = clock.now(), terms_of(answer), _customer(answer)
    bill_id = db.session.execute(
        insert(Bill)
        .values(
            **terms,
            **who,
            public_id=new_public_id("BIL"),
            status=FLIP_WORDS.get(answer.status, BillStatus.ACTIVE),
            flip_status=answer.status,
            origin=Origin.ELSEWHERE,
            step=answer.step or 1,
            link_id=answer.link_id,
            link_url=url,
            payment_url=answer.payment_url,
            search_text=search_text(terms | who),
            created_at=now,
            updated_at=now,
        )
        .returning(Bill.id)
    ).scalar_one()
    write(KIND, bill_id, Cause(cause.source, f"found:{answer.link_id}", "Flip"), News("bill.found"))


def _customer(answer: FlipBill) -> dict[str, Any]:
    who, method = answer.customer, answer.payment_method
    return {
        "sender_name": who.name if who else None,
        "sender_email": who.email if who else None,
        "sender_phone_number": who.phone if who else None,
        "sender_address": who.address if who else None,
        "sender_bank": method.sender_bank if method else None,
        "sender_bank_type": method.sender_bank_type if method else None,
    }
