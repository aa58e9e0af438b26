"""Outbox work and clockwork of bills: call Flip through the gateway, hand the answer on."""

import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.exc import SQLAlchemyError

from app.bills import sending
from app.bills.content import EDITABLE, terms_of
from app.bills.matching import candidates_for
from app.bills.models import Bill
from app.bills.refusals import to_store
from app.bills.statuses import BillStatus, BillType
from app.bills.taking import take_in
from app.db.transaction import release, transaction
from app.extensions import db
from app.flip.bills import Bill as FlipBill
from app.flip.bills import BillChanges
from app.flip.errors import FlipError, FlipNotFound, FlipRefused, FlipUnknown
from app.gateway import state
from app.gateway.door import asking, client, paused
from app.lib import clock
from app.outbox.clockwork import every
from app.outbox.promises import promise, work
from app.outbox.queue import TryLater
from app.payments.statuses import FINAL
from app.timeline.models import Kind, Transaction
from app.timeline.record import Cause, Source, moved

log = logging.getLogger(__name__)

LONGEST_WAIT = 300.0
LOOKS_BEFORE_ASKING = 3
BETWEEN_LOOKS = timedelta(seconds=20)
READ_AFTER = timedelta(seconds=3)
ROWS_AT_ONCE = 500


@work("bills.send")
def send(bill_id: int) -> None:
    """Create the bill at Flip (accept-payment: POST /pwf/bill); there is no key, so never twice blindly."""
    if state.is_paused():
        later = paused()
        sending.waits(bill_id, str(later))
        raise later
    begun = sending.begin(bill_id)
    if begun is None:
        return
    new, attempt = begun
    try:
        with asking(reading=False) as flip:
            answer = flip.bills.create(new)
    except TryLater as later:
        # The longer Flip is away the rarer the tries; when it is heard again, waiting work is hurried.
        later.seconds = max(later.seconds, min(2.0 ** min(attempt, 30), LONGEST_WAIT))
        sending.not_sent(bill_id, attempt, str(later), later.seconds)
        raise
    except FlipRefused as refusal:
        sending.refused(bill_id, attempt, to_store(refusal))
    except FlipUnknown as error:
        sending.unknown(bill_id, attempt, str(error))
    else:
        sending.opened(bill_id, answer, _url(answer))


@work("bills.reconcile")
def reconcile(bill_id: int, looks: int) -> None:
    """Find out from Flip's list whether a bill of unknown fate was made; else a person decides (P5)."""
    if db.session.get_one(Bill, bill_id).state is not BillStatus.UNKNOWN:
        return
    release()
    with asking() as flip:
        listed = list(flip.bills.list())
    found = _find(bill_id, listed)
    if len(found) > 1 or (not found and looks + 1 >= LOOKS_BEFORE_ASKING):
        sending.undecided(bill_id, [candidate.link_id for candidate in found])
    elif not found:
        with transaction():
            payload = {"bill_id": bill_id, "looks": looks + 1}
            promise("bills.reconcile", payload, due=clock.now() + BETWEEN_LOOKS)


def _find(bill_id: int, listed: Sequence[FlipBill]) -> list[FlipBill]:
    found = candidates_for(bill_id, listed)
    if len(found) == 1:
        sending.opened(bill_id, found[0], _url(found[0]), Source.POLLING)
    return found


@work("bills.adopt")
def adopt(bill_id: int, link_id: str) -> None:
    """Store the bill at Flip that a person recognised as ours (accept-payment: GET /pwf/{bill_id}/bill)."""
    if db.session.get_one(Bill, bill_id).state is not BillStatus.UNKNOWN:
        return
    release()
    with asking() as flip:
        answer = flip.bills.get(link_id)
    sending.opened(bill_id, answer, _url(answer), Source.POLLING)


