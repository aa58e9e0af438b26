"""What the worker writes about a bill: that it is being sent, and what Flip answered."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal, cast

from sqlalchemy import insert, select

from app.bills.models import KIND, Bill
from app.bills.service import search_text
from app.bills.statuses import FLIP_WORDS, BillStatus
from app.db.base import table_of
from app.db.compare_and_set import change, compare_and_set
from app.db.transaction import transaction
from app.extensions import db
from app.flip.bills import Bill as FlipBill
from app.flip.bills import NewBill
from app.lib import clock
from app.lib.ids import new_public_id
from app.outbox.promises import promise
from app.payments import service as payments
from app.timeline.models import Attention, Origin
from app.timeline.record import Cause, News, Source, advance, write


def begin(bill_id: int) -> tuple[NewBill, int] | None:
    """Commit that this bill is being sent, before the first byte goes out; what to send, and the attempt.

    None when there is nothing to send. One found in the middle of sending belonged to a worker that died:
    nobody knows what Flip heard, so it becomes UNKNOWN and is looked for.
    """
    with transaction():
        bill = db.session.get_one(Bill, bill_id, populate_existing=True)
        attempt = bill.attempts + 1
        if bill.state is BillStatus.SENDING:
            lost = Cause(Source.CLOCK, f"lost:{bill.attempts}")
            _become_unknown(bill_id, lost, "the worker stopped while asking")
            return None
        if bill.state is not BillStatus.REQUESTED:
            return None
        news = News("bill.sending", {"attempt": attempt}, set={"attempts": attempt, "waiting_for": None})
        advance(KIND, bill_id, BillStatus.SENDING, Cause(Source.CLOCK, f"sending:{attempt}"), news)
        return _to_send(bill), attempt


def _to_send(bill: Bill) -> NewBill:
    return NewBill(
        title=bill.title,
        type=bill.type,
        step=cast(Literal[1, 2, 3], bill.step),
        amount_idr=bill.amount_idr,
        expires_at=bill.expires_at,
        redirect_url=bill.redirect_url,
        is_address_required=bill.is_address_required,
        is_phone_number_required=bill.is_phone_number_required,
        sender_name=bill.sender_name,
        sender_email=bill.sender_email,
        sender_phone_number=bill.sender_phone_number,
        sender_address=bill.sender_address,
        sender_bank=bill.sender_bank,
        sender_bank_type=bill.sender_bank_type,
    )


def not_sent(bill_id: int, reason: str, seconds: float) -> None:
    """Certainly nothing happened at Flip: back to REQUESTED, and say what it waits for."""
    with transaction():
        attempt = _attempt(bill_id)
        news = News("bill.not_sent", {"reason": reason, "seconds": int(seconds)}, set={"waiting_for": reason})
        advance(KIND, bill_id, BillStatus.REQUESTED, Cause(Source.ANSWER, f"not_sent:{attempt}"), news)


def refused(bill_id: int, complaints: list[dict[str, Any]]) -> None:
    """Flip answered no and made nothing; its complaints are kept for the form."""
    with transaction():
        attempt = _attempt(bill_id)
        news = News("bill.refused", set={"refusal": complaints})
        advance(KIND, bill_id, BillStatus.REFUSED, Cause(Source.ANSWER, f"refused:{attempt}"), news)


def unknown(bill_id: int, reason: str) -> None:
    """We asked and do not know: neither failed nor made, until Flip's own list tells (P4)."""
    with transaction():
        _become_unknown(bill_id, Cause(Source.ANSWER, f"unknown:{_attempt(bill_id)}"), reason)


def _become_unknown(bill_id: int, cause: Cause, reason: str) -> None:
    advance(KIND, bill_id, BillStatus.UNKNOWN, cause, News("bill.unknown", {"reason": reason[:300]}))
    promise("bills.reconcile", {"bill_id": bill_id, "looks": 0})


def opened(bill_id: int, answer: FlipBill, url: str, source: Source = Source.ANSWER) -> None:
    """Flip has the bill: store its id and link, and the payment that a step 3 bill opens at once."""
    with transaction():
        cause = Cause(source, f"opened:{answer.link_id}", "Flip")
        _yield_link(bill_id, answer.link_id, cause)
        status = FLIP_WORDS.get(answer.status, BillStatus.ACTIVE)
        found = {
            "link_id": answer.link_id,
            "link_url": url,
            "payment_url": answer.payment_url,
            "flip_status": answer.status,
            "attention": None,
            "waiting_for": None,
        }
        advance(KIND, bill_id, status, cause, News("bill.opened", {"link": url}, set=found))
        payments.take_with_bill(answer, cause)
        if answer.bill_payment is None:
            promise("payments.read_bill", {"link_id": answer.link_id})


