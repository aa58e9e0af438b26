"""Asking Flip about payments: what callbacks missed, what is settled, and telling it that a customer paid."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, func, select

from app.db.transaction import release, transaction
from app.extensions import db
from app.flip.codes import Product, explain
from app.flip.errors import FlipError, FlipNotFound, FlipRefused
from app.flip.payments import Payment as FlipPayment
from app.flip.payments import PaymentQuery
from app.gateway.door import asking
from app.lib import clock
from app.lib.labels import mark as _
from app.outbox.clockwork import every
from app.outbox.promises import work
from app.outbox.queue import TryLater
from app.payments import service
from app.payments.models import Payment
from app.payments.seen import from_row
from app.payments.statuses import PaymentStatus, Settlement
from app.timeline.models import Kind, Transaction
from app.timeline.record import Cause, Source

ROWS_A_PAGE = 100
MOST_PAGES = 1_000
LOOK_BACK = timedelta(days=1)
OLD_AFTER = timedelta(days=3)


@every(name="payments.catch_up", minutes=3)
def catch_up() -> None:
    """Read the lists of the days that still hold open payments, so that a lost callback is caught (P23)."""
    oldest = clock.now() - OLD_AFTER
    first = min(_oldest_open(since=oldest) or clock.now(), clock.now() - LOOK_BACK)
    _take_days(clock.to_wib(first).date(), clock.today())


@every(name="payments.catch_up_old", minutes=10)
def catch_up_old() -> None:
    """The same for payments that have been open, or unsettled, for days: bill by bill."""
    before = clock.now() - OLD_AFTER
    query = (
        select(Transaction.parent_flip_id)
        .join(Payment, Payment.id == Transaction.id)
        .where(Transaction.kind == Kind.PAYMENT, Transaction.created_at < before, _still_open())
        .distinct()
        .limit(500)
    )
    links = [link for link in db.session.scalars(query) if link]
    release()
    for link_id in links:
        read_bill(link_id)


@work("payments.read_bill")
def read_bill(link_id: str) -> None:
    """Take in every payment of one bill (accept-payment: GET /pwf/{bill_id}/payment)."""
    for page_number in range(1, MOST_PAGES + 1):
        query = PaymentQuery(pagination=ROWS_A_PAGE, page=page_number)
        try:
            with asking() as flip:
                page = flip.payments.of_bill(link_id, query)
        except FlipNotFound:
            return
        take_rows(page.rows, link_id)
        if page_number >= page.total_page or not page.rows:
            return


@work("payments.confirm")
def confirm(row_id: int) -> None:
    """Tell Flip that the customer has paid; saying it twice does no harm (accept-payment: confirm)."""
    payment = db.session.get_one(Payment, row_id)
    flip_id = payment.transaction.flip_id or ""
    release()
    try:
        with asking() as flip:
            answer = flip.payments.confirm(flip_id)
    except FlipNotFound:
        service.confirmed(row_id, at=None, refusal=_("Flip does not know this payment."))
    except FlipRefused as refusal:
        first = refusal.errors[0] if refusal.errors else None
        words = explain(Product.ACCEPT_PAYMENT, first.code, first.message) if first else str(refusal)
        service.confirmed(row_id, at=None, refusal=words)
    else:
        service.confirmed(row_id, at=answer.confirmed_at or clock.now(), refusal=None)


def take_rows(rows: list[FlipPayment], link_id: str | None = None) -> None:
    """Take in rows of a list; those that tell nothing new cost one read for all of them together."""
    known = _known([row.id for row in rows])
    for row in rows:
        seen = from_row(row, link_id)
        if known.get(row.id) != (seen.word, row.settlement_status or "Pending"):
            with transaction():
                service.take(seen, Cause(Source.POLLING, f"polling:{row.status}"))


def _known(flip_ids: list[str]) -> dict[str | None, tuple[str | None, str]]:
    query = (
        select(Transaction.flip_id, Transaction.flip_status, Payment.settlement_word)
        .join(Payment, Payment.id == Transaction.id)
        .where(Transaction.kind == Kind.PAYMENT, Transaction.flip_id.in_(flip_ids))
    )
    found = {row[0]: (row[1], row[2]) for row in db.session.execute(query)}
    release()
    return found


def _still_open() -> ColumnElement[bool]:
    unsettled = (Transaction.status == PaymentStatus.SUCCESSFUL) & (
        Payment.settlement_word != Settlement.SETTLED
    )
    return (Transaction.status == PaymentStatus.PENDING) | unsettled


def _oldest_open(*, since: datetime) -> datetime | None:
    query = (
        select(func.min(Transaction.created_at))
        .join(Payment, Payment.id == Transaction.id)
        .where(Transaction.kind == Kind.PAYMENT, Transaction.created_at >= since, _still_open())
    )
    found = db.session.scalar(query)
    release()
    return found


def _take_days(first: date, last: date) -> None:
    for page in _pages(first, last):
        take_rows(page)


def _pages(first: date, last: date) -> Iterator[list[FlipPayment]]:
    for page_number in range(1, MOST_PAGES + 1):
        query = PaymentQuery(start_date=first, end_date=last, pagination=ROWS_A_PAGE, page=page_number)
        try:
            with asking() as flip:
                page = flip.payments.all(query)
        except (TryLater, FlipError):
            return  # the next turn asks again
        yield list(page.rows)
        if page_number >= page.total_page or not page.rows:
            return
