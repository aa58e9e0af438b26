"""Asking for the holder of an account, and taking in the answer from whichever side it comes."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select

from app.audit.record import record
from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.transaction import transaction
from app.extensions import db
from app.flip.inquiries import Inquiry as Told
from app.inquiries import queries
from app.inquiries.models import KIND, Inquiry
from app.inquiries.statuses import ANSWERS, ASK_AGAIN, OPEN, InquiryStatus, status_of
from app.lib import clock
from app.lib.errors import NotFound
from app.lib.ids import new_public_id
from app.lib.masking import mask_number
from app.lib.transitions import Verdict
from app.outbox.promises import promise
from app.timeline.makers import Maker
from app.timeline.record import Cause, News, Source, advance, write

FRESH = timedelta(minutes=10)


def ask(bank_code: str, account_number: str, typed_name: str | None, asker: Maker) -> str:
    """Ask who holds an account; Flip is asked after the commit. Our public id of the inquiry."""
    with transaction() as session:
        inquiry_id = ask_within(bank_code, account_number, typed_name, asker)
        return session.get_one(Inquiry, inquiry_id).public_id


def ask_within(bank_code: str, account_number: str, typed_name: str | None, asker: Maker) -> int:
    """The same inside the caller's transaction; the row's number."""
    now = clock.now()
    about = {"bank_code": bank_code, "account_number": account_number, "typed_name": typed_name or None}
    inquiry_id = _add(about | {"status": InquiryStatus.REQUESTED, "asked_at": now}, asker)
    cause = Cause(Source.PERSON, f"person:{asker.reference}", asker.name)
    write(KIND, inquiry_id, cause, News("inquiry.requested"), (None, InquiryStatus.REQUESTED))
    promise("inquiries.ask", {"inquiry_id": inquiry_id})
    return inquiry_id


def ask_unless_known(bank_code: str, account_number: str, typed_name: str | None, asker: Maker) -> str:
    """The public id of an answer that is fresh, or of a question that is open; else the bank is asked.

    What was expected by whoever asked before may differ: compare the holder with a name of your own.
    """
    known = queries.newest(bank_code, account_number, since=clock.now() - FRESH)
    if known is not None and known.state not in ASK_AGAIN:
        return known.public_id
    return ask(bank_code, account_number, typed_name, asker)


def answer_within(bank_code: str, account_number: str, typed_name: str | None, asker: Maker) -> int:
    """An inquiry with exactly this name to compare with, inside the caller's transaction; the row's number.

    A fresh answer, whoever asked for it, is written down with this name; Flip is asked where there is none.
    """
    known = queries.newest(bank_code, account_number, since=clock.now() - FRESH)
    if known is None or known.state is InquiryStatus.FAILED:
        return ask_within(bank_code, account_number, typed_name, asker)
    if known.typed_name == (typed_name or None):
        return known.id
    if known.is_open:
        return ask_within(bank_code, account_number, typed_name, asker)
    same = ("bank_code", "account_number", "status", "flip_status", "account_holder", "refusal")
    copied = {name: getattr(known, name) for name in (*same, "asked_at", "answered_at")}
    inquiry_id = _add(copied | {"typed_name": typed_name or None}, asker)
    cause = Cause(Source.PERSON, f"person:{asker.reference}", asker.name)
    write(KIND, inquiry_id, cause, News("inquiry.known", {"number": known.public_id}), (None, known.status))
    return inquiry_id


def _add(columns: Mapping[str, Any], asker: Maker) -> int:
    now, public_id = clock.now(), new_public_id("INQ")
    statement = insert(Inquiry).values(
        **columns,
        public_id=public_id,
        key=public_id.replace("-", ""),
        maker_id=asker.id,
        maker_name=asker.name,
        created_at=now,
        updated_at=now,
    )
    inquiry_id = db.session.execute(statement.returning(Inquiry.id)).scalar_one()
    after = {"bank": columns["bank_code"], "account": mask_number(columns["account_number"])}
    record("inquiries.ask", (KIND, public_id), after=after)
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
