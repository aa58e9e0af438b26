"""Reads of payments for pages."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Select, func, select

from app.db.paging import Page, bounded_counts, read_page
from app.extensions import db
from app.lib import clock
from app.payments.models import Payment
from app.payments.statuses import PaymentStatus
from app.timeline.models import Attention, Event, Kind, Transaction

TABS = ("all", "waiting", "paid", "failed", "expired", "conflict")
_STATUS_OF = {
    "waiting": PaymentStatus.PENDING,
    "paid": PaymentStatus.SUCCESSFUL,
    "failed": PaymentStatus.FAILED,
    "expired": PaymentStatus.CANCELLED,
}


@dataclass(frozen=True)
class Filters:
    """What a list of payments is narrowed to; `words` are looked for in customer, title and ids."""

    tab: str = "all"
    words: str = ""
    bank: str = ""
    method: str = ""


def payments_page(filters: Filters, cursor: str | None, size: int) -> Page[Payment]:
    """One page of payments, newest first."""
    return read_page(_matching(filters), Payment.id, cursor=cursor, size=size)


def counts(filters: Filters) -> dict[str, int]:
    """How many payments stand under each tab that calls for eyes, counted no further than the bound."""
    return bounded_counts(
        {tab: _matching(replace(filters, tab=tab)) for tab in ("waiting", "paid", "conflict")}
    )


def _matching(filters: Filters) -> Select[Payment]:
    query = (
        select(Payment)
        .join(Transaction, Transaction.id == Payment.id)
        .where(Transaction.kind == Kind.PAYMENT)
    )
    if status := _STATUS_OF.get(filters.tab):
        query = query.where(Transaction.status == status)
    if filters.tab == "conflict":
        query = query.where(Transaction.attention == Attention.CONFLICT)
    if filters.words:
        query = query.where(Transaction.search_text.contains(filters.words.lower(), autoescape=True))
    if filters.bank:
        query = query.where(Transaction.bank_code == filters.bank)
    if filters.method:
        query = query.where(Transaction.method == filters.method)
    return query


def payment(public_id: str) -> Payment | None:
    """One payment by our own id."""
    query = select(Payment).join(Transaction, Transaction.id == Payment.id)
    return db.session.scalar(query.where(Transaction.public_id == public_id))


def public_id_of(row_id: int) -> str | None:
    """Our own id of the payment in a row."""
    return db.session.scalar(select(Transaction.public_id).where(Transaction.id == row_id))


def payments_of_link(link_id: str | None, limit: int = 50) -> Sequence[Payment]:
    """The newest payments of one bill, by the bill's id at Flip."""
    if link_id is None:
        return []
    query = select(Payment).join(Transaction, Transaction.id == Payment.id)
    query = query.where(Transaction.parent_flip_id == link_id).order_by(Payment.id.desc()).limit(limit)
    return db.session.scalars(query).all()


@dataclass(frozen=True)
class Day:
    """What customers did on one WIB day, in whole rupiah."""

    paid: int
    paid_idr: int
    failed: int


def day(at: datetime | None = None) -> Day:
    """Payments finished today."""
    start, end = clock.day_bounds(clock.to_wib(at or clock.now()).date())
    finished = (Transaction.finished_at >= start) & (Transaction.finished_at < end)
    paid = finished & (Transaction.status == PaymentStatus.SUCCESSFUL)
    lost = finished & Transaction.status.in_([PaymentStatus.FAILED, PaymentStatus.CANCELLED])
    row = db.session.execute(
        select(
            func.count().filter(paid),
            func.coalesce(func.sum(Transaction.amount_idr).filter(paid), 0),
            func.count().filter(lost),
        ).where(Transaction.kind == Kind.PAYMENT, finished)
    ).one()
    return Day(int(row[0]), int(row[1]), int(row[2]))


def waiting() -> Select[int]:
    """The payments that customers have begun and not finished, to be counted."""
    return select(Transaction.id).where(
        Transaction.kind == Kind.PAYMENT, Transaction.status == PaymentStatus.PENDING
    )


def conflicts() -> Sequence[Transaction]:
    """Money movements about which Flip said two different things, or which it lost, oldest first."""
    query = select(Transaction).where(Transaction.attention.in_((Attention.CONFLICT, Attention.LOST)))
    return db.session.scalars(query.order_by(Transaction.id).limit(20)).all()


def counts_by_status() -> dict[tuple[str, ...], float]:
    """How many payments stand in each status, for the metrics."""
    query = select(Transaction.status, func.count()).where(Transaction.kind == Kind.PAYMENT)
    return {
        (status,): float(count) for status, count in db.session.execute(query.group_by(Transaction.status))
    }


def pulse(public_id: str) -> tuple[object, ...] | None:
    """In one statement what changes whenever a payment does; None when there is no such payment."""
    last_event = (
        select(func.max(Event.id))
        .where(Event.subject_kind == Kind.PAYMENT, Event.subject_id == Transaction.id)
        .correlate(Transaction)
        .scalar_subquery()
    )
    query = select(Transaction.updated_at, last_event).where(Transaction.public_id == public_id)
    row = db.session.execute(query).one_or_none()
    return None if row is None else tuple(row)
