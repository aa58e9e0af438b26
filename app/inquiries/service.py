"""Asking for the holder of an account, and taking in the answer from whichever side it comes."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import insert, select

from app.audit.record import record
from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.transaction import transaction
from app.extensions import db
from app.flip.inquiries import Inquiry as Told
from app.inquiries.models import KIND, Inquiry
from app.inquiries.statuses import ANSWERS, OPEN, InquiryStatus, status_of
from app.lib import clock
from app.lib.errors import NotFound
from app.lib.ids import new_public_id
from app.lib.masking import mask_number
from app.lib.transitions import Verdict
from app.outbox.promises import promise
from app.timeline.record import Cause, News, Source, advance, write

FRESH = timedelta(minutes=10)


@dataclass(frozen=True)
class Asker:
    """The person who asks, and the reference of the request in which they do."""

    id: int
    name: str
    reference: str


def ask(bank_code: str, account_number: str, typed_name: str | None, asker: Asker) -> str:
    """Ask who holds an account; Flip is asked after the commit. Our public id of the inquiry."""
    with transaction() as session:
        inquiry_id = ask_within(bank_code, account_number, typed_name, asker)
        return session.get_one(Inquiry, inquiry_id).public_id


def ask_within(bank_code: str, account_number: str, typed_name: str | None, asker: Asker) -> int:
    """The same inside the caller's transaction; the row's number."""
    now, public_id = clock.now(), new_public_id("INQ")
    statement = insert(Inquiry).values(
        public_id=public_id,
        key=public_id.replace("-", ""),
        bank_code=bank_code,
        account_number=account_number,
        typed_name=typed_name or None,
        status=InquiryStatus.REQUESTED,
        maker_id=asker.id,
        maker_name=asker.name,
        created_at=now,
        asked_at=now,
        updated_at=now,
    )
    inquiry_id = db.session.execute(statement.returning(Inquiry.id)).scalar_one()
    cause = Cause(Source.PERSON, f"person:{asker.reference}", asker.name)
    write(KIND, inquiry_id, cause, News("inquiry.requested"), (None, InquiryStatus.REQUESTED))
    after = {"bank": bank_code, "account": mask_number(account_number)}
    record("inquiries.ask", (KIND, public_id), after=after)
    promise("inquiries.ask", {"inquiry_id": inquiry_id})
    return inquiry_id


def answered(inquiry_id: int, told: Told, cause: Cause) -> Verdict:
    """Take in an answer, inside the caller's transaction."""
    status = status_of(told.status)
    found = {"flip_status": told.status, "asked_at": clock.now()}
    if status in ANSWERS:
        found |= {"account_holder": told.account_holder, "answered_at": clock.now()}
    return advance(KIND, inquiry_id, status, cause, News(set=found))


def still_pending(inquiry_id: int) -> None:
    """The bank is still being asked: note when we looked, so that we look again later."""
    with transaction():
        change(table_of(Inquiry), inquiry_id, asked_at=clock.now())


def refused(inquiry_id: int, words: str) -> None:
    """Flip refused the question itself (English source)."""
    with transaction():
        news = News(set={"refusal": words, "answered_at": clock.now()})
        advance(KIND, inquiry_id, InquiryStatus.REFUSED, Cause(Source.ANSWER, "refused"), news)


def find_for(told: Told) -> Inquiry | None:
    """The inquiry an answer is about: by its key, else the newest open one for the account.

    A callback may have lost the leading zeros of the number (general: bank-account-inquiry).
    """
    if told.inquiry_key:
        return db.session.scalar(select(Inquiry).where(Inquiry.key == told.inquiry_key))
    query = select(Inquiry).where(Inquiry.bank_code == told.bank_code, Inquiry.status.in_(OPEN))
    number = told.account_number.lstrip("0")
    candidates = db.session.scalars(query.order_by(Inquiry.id.desc()).limit(200))
    return next((one for one in candidates if one.account_number.lstrip("0") == number), None)


def get(public_id: str) -> Inquiry:
    """One inquiry by our own id; :raises NotFound: when there is none."""
    found = db.session.scalar(select(Inquiry).where(Inquiry.public_id == public_id))
    if found is None:
        raise NotFound
    return found
