"""Writing what a transfer abroad says, and what it was quoted, into its rows."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select

from app.corridors import queries as corridors
from app.corridors.statuses import TransactionType
from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.dialects import upsert
from app.extensions import db
from app.international import attachments
from app.international.content import Content
from app.international.models import InternationalTransfer
from app.international.papers import NewAttachment
from app.international.quoting import Quote
from app.lib import clock
from app.lib.ids import new_public_id
from app.payouts.models import Payout
from app.payouts.statuses import PayoutStatus
from app.timeline.models import Kind, Origin, Transaction


@dataclass(frozen=True)
class New:
    """What a transfer has from its first moment and keeps."""

    key: str
    fingerprint: str
    maker_id: int
    maker_name: str
    earlier_id: int | None = None


def add(content: Content, new: New, quote: Quote, paper: NewAttachment | None) -> tuple[int, str] | None:
    """Rows for a transfer that waits for the managers, inside the caller's transaction: number and public id.

    None when there are rows with its key already (P2).
    """
    now, public_id = clock.now(), new_public_id("INT")
    statement = upsert(table_of(Transaction)).values(
        **_of_movement(content, quote),
        public_id=public_id,
        kind=Kind.INTERNATIONAL,
        idempotency_key=new.key,
        status=PayoutStatus.AWAITING,
        earlier_id=new.earlier_id,
        maker_id=new.maker_id,
        origin=Origin.HERE,
        created_at=now,
        updated_at=now,
    )
    statement = statement.on_conflict_do_nothing(index_elements=["idempotency_key"])
    row_id = db.session.execute(statement.returning(Transaction.id)).scalar_one_or_none()
    if row_id is None:
        return None
    shared = {"fingerprint": new.fingerprint, "maker_name": new.maker_name}
    db.session.execute(insert(Payout).values(id=row_id, **shared, **_of_payout(content, quote)))
    db.session.execute(insert(InternationalTransfer).values(id=row_id, **_of_transfer(content, quote)))
    attachments.keep(row_id, paper, new.maker_name)
    return int(row_id), public_id


def locked(row_id: int) -> InternationalTransfer:
    """A transfer as it stands now, locked in the order in which everybody locks its two rows.

    Read anew after both: what another transaction wrote while this one waited must not be missed.
    """
    both = select(InternationalTransfer.id).join(Transaction, Transaction.id == InternationalTransfer.id)
    held = both.where(InternationalTransfer.id == row_id)
    db.session.execute(held.with_for_update(of=[InternationalTransfer, Transaction]))
    return db.session.get_one(InternationalTransfer, row_id, populate_existing=True)


def rewrite(row_id: int, content: Content, fingerprint: str, quote: Quote) -> None:
    """Put other content or a new quote into the rows of a transfer that is not at Flip.

    Inside the caller's transaction. What Flip or the worker said of it before goes.
    """
    before = {"refusal": None, "waiting_for": None, "held_for": None}
    change(table_of(Transaction), row_id, **_of_movement(content, quote), updated_at=clock.now())
    change(table_of(Payout), row_id, **_of_payout(content, quote), fingerprint=fingerprint, **before)
    change(table_of(InternationalTransfer), row_id, **_of_transfer(content, quote))


def _of_movement(content: Content, quote: Quote) -> dict[str, Any]:
    person = content.beneficiary
    searched = (person.get("full_name"), person["account_number"], _bank_name(content))
    return {
        "bank_code": f"{content.destination_country}:{person.get('bank_id', '')}",
        "account_number": person["account_number"],
        "amount_idr": quote.amount_idr,
        "currency_code": content.currency_code,
        "foreign_amount": content.amount,
        "counterparty": person.get("full_name"),
        "search_text": " ".join(part or "" for part in searched).lower(),
    }


def _of_payout(content: Content, quote: Quote) -> dict[str, Any]:
    return {"alike_reason": content.alike_reason, "expected_fee_idr": quote.fee_idr}


def _of_transfer(content: Content, quote: Quote) -> dict[str, Any]:
    return {
        "transaction_type": content.transaction_type,
        "destination_country": content.destination_country,
        "bank_name": _bank_name(content),
        "quoted_rate": quote.rate,
        "quoted_at": quote.at,
        "beneficiary": dict(content.beneficiary),
        "sender": None if content.sender is None else dict(content.sender),
    }


def _bank_name(content: Content) -> str | None:
    """The bank as its country's form names it, or as the maker does."""
    kind, number = TransactionType(content.transaction_type), content.beneficiary.get("bank_id")
    told = corridors.form_data(corridors.country_form(kind, content.destination_country))
    named = told.banks.get(number) if told and number else None
    return content.beneficiary.get("bank_name") or named
