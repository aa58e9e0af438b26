"""Reads of transfers abroad for pages."""

from dataclasses import dataclass, replace

from sqlalchemy import Select, func, select
from sqlalchemy.orm import defer, undefer

from app.corridors.models import ExchangeRate
from app.db.paging import Page, bounded_counts, read_page
from app.extensions import db
from app.gateway.state import state_now
from app.international.models import Attachment, InternationalTransfer
from app.payouts import verdict
from app.payouts.models import Payout
from app.payouts.statuses import DROPPED, HeldFor, PayoutStatus
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
    """What a list of transfers abroad is narrowed to; `country` is ISO alpha-3."""

    tab: str = "all"
    words: str = ""
    kind: str = ""
    country: str = ""


def transfers_page(filters: Filters, cursor: str | None, size: int) -> Page[InternationalTransfer]:
    """One page of transfers abroad, newest first, without who is paid and who sends."""
    return read_page(_matching(filters), InternationalTransfer.id, cursor=cursor, size=size)


def counts(filters: Filters) -> dict[str, int]:
    """How many stand under each tab but the first, counted no further than the bound."""
    return bounded_counts({tab: _matching(replace(filters, tab=tab)) for tab in TABS[1:]})


def _matching(filters: Filters) -> Select[InternationalTransfer]:
    query = select(InternationalTransfer).join(Transaction, Transaction.id == InternationalTransfer.id)
    if statuses := _STATUSES_OF.get(filters.tab):
        query = query.where(Transaction.status.in_(statuses))
    if filters.tab == "decide":
        unknown = Transaction.status == _S.UNKNOWN
        # The others that are held go by themselves; over a rate that moved a person decides.
        moved = (Transaction.status == _S.HELD) & (Payout.held_for == HeldFor.RATE)
        query = query.join(Payout, Payout.id == Transaction.id)
        query = query.where(unknown | moved | Transaction.attention.is_not(None))
    if filters.kind:
        query = query.where(InternationalTransfer.transaction_type == filters.kind)
    if filters.country:
        query = query.where(InternationalTransfer.destination_country == filters.country)
    if filters.words:
        query = query.where(Transaction.search_text.contains(filters.words.lower(), autoescape=True))
    return query


def transfer(public_id: str) -> InternationalTransfer | None:
    """One transfer abroad by our own id, with who is paid and who sends."""
    query = select(InternationalTransfer).join(Transaction, Transaction.id == InternationalTransfer.id)
    query = query.options(undefer(InternationalTransfer.beneficiary), undefer(InternationalTransfer.sender))
    return db.session.scalar(query.where(Transaction.public_id == public_id))


def attachment(transfer_id: int) -> Attachment | None:
    """What is known of the paper that goes with a transfer, without the paper itself."""
    query = select(Attachment).where(Attachment.transfer_id == transfer_id)
    return db.session.scalar(query.options(defer(Attachment.content)))


def ended(public_id: str | None) -> InternationalTransfer | None:
    """The transfer that is over and may be made anew; None when there is no such one."""
    row = transfer(public_id) if public_id and public_id.isprintable() else None
    return row if row is not None and row.status in DROPPED else None


def public_id_of(row_id: int) -> str | None:
    """Our own id of the transfer in a row."""
    query = select(Transaction.public_id).where(Transaction.id == row_id)
    return db.session.scalar(query.where(Transaction.kind == Kind.INTERNATIONAL))


def countries() -> list[str]:
    """Every country (ISO alpha-3) a transfer was made to."""
    return sorted(db.session.scalars(select(InternationalTransfer.destination_country).distinct()))


def pulse(public_id: str) -> tuple[object, ...] | None:
    """In one statement what changes whenever a transfer, its rate, its verdict or Flip's state does."""
    last_event = (
        select(func.max(Event.id))
        .where(Event.subject_kind == Kind.INTERNATIONAL, Event.subject_id == Transaction.id)
        .correlate(Transaction)
        .scalar_subquery()
    )
    corridor = (
        (ExchangeRate.transaction_type == InternationalTransfer.transaction_type)
        & (ExchangeRate.country_iso_code == InternationalTransfer.destination_country)
        & (ExchangeRate.currency_code == Transaction.currency_code)
    )
    query = (
        select(
            *(Transaction.updated_at, last_event, ExchangeRate.rate, ExchangeRate.is_active),
            *(ExchangeRate.gone_at, *verdict.pulse(), state_now()),
        )
        .join(InternationalTransfer, InternationalTransfer.id == Transaction.id)
        .outerjoin(ExchangeRate, corridor)
    )
    row = db.session.execute(query.where(Transaction.public_id == public_id)).one_or_none()
    return None if row is None else tuple(row)
