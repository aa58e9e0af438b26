"""Reads of disbursements for pages."""

from dataclasses import dataclass, replace

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from app.agents.models import Agent
from app.banks.models import Bank
from app.db.paging import Page, bounded_counts, read_page
from app.disbursements.models import Disbursement
from app.extensions import db
from app.gateway.state import state_now
from app.inquiries.models import Inquiry
from app.payouts import verdict
from app.payouts.models import Payout
from app.payouts.statuses import HeldFor, PayoutStatus
from app.timeline.models import Event, Kind, Transaction

TABS = ("all", "drafts", "awaiting", "under_way", "done", "failed", "decide")
_S = PayoutStatus
_STATUSES_OF = {
    "drafts": (_S.DRAFT,),
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
    kind: str = ""
    agent: Agent | None = None


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
        # A bank recovers and balances rise by themselves; an agent may never send again.
        barred = (Transaction.status == PayoutStatus.HELD) & (Payout.held_for == HeldFor.AGENT)
        query = query.join(Payout, Payout.id == Transaction.id)
        query = query.where(unknown | barred | Transaction.attention.is_not(None))
    if filters.kind:
        query = query.where(Disbursement.transfer_kind == filters.kind)
    if filters.agent:
        query = query.where(Disbursement.agent_id == filters.agent.id)
    if filters.words:
        query = query.where(Transaction.search_text.contains(filters.words.lower(), autoescape=True))
    return query


def disbursement(public_id: str) -> Disbursement | None:
    """One disbursement by our own id, with who is kept with its account."""
    query = select(Disbursement).join(Transaction, Transaction.id == Disbursement.id)
    query = query.options(joinedload(Disbursement.kept))
    return db.session.scalar(query.where(Transaction.public_id == public_id))


def public_id_of(row_id: int) -> str | None:
    """Our own id of the disbursement in a row."""
    return db.session.scalar(select(Transaction.public_id).where(Transaction.id == row_id))


def pulse(public_id: str) -> tuple[object, ...] | None:
    """In one statement what changes whenever a disbursement, its check, its verdict or Flip's state does."""
    last_event = (
        select(func.max(Event.id))
        .where(Event.subject_kind == Kind.DISBURSEMENT, Event.subject_id == Transaction.id)
        .correlate(Transaction)
        .scalar_subquery()
    )
    query = (
        select(
            *(Transaction.updated_at, last_event, Inquiry.updated_at, Agent.updated_at),
            *(*verdict.pulse(), state_now()),
        )
        .join(Disbursement, Disbursement.id == Transaction.id)
        .outerjoin(Inquiry, Inquiry.id == Disbursement.inquiry_id)
        .outerjoin(Agent, Agent.id == Disbursement.agent_id)
        .where(Transaction.public_id == public_id)
    )
    row = db.session.execute(query).one_or_none()
    return None if row is None else tuple(row)


def banks() -> list[Bank]:
    """Every bank Flip lists, by name."""
    return list(db.session.scalars(select(Bank).order_by(func.lower(Bank.name))))