@work("bills.edit")
def edit(bill_id: int) -> None:
    """Change the bill at Flip; twice does no harm (accept-payment: PUT /pwf/{bill_id}/bill)."""
    bill = db.session.get_one(Bill, bill_id)
    if not bill.wanted or bill.refusal or bill.link_id is None:
        return
    version, link_id, changes, asked_at = bill.wanted_version, bill.link_id, bill.wishes, clock.now()
    release()
    if "redirect_url" in changes:
        changes["redirect_url"] = changes["redirect_url"] or ""
    try:
        with asking() as flip:
            flip.bills.edit(link_id, BillChanges(**changes))
            answer = flip.bills.get(link_id)
    except FlipRefused as refusal:
        sending.edit_refused(bill_id, version, to_store(refusal))
    else:
        sending.edited(bill_id, version, answer, _url(answer), asked_at=asked_at)


@work("bills.read")
def read(link_id: str) -> None:
    """Read one bill again (accept-payment: GET /pwf/{bill_id}/bill)."""
    asked_at = clock.now()
    try:
        with asking() as flip:
            answer = flip.bills.get(link_id)
    except FlipNotFound:
        return
    take_in(answer, _url(answer), Cause(Source.POLLING, f"read:{answer.status}"), asked_at=asked_at)


@every(name="bills.sync", minutes=5)
def sync() -> None:
    """Compare all of Flip's bills with ours; what was made elsewhere gets its row.

    The same list may settle a bill of unknown fate that appeared at Flip late.
    """
    asked_at = clock.now()
    try:
        with asking() as flip:
            listed = list(flip.bills.list())
    except (TryLater, FlipError):
        return  # the next turn asks again
    for answer in _news_among(listed):
        cause = Cause(Source.POLLING, f"sync:{answer.status}")
        try:
            take_in(answer, _url(answer), cause, asked_at=asked_at)
        except SQLAlchemyError:
            log.exception("a bill of Flip's could not be taken in", extra={"link_id": answer.link_id})
    for bill_id in _of_unknown_fate():
        try:
            _find(bill_id, listed)
        except TryLater:
            continue


def _of_unknown_fate() -> Sequence[int]:
    found = db.session.scalars(select(Bill.id).where(Bill.status == BillStatus.UNKNOWN)).all()
    release()
    return found


def _news_among(listed: Sequence[FlipBill]) -> list[FlipBill]:
    """Those of Flip's bills that we lack or know otherwise, read in bounded pieces and plain columns."""
    news: list[FlipBill] = []
    for start in range(0, len(listed), ROWS_AT_ONCE):
        piece = listed[start : start + ROWS_AT_ONCE]
        links = [answer.link_id for answer in piece]
        rows = db.session.execute(select(*_COMPARED).where(Bill.link_id.in_(links)))
        known = {row.link_id: row for row in rows}
        news += [answer for answer in piece if _differs(known.get(answer.link_id), answer)]
        release()
    return news


_COMPARED = (Bill.link_id, Bill.flip_status, *(getattr(Bill, name) for name in EDITABLE))


def _differs(ours: Row[Any] | None, answer: FlipBill) -> bool:
    if ours is None or ours.flip_status != answer.status:
        return True
    return any(getattr(ours, name) != value for name, value in terms_of(answer).items())


def _url(answer: FlipBill) -> str:
    return answer.url(client().api_url)


def _payment_moved(row_id: int) -> None:
    """A payment below moved: a bill we lack, or a single one that is paid, is read again."""
    link_id = db.session.scalar(select(Transaction.parent_flip_id).where(Transaction.id == row_id))
    if link_id is None:
        return
    kind = db.session.scalar(select(Bill.type).where(Bill.link_id == link_id))
    if kind == BillType.MULTIPLE:
        return
    due = clock.now() + READ_AFTER
    promise("bills.read", {"link_id": link_id}, due=due, once=f"bills.read:{link_id}:{int(due.timestamp())}")


for _status in FINAL:
    moved(Kind.PAYMENT, _status)(_payment_moved)
