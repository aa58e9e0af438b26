"""Transfers abroad as tests make them, without a page: the rates Flip offers, and what a form says."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from itertools import count
from typing import Any

from sqlalchemy import select

from app.corridors.statuses import TransactionType
from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.transaction import transaction
from app.extensions import db
from app.international import service
from app.international.models import InternationalTransfer
from app.international.papers import NewAttachment
from app.payouts import approvals
from app.payouts.models import Payout
from app.payouts.queries import standing_approvals
from app.timeline.makers import Maker
from app.timeline.models import Event, Kind, Transaction
from app.timeline.record import Cause, Source, advance
from tests.corridors.rates import C2C, POUNDS, YEN, take

KIND = Kind.INTERNATIONAL
RINGGIT: dict[str, Any] = POUNDS | {
    "currency_code": "MYR",
    "country_name": "Malaysia",
    "country_iso_code": "MYS",
    "flip_exchange_rate": Decimal("3341.96"),
    "flip_transfer_fee": 45_000,
    "minimum_amount": 10,
    "maximum_amount": 100_000,
}
INVOICE = NewAttachment(b"%PDF-1.7 invoice of Tan Ah Kow, 300 chairs", "pdf")
BENEFICIARY = {
    "account_number": "31926819",
    "full_name": "John Snow",
    "bank_id": "1807",
    "nationality": "GBR",
    "province": "Greater London",
    "city": "London",
    "address": "23 Great Marlborough Street",
    "relationship": "FRIEND",
    "source_of_funds": "SAVINGS",
    "remittance_purposes": "EDUCATION",
    "sort_code": "601613",
    "email": "john.snow@example.com",
}
SENDER = {
    "name": "Siti Rahayu",
    "country": "100252",
    "place_of_birth": "102",
    "date_of_birth": "1992-01-31",
    "address": "Jalan Melati Nomor Tujuh",
    "city": "102",
    "identity_type": "nat_id",
    "identity_number": "3273017101920001",
    "job": "entrepreneur",
    "email": "siti.rahayu@example.com",
    "phone_number": "+6281234567890",
}
# What a consumer sends to a friend in London.
VALUES: dict[str, Any] = {
    "transaction_type": "C2C",
    "destination_country": "GBR",
    "currency_code": "GBP",
    "amount": Decimal("100.50"),
    "seen_rate": Decimal("19000.55"),
    "beneficiary": BENEFICIARY,
    "sender": SENDER,
    "attachment": None,
    "alike_reason": None,
}
# What the company pays to a company in Malaysia, with its invoice.
BUSINESS: dict[str, Any] = VALUES | {
    "transaction_type": "B2B",
    "destination_country": "MYS",
    "currency_code": "MYR",
    "seen_rate": None,
    "beneficiary": {
        "account_number": "00123456",
        "full_name": "Tan Ah Kow Sdn Bhd",
        "bank_id": "2122",
        "document_reference_number": "INV-2026-77",
    },
    "sender": None,
    "attachment": INVOICE,
}
_requests: Iterator[int] = count(1)


def offer_rates(at: datetime | None = None, **pounds: Any) -> None:
    """Have Flip's rates taken in; `pounds` says what is different of those to Great Britain."""
    for kind in (C2C, TransactionType.C2B, TransactionType.B2B):
        take(POUNDS | pounds, YEN, RINGGIT, kind=kind, at=at)


def maker(person_id: int = 7) -> Maker:
    """Somebody in a request of its own."""
    return Maker(person_id, "Sari", f"request-{next(_requests)}")


def submit(form: str = "form-1", /, values: dict[str, Any] = VALUES, **changes: Any) -> str:
    """Put a transfer before the managers; our public id."""
    return service.submit(values | changes, form, maker())


def beneficiary(**changes: str) -> dict[str, str]:
    """Who is paid, with something different."""
    return BENEFICIARY | changes


def stored(public_id: str) -> InternationalTransfer:
    """The transfer as stored now."""
    db.session.rollback()
    query = select(InternationalTransfer).join(Transaction, Transaction.id == InternationalTransfer.id)
    query = query.where(Transaction.public_id == public_id)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def all_stored() -> list[InternationalTransfer]:
    """Every transfer, oldest first."""
    db.session.rollback()
    return list(db.session.scalars(select(InternationalTransfer).order_by(InternationalTransfer.id)))


def approve(public_id: str, seen: str | None = None) -> None:
    """Have a manager let go what they saw, or what stands, without a worker that sends it."""
    decider = approvals.Decider(8, "Budi", f"request-{next(_requests)}")
    with transaction():
        payout = approvals.locked(public_id)
        if seen is not None:
            approvals.judge(payout, seen, "known to us", decider)
        approvals.let_go(payout, None, decider)


def hold(public_id: str, why: str) -> None:
    """Have one that is approved held, as the worker does."""
    row_id = stored(public_id).id
    with transaction():
        advance(KIND, row_id, "HELD", Cause(Source.CLOCK, f"held by test {next(_requests)}"))
        change(table_of(Payout), row_id, held_for=why)


def approvals_of(public_id: str) -> int:
    """How many approvals count of what it says now."""
    return len(standing_approvals([stored(public_id).id]))


def events(public_id: str) -> list[Event]:
    """What happened to it, oldest first."""
    row_id = stored(public_id).id
    query = select(Event).where(Event.subject_kind == KIND, Event.subject_id == row_id)
    return list(db.session.scalars(query.order_by(Event.id)))


def last_event(public_id: str) -> Event:
    """The last thing that happened to it."""
    return events(public_id)[-1]


def verbs(public_id: str) -> list[str]:
    """The verbs of what happened to it, oldest first."""
    return [event.verb for event in events(public_id)]
