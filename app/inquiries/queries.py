"""Reads of inquiries for pages."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select

from app.banks.models import Bank
from app.db.paging import Page, read_page
from app.extensions import db
from app.inquiries.models import KIND, Inquiry
from app.inquiries.statuses import ANSWERS, OPEN, InquiryStatus
from app.timeline.models import Event


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to: a status, and a part of the number or the holder's name."""

    status: str = ""
    words: str = ""


def inquiries_page(filters: Filters, cursor: str | None, size: int) -> Page[Inquiry]:
    """One page of inquiries, newest first."""
    query: Select[Inquiry] = select(Inquiry)
    if filters.status in set(InquiryStatus):
        query = query.where(Inquiry.status == filters.status)
    if filters.words:
        number = Inquiry.account_number.contains(filters.words.replace(" ", ""), autoescape=True)
        holder = func.lower(Inquiry.account_holder).contains(filters.words.lower(), autoescape=True)
        query = query.where(number | holder)
    return read_page(query, Inquiry.id, cursor=cursor, size=size)


def known_answer(bank_code: str, account_number: str) -> Inquiry | None:
    """The newest answer we have for exactly this account; leading zeros count."""
    query = select(Inquiry).where(
        Inquiry.bank_code == bank_code,
        Inquiry.account_number == account_number,
        Inquiry.status.in_(ANSWERS),
    )
    return db.session.scalar(query.order_by(Inquiry.id.desc()).limit(1))


def newest(bank_code: str, account_number: str, *, since: datetime) -> Inquiry | None:
    """The newest question about exactly this account that was answered since, or asked and is open."""
    answered = Inquiry.status.in_(ANSWERS) & (Inquiry.answered_at >= since)
    waiting = Inquiry.status.in_(OPEN) & (Inquiry.created_at >= since)
    query = select(Inquiry).where(
        Inquiry.bank_code == bank_code, Inquiry.account_number == account_number, answered | waiting
    )
    return db.session.scalar(query.order_by(Inquiry.id.desc()).limit(1))


def inquiry(public_id: str) -> Inquiry | None:
    """One inquiry by our own id."""
    return db.session.scalar(select(Inquiry).where(Inquiry.public_id == public_id))


def pulse(public_id: str) -> tuple[object, ...] | None:
    """In one statement what changes whenever an inquiry does; None when there is no such inquiry."""
    last_event = (
        select(func.max(Event.id))
        .where(Event.subject_kind == KIND, Event.subject_id == Inquiry.id)
        .correlate(Inquiry)
        .scalar_subquery()
    )
    query = select(Inquiry.updated_at, last_event).where(Inquiry.public_id == public_id)
    row = db.session.execute(query).one_or_none()
    return None if row is None else tuple(row)


def banks_to_choose() -> list[tuple[str, str]]:
    """Codes and names of the banks Flip lists, by name."""
    rows = db.session.execute(select(Bank.code, Bank.name).order_by(func.lower(Bank.name)))
    return [(row[0], row[1]) for row in rows]


def bank_names() -> dict[str, str]:
    """Names of the banks by their code."""
    return dict(banks_to_choose())