def _yield_link(bill_id: int, link_id: str, cause: Cause) -> None:
    # A listing may have found our bill before our own answer came, and booked it as made elsewhere.
    other = db.session.scalar(select(Bill.id).where(Bill.link_id == link_id, Bill.id != bill_id))
    if other is not None:
        change(table_of(Bill), other, link_id=None, status=BillStatus.WITHDRAWN, updated_at=clock.now())
        write(KIND, other, cause, News("bill.merged", {"into": bill_id}))


def take(answer: FlipBill, url: str, cause: Cause) -> None:
    """Bring the bill with this link up to what Flip shows, inside the caller's transaction."""
    bill = db.session.scalar(
        select(Bill).where(Bill.link_id == answer.link_id).execution_options(populate_existing=True)
    )
    if bill is None:
        _add_from_elsewhere(answer, url, cause)
        return
    shown = terms_of(answer) | {"flip_status": answer.status, "link_url": url or bill.link_url}
    changed = {name: value for name, value in shown.items() if getattr(bill, name) != value}
    status = FLIP_WORDS.get(answer.status)
    if status is not None and status != bill.status:
        key = f"{cause.key}:{bill.status}:{bill.updated_at.isoformat()}"
        advance(KIND, bill.id, status, Cause(cause.source, key, cause.actor, cause.received_at))
    if changed:
        change(table_of(Bill), bill.id, **changed, updated_at=clock.now())


def _add_from_elsewhere(answer: FlipBill, url: str, cause: Cause) -> None:
    now, customer = clock.now(), answer.customer
    terms = terms_of(answer)
    who = {"sender_name": customer.name, "sender_email": customer.email} if customer else {}
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


def terms_of(answer: FlipBill) -> dict[str, Any]:
    """What a bill at Flip says, under our own column names."""
    return {
        "title": answer.title.strip(),
        "type": answer.type,
        "amount_idr": answer.amount_idr or None,
        "expires_at": answer.expires_at,
        "redirect_url": answer.redirect_url,
        "is_address_required": answer.is_address_required,
        "is_phone_number_required": answer.is_phone_number_required,
    }


def edited(bill_id: int, version: int, answer: FlipBill, url: str) -> None:
    """Flip changed the bill as we asked; changes asked for since then stay wanted."""
    with transaction():
        done = {"wanted": None, "refusal": None}
        compare_and_set(table_of(Bill), bill_id, expect={"wanted_version": version}, values=done)
        cause = Cause(Source.ANSWER, f"edited:{version}", "Flip")
        write(KIND, bill_id, cause, News("bill.changed"))
        take(answer, url, cause)


def edit_refused(bill_id: int, version: int, complaints: list[dict[str, Any]]) -> None:
    """Flip would not change the bill; the wish and its complaints are kept for the form."""
    with transaction():
        values = {"refusal": complaints, "updated_at": clock.now()}
        compare_and_set(table_of(Bill), bill_id, expect={"wanted_version": version}, values=values)
        write(KIND, bill_id, Cause(Source.ANSWER, f"edit_refused:{version}"), News("bill.change_refused"))


def undecided(bill_id: int, candidates: list[str]) -> None:
    """Flip's list does not settle it: a person decides, with the candidates shown (P5)."""
    with transaction():
        cause = Cause(Source.POLLING, f"undecided:{_attempt(bill_id)}:{len(candidates)}")
        details = {"candidates": candidates, "count": len(candidates)}
        if write(KIND, bill_id, cause, News("bill.undecided", details)):
            change(table_of(Bill), bill_id, attention=Attention.UNDECIDED, updated_at=clock.now())


def _attempt(bill_id: int) -> int:
    return db.session.execute(select(Bill.attempts).where(Bill.id == bill_id)).scalar_one()


def read_wanted(stored: Mapping[str, Any]) -> dict[str, Any]:
    """Wanted changes as they were before they were stored: the expiry is a moment again."""
    values = dict(stored)
    if values.get("expires_at"):
        values["expires_at"] = datetime.fromisoformat(values["expires_at"])
    return values
