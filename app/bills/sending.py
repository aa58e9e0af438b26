"""What the worker writes about a bill: that it is being sent, and what Flip answered."""

from datetime import datetime, timedelta
from typing import Any, Literal, cast

from sqlalchemy import select

from app.bills.models import KIND, Bill
from app.bills.statuses import FATE_OPEN, FLIP_WORDS, BillStatus
from app.bills.taking import take
from app.db.base import table_of
from app.db.compare_and_set import change, compare_and_set
from app.db.transaction import transaction
from app.extensions import db
from app.flip.bills import Bill as FlipBill
from app.flip.bills import NewBill
from app.lib import clock
from app.lib.transitions import Verdict
from app.outbox.promises import promise
from app.payments import service as payments
from app.timeline.models import Attention, Origin
from app.timeline.record import Cause, News, Source, advance, write

MOVED = Verdict.MOVED
WITH_PAYMENT = 3


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


def waits(bill_id: int, reason: str) -> None:
    """Say on the bill why it is not being sent now (English source)."""
    with transaction():
        bill = db.session.get_one(Bill, bill_id, populate_existing=True)
        if bill.state is BillStatus.REQUESTED and bill.waiting_for != reason:
            change(table_of(Bill), bill_id, waiting_for=reason, updated_at=clock.now())


def not_sent(bill_id: int, attempt: int, reason: str, seconds: float) -> None:
    """Certainly nothing happened at Flip: back to REQUESTED, and say what it waits for (English source)."""
    with transaction():
        before = _stands(bill_id, attempt)
        if before is None:
            return
        news = News(
            "bill.not_sent",
            {"reason": reason, "seconds": int(seconds)},
            set={"waiting_for": reason, "attention": None},
        )
        advance(KIND, bill_id, BillStatus.REQUESTED, Cause(Source.ANSWER, f"not_sent:{attempt}"), news)
        if before is BillStatus.UNKNOWN:  # given up for lost while it waited: its own work is done with it
            promise("bills.send", {"bill_id": bill_id}, due=clock.now() + timedelta(seconds=seconds))


def refused(bill_id: int, attempt: int, complaints: list[dict[str, Any]]) -> None:
    """Flip answered no and made nothing; its complaints are kept for the form."""
    with transaction():
        if _stands(bill_id, attempt) is not None:
            news = News("bill.refused", set={"refusal": complaints, "attention": None})
            advance(KIND, bill_id, BillStatus.REFUSED, Cause(Source.ANSWER, f"refused:{attempt}"), news)


def unknown(bill_id: int, attempt: int, reason: str) -> None:
    """We asked and do not know: neither failed nor made, until Flip's own list tells (P4)."""
    with transaction():
        if _stands(bill_id, attempt) is BillStatus.SENDING:
            _become_unknown(bill_id, Cause(Source.ANSWER, f"unknown:{attempt}"), reason)


def _stands(bill_id: int, attempt: int) -> BillStatus | None:
    # An answer that comes after the next attempt began says nothing about that one.
    bill = db.session.get_one(Bill, bill_id, populate_existing=True)
    return bill.state if bill.attempts == attempt and bill.state in FATE_OPEN else None


def _become_unknown(bill_id: int, cause: Cause, reason: str) -> None:
    news = News("bill.unknown", {"reason": reason[:300]})
    if advance(KIND, bill_id, BillStatus.UNKNOWN, cause, news) is Verdict.MOVED:
        promise("bills.reconcile", {"bill_id": bill_id, "looks": 0})


def opened(bill_id: int, answer: FlipBill, url: str, source: Source = Source.ANSWER) -> None:
    """Flip has the bill: store its id and link, and the payment that a step 3 bill opens at once.

    A row that has gone another way meanwhile (given up, opened by an earlier attempt) leaves the bill to
    be booked as one made elsewhere: it can be paid, so it must be seen.
    """
    with transaction():
        cause = Cause(source, f"opened:{answer.link_id}", "Flip")
        if not _win_link(bill_id, answer.link_id, cause):
            _become_unknown(bill_id, cause, "another bill was given this link")
            return
        found = {
            "link_id": answer.link_id,
            "link_url": url,
            "payment_url": answer.payment_url,
            "flip_status": answer.status,
            "attention": None,
            "waiting_for": None,
        }
        status = FLIP_WORDS.get(answer.status, BillStatus.ACTIVE)
        if advance(KIND, bill_id, status, cause, News("bill.opened", {"link": url}, set=found)) is not MOVED:
            take(answer, url, cause, asked_at=clock.now())
        payments.take_with_bill(answer, cause)
        if answer.bill_payment is None and db.session.get_one(Bill, bill_id).step == WITH_PAYMENT:
            promise("payments.read_bill", {"link_id": answer.link_id})


def _win_link(bill_id: int, link_id: str, cause: Cause) -> bool:
    """False when another bill asked for here holds this link; a row found elsewhere gives it up."""
    other = db.session.scalar(select(Bill).where(Bill.link_id == link_id, Bill.id != bill_id))
    if other is None or other.origin == Origin.HERE:
        return other is None
    # A listing found our bill before our own answer came, and booked it as made elsewhere.
    statuses = (other.status, BillStatus.WITHDRAWN)
    change(table_of(Bill), other.id, link_id=None, status=BillStatus.WITHDRAWN, updated_at=clock.now())
    write(KIND, other.id, cause, News("bill.merged", {"into": bill_id}), statuses)
    return True


def edited(bill_id: int, version: int, answer: FlipBill, url: str, *, asked_at: datetime) -> None:
    """Flip changed the bill as we asked; changes asked for since then stay wanted."""
    with transaction():
        done = {"wanted": None, "refusal": None}
        compare_and_set(table_of(Bill), bill_id, expect={"wanted_version": version}, values=done)
        cause = Cause(Source.ANSWER, f"edited:{version}", "Flip")
        write(KIND, bill_id, cause, News("bill.changed"))
        take(answer, url, cause, asked_at=asked_at)


def edit_refused(bill_id: int, version: int, complaints: list[dict[str, Any]]) -> None:
    """Flip would not change the bill; the wish and its complaints are kept for the form."""
    with transaction():
        values = {"refusal": complaints, "updated_at": clock.now()}
        compare_and_set(table_of(Bill), bill_id, expect={"wanted_version": version}, values=values)
        write(KIND, bill_id, Cause(Source.ANSWER, f"edit_refused:{version}"), News("bill.change_refused"))


def undecided(bill_id: int, candidates: list[str]) -> None:
    """Flip's list does not settle it: a person decides, with the candidates shown (P5)."""
    with transaction():
        bill = db.session.get_one(Bill, bill_id, populate_existing=True)
        values = {"attention": Attention.UNDECIDED, "updated_at": clock.now()}
        if compare_and_set(table_of(Bill), bill_id, expect={"status": BillStatus.UNKNOWN}, values=values):
            cause = Cause(Source.POLLING, f"undecided:{bill.attempts}:{','.join(candidates)}"[:128])
            details = {"candidates": candidates, "count": len(candidates)}
            write(KIND, bill_id, cause, News("bill.undecided", details))
