"""Asking Flip about payments: what callbacks missed, what is settled, and telling it that a customer paid."""

import logging
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy import select

from app.db.transaction import release, transaction
from app.extensions import db
from app.flip.codes import Product, explain
from app.flip.errors import FlipError, FlipNotFound, FlipRefused
from app.flip.payments import Payment as FlipPayment
from app.flip.payments import PaymentPage, PaymentQuery
from app.gateway.door import asking
from app.lib import clock
from app.lib.labels import mark as _
from app.outbox.clockwork import every
from app.outbox.promises import work
from app.outbox.queue import TryLater
from app.payments import decisions, readings, service
from app.payments.models import Payment
from app.payments.seen import from_row
from app.timeline.models import Kind, Transaction
from app.timeline.record import Cause, Source

log = logging.getLogger(__name__)

ROWS_A_PAGE = 100
MOST_PAGES = 1_000
LOOK_BACK = timedelta(days=1)
OLD_AFTER = timedelta(days=3)
FIRST_LOOK = timedelta(days=30)


@every(name="payments.catch_up", minutes=3)
def catch_up() -> None:
    """Read the lists of the days that still hold open payments, so that a lost callback is caught (P23).

    After an absence, of ours or of Flip's, it reads back to the last complete reading.
    """
    now = clock.now()
    read_until = readings.read_until() or now - FIRST_LOOK
    first = min(readings.oldest_open(since=now - OLD_AFTER) or now, read_until - LOOK_BACK)
    if _take_days(clock.to_wib(first).date(), clock.today()):
        readings.remember(now)


@every(name="payments.catch_up_old", minutes=10)
def catch_up_old() -> None:
    """The same for payments that have been open, or unsettled, for days: only the days they were begun."""
    for day in readings.days_with_open(before=clock.now() - OLD_AFTER):
        if not _take_days(day, day):
            return


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
        _take_page(page, link_id)
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
        decisions.confirmed(row_id, at=None, refusal=_("Flip does not know this payment."))
    except FlipRefused as refusal:
        first = refusal.errors[0] if refusal.errors else None
        words = explain(Product.ACCEPT_PAYMENT, first.code, first.message) if first else str(refusal)
        decisions.confirmed(row_id, at=None, refusal=words)
    else:
        decisions.confirmed(row_id, at=answer.confirmed_at or clock.now(), refusal=None)


def take_rows(rows: Sequence[FlipPayment], link_id: str | None = None) -> None:
    """Take in rows of a list; those that tell nothing new cost one read for all of them together.

    A row that cannot be taken in is logged and holds up none of the others.
    """
    known = _known([row.id for row in rows])
    for row in rows:
        seen = from_row(row, link_id)
        if known.get(row.id) == (seen.word, row.settlement_status or "Pending"):
            continue
        try:
            with transaction():
                service.take(seen, Cause(Source.POLLING, f"polling:{row.status}"))
        except Exception:
            log.exception("a payment that Flip lists could not be taken in", extra={"flip_id": row.id})


def _take_page(page: PaymentPage, link_id: str | None = None) -> None:
    if page.rows.unreadable:
        log.error("Flip lists %d payments that cannot be read", len(page.rows.unreadable))
    take_rows(page.rows, link_id)


def _known(flip_ids: list[str]) -> dict[str | None, tuple[str | None, str]]:
    query = (
        select(Transaction.flip_id, Transaction.flip_status, Payment.settlement_word)
        .join(Payment, Payment.id == Transaction.id)
        .where(Transaction.kind == Kind.PAYMENT, Transaction.flip_id.in_(flip_ids))
    )
    found = {row[0]: (row[1], row[2]) for row in db.session.execute(query)}
    release()
    return found


def _take_days(first: date, last: date) -> bool:
    """True when every page was read; what could not be read, the next turn asks for again."""
    try:
        for page in _pages(first, last):
            _take_page(page)
    except (TryLater, FlipError):
        return False
    return True


def _pages(first: date, last: date) -> Iterator[PaymentPage]:
    for page_number in range(1, MOST_PAGES + 1):
        query = PaymentQuery(start_date=first, end_date=last, pagination=ROWS_A_PAGE, page=page_number)
        with asking() as flip:
            page = flip.payments.all(query)
        yield page
        if page_number >= page.total_page or not page.rows:
            return
