"""Outbox work and clockwork of bills: call Flip through the gateway, hand the answer on."""

from datetime import timedelta

from sqlalchemy import select

from app.bills import sending
from app.bills.matching import candidates_for, not_ours_alone
from app.bills.models import Bill
from app.bills.refusals import to_store
from app.bills.statuses import BillStatus, BillType
from app.db.transaction import release, transaction
from app.extensions import db
from app.flip.bills import Bill as FlipBill
from app.flip.bills import BillChanges
from app.flip.errors import FlipError, FlipNotFound, FlipRefused, FlipUnknown
from app.gateway import state
from app.gateway.door import WAITS_SECONDS, asking, client
from app.gateway.models import FlipState
from app.lib import clock
from app.outbox.clockwork import every
from app.outbox.promises import promise, work
from app.outbox.queue import TryLater
from app.payments.statuses import FINAL
from app.timeline.models import Kind, Transaction
from app.timeline.record import Cause, Source, moved

LONGEST_WAIT = 60.0
LOOKS_BEFORE_ASKING = 3
BETWEEN_LOOKS = timedelta(seconds=20)
READ_AFTER = timedelta(seconds=3)


@work("bills.send")
def send(bill_id: int) -> None:
    """Create the bill at Flip (accept-payment: POST /pwf/bill); there is no key, so never twice blindly."""
    if state.is_paused():
        raise TryLater("sending is paused", seconds=WAITS_SECONDS[FlipState.PAUSED])
    begun = sending.begin(bill_id)
    if begun is None:
        return
    new, attempt = begun
    try:
        with asking(reading=False) as flip:
            answer = flip.bills.create(new)
    except TryLater as later:
        # The longer Flip is away the rarer the tries; when it is heard again, waiting work is hurried.
        later.seconds = max(later.seconds, min(2.0**attempt, LONGEST_WAIT))
        sending.not_sent(bill_id, str(later), later.seconds)
        raise
    except FlipRefused as refusal:
        sending.refused(bill_id, to_store(refusal))
    except FlipUnknown as error:
        sending.unknown(bill_id, str(error))
    else:
        sending.opened(bill_id, answer, _url(answer))


@work("bills.reconcile")
def reconcile(bill_id: int, looks: int) -> None:
    """Find out from Flip's list whether a bill of unknown fate was made; else a person decides (P5)."""
    bill = db.session.get_one(Bill, bill_id)
    if bill.state is not BillStatus.UNKNOWN:
        return
    if not_ours_alone(bill):
        raise TryLater("a bill with the same content is being sent", seconds=5)
    release()
    with asking() as flip:
        listed = list(flip.bills.list())
    found = candidates_for(bill_id, listed)
    if len(found) == 1:
        sending.opened(bill_id, found[0], _url(found[0]), Source.POLLING)
    elif found or looks + 1 >= LOOKS_BEFORE_ASKING:
        sending.undecided(bill_id, [candidate.link_id for candidate in found])
    else:
        with transaction():
            payload = {"bill_id": bill_id, "looks": looks + 1}
            promise("bills.reconcile", payload, due=clock.now() + BETWEEN_LOOKS)


@work("bills.edit")
def edit(bill_id: int) -> None:
    """Change the bill at Flip; twice does no harm (accept-payment: PUT /pwf/{bill_id}/bill)."""
    bill = db.session.get_one(Bill, bill_id)
    if not bill.wanted or bill.refusal or bill.link_id is None:
        return
    version, link_id, changes = bill.wanted_version, bill.link_id, sending.read_wanted(bill.wanted)
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
        sending.edited(bill_id, version, answer, _url(answer))


@work("bills.read")
def read(link_id: str) -> None:
    """Read one bill again (accept-payment: GET /pwf/{bill_id}/bill)."""
    try:
        with asking() as flip:
            answer = flip.bills.get(link_id)
    except FlipNotFound:
        return
    with transaction():
        sending.take(answer, _url(answer), Cause(Source.POLLING, f"read:{answer.status}"))


@every(name="bills.sync", minutes=5)
def sync() -> None:
    """Compare all of Flip's bills with ours; what was made elsewhere gets its row."""
    try:
        with asking() as flip:
            listed = list(flip.bills.list())
    except (TryLater, FlipError):
        return  # the next turn asks again
    for answer in _news_among(listed):
        with transaction():
            sending.take(answer, _url(answer), Cause(Source.POLLING, f"sync:{answer.status}"))


def _news_among(listed: list[FlipBill]) -> list[FlipBill]:
    known = {row.link_id: row for row in db.session.scalars(select(Bill).where(Bill.link_id.is_not(None)))}
    open_titles = set(db.session.scalars(select(Bill.title).where(Bill.status.in_(_FATE_OPEN))))
    release()
    news = []
    for answer in listed:
        ours = known.get(answer.link_id)
        if ours is None:
            # It may be the very bill that is being sent; its own answer or its search will tell.
            if answer.title.strip() not in open_titles:
                news.append(answer)
        elif _differs(ours, answer):
            news.append(answer)
    return news


_FATE_OPEN = (BillStatus.SENDING, BillStatus.UNKNOWN)


def _differs(ours: Bill, answer: FlipBill) -> bool:
    if ours.flip_status != answer.status:
        return True
    return any(getattr(ours, name) != value for name, value in sending.terms_of(answer).items())


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
