"""Reads of bills for pages."""

from dataclasses import dataclass, replace

from sqlalchemy import Select, func, select

from app.bills.models import KIND, Bill
from app.bills.statuses import BillStatus
from app.db.paging import Page, bounded_counts, read_page
from app.extensions import db
from app.payments.statuses import PaymentStatus
from app.timeline.models import Event, Transaction

TABS = ("all", "open", "under_way", "refused", "closed", "decide")
_STATUSES_OF = {
    "open": (BillStatus.ACTIVE,),
    "under_way": (BillStatus.REQUESTED, BillStatus.SENDING, BillStatus.UNKNOWN),
    "refused": (BillStatus.REFUSED,),
    "closed": (BillStatus.INACTIVE, BillStatus.WITHDRAWN),
}


@dataclass(frozen=True)
class Filters:
    """What a list of bills is narrowed to; `words` are looked for in title and customer."""

    tab: str = "all"
    words: str = ""
    type: str = ""
    step: str = ""


def bills_page(filters: Filters, cursor: str | None, size: int) -> Page[Bill]:
    """One page of bills, newest first."""
    return read_page(_matching(filters), Bill.id, cursor=cursor, size=size)


def counts(filters: Filters) -> dict[str, int]:
    """How many bills stand under each tab but the first, counted no further than the bound."""
    return bounded_counts({tab: _matching(replace(filters, tab=tab)) for tab in TABS[1:]})


def _matching(filters: Filters) -> Select[Bill]:
    query = select(Bill)
    if statuses := _STATUSES_OF.get(filters.tab):
        query = query.where(Bill.status.in_(statuses))
    if filters.tab == "decide":
        query = query.where(Bill.attention.is_not(None))
    if filters.words:
        query = query.where(Bill.search_text.contains(filters.words.lower(), autoescape=True))
    if filters.type:
        query = query.where(Bill.type == filters.type)
    if filters.step.isdecimal():
        query = query.where(Bill.step == int(filters.step[:2]))
    return query


def bill(public_id: str) -> Bill | None:
    """One bill by our own id."""
    return db.session.scalar(select(Bill).where(Bill.public_id == public_id))


def pulse(public_id: str) -> tuple[object, ...] | None:
    """In one statement what changes whenever a bill or its payments do; None when there is no such bill."""
    last_event = (
        select(func.max(Event.id))
        .where(Event.subject_kind == KIND, Event.subject_id == Bill.id)
        .correlate(Bill)
        .scalar_subquery()
    )
    last_payment = (
        select(func.max(Transaction.updated_at))
        .where(Transaction.parent_flip_id == Bill.link_id)
        .correlate(Bill)
        .scalar_subquery()
    )
    query = select(Bill.updated_at, last_event, last_payment).where(Bill.public_id == public_id)
    row = db.session.execute(query).one_or_none()
    return None if row is None else tuple(row)


def paid_idr(link_id: str | None) -> int:
    """What customers have paid on one bill, in whole rupiah."""
    query = select(func.coalesce(func.sum(Transaction.amount_idr), 0)).where(
        Transaction.parent_flip_id == link_id, Transaction.status == PaymentStatus.SUCCESSFUL
    )
    return int(db.session.scalar(query) or 0)


def by_link(link_id: str | None) -> Bill | None:
    """The bill with this id at Flip."""
    return db.session.scalar(select(Bill).where(Bill.link_id == link_id)) if link_id else None


def undecided() -> list[Bill]:
    """Bills whose fate a person must decide, oldest first."""
    query = select(Bill).where(Bill.attention.is_not(None)).order_by(Bill.id).limit(20)
    return list(db.session.scalars(query))


def counts_by_status() -> dict[tuple[str, ...], float]:
    """How many bills stand in each status, for the metrics."""
    rows = db.session.execute(select(Bill.status, func.count()).group_by(Bill.status))
    return {(status,): float(count) for status, count in rows}
