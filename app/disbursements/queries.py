"""Reads of disbursements for pages."""

from dataclasses import dataclass, replace

from sqlalchemy import Select, func, select

from app.banks.models import Bank
from app.db.paging import Page, bounded_counts, read_page
from app.disbursements.models import Disbursement
from app.extensions import db
from app.inquiries.models import Inquiry
from app.payouts.statuses import PayoutStatus
from app.timeline.models import Event, Kind, Transaction

TABS = ("all", "awaiting", "under_way", "done", "failed", "decide")
_S = PayoutStatus
_STATUSES_OF = {
    "awaiting": (_S.AWAITING,),
    "under_way": (_S.APPROVED, _S.HELD, _S.SENDING, _S.PENDING),
    "done": (_S.DONE,),
    "failed": (_S.CANCELLED, _S.REFUSED, _S.REJECTED, _S.WITHDRAWN),
}


@dataclass(frozen=True)
class Filters:
    """What a list of disbursements is narrowed to."""

    tab: str = "all"
    words: str = ""


def disbursements_page(filters: Filters, cursor: str | None, size: int) -> Page[Disbursement]:
    """One page of disbursements, newest first."""
    return read_page(_matching(filters), Disbursement.id, cursor=cursor, size=size)


def counts(filters: Filters) -> dict[str, int]:
    """How many stand under each tab but the first, counted no further than the bound."""
    return bounded_counts({tab: _matching(replace(filters, tab=tab)) for tab in TABS[1:]})


def _matching(filters: Filters) -> Select[Disbursement]:
    query = select(Disbursement).join(Transaction, Transaction.id == Disbursement.id)
    query = query.where(Transaction.kind == Kind.DISBURSEMENT)
    if statuses := _STATUSES_OF.get(filters.tab):
        query = query.where(Transaction.status.in_(statuses))
    if filters.tab == "decide":
        unknown = Transaction.status == PayoutStatus.UNKNOWN
        query = query.where(unknown | Transaction.attention.is_not(None))
    if filters.words:
        query = query.where(Transaction.search_text.contains(filters.words.lower(), autoescape=True))
    return query


def disbursement(public_id: str) -> Disbursement | None:
    """One disbursement by our own id."""
    query = select(Disbursement).join(Transaction, Transaction.id == Disbursement.id)
    return db.session.scalar(query.where(Transaction.public_id == public_id))


def public_id_of(row_id: int) -> str | None:
    """Our own id of the disbursement in a row."""
    return db.session.scalar(select(Transaction.public_id).where(Transaction.id == row_id))


def pulse(public_id: str) -> tuple[object, ...] | None:
    """In one statement what changes whenever a disbursement or its name check does."""
    last_event = (
        select(func.max(Event.id))
        .where(Event.subject_kind == Kind.DISBURSEMENT, Event.subject_id == Transaction.id)
        .correlate(Transaction)
        .scalar_subquery()
    )
    query = (
        select(Transaction.updated_at, last_event, Inquiry.updated_at)
        .join(Disbursement, Disbursement.id == Transaction.id)
        .outerjoin(Inquiry, Inquiry.id == Disbursement.inquiry_id)
        .where(Transaction.public_id == public_id)
    )
    row = db.session.execute(query).one_or_none()
    return None if row is None else tuple(row)


def banks() -> list[Bank]:
    """Every bank Flip lists, by name."""
    return list(db.session.scalars(select(Bank).order_by(func.lower(Bank.name))))
