"""The verbs by which a payout comes about: kept as a draft, put before the managers; and taken back."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.audit.record import record, recorded_even_if_refused
from app.banks.models import Bank
from app.beneficiaries import service as beneficiaries
from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.transaction import transaction
from app.disbursements import anew, holders, storing, through
from app.disbursements.content import fingerprint, full, masked
from app.extensions import db
from app.lib.errors import NotFound, Refused
from app.lib.labels import mark as _
from app.lib.transitions import Verdict
from app.payouts.keys import key_of
from app.payouts.models import Payout
from app.payouts.statuses import PayoutStatus
from app.payouts.submitting import submitted
from app.timeline.makers import Maker
from app.timeline.models import Kind, Transaction
from app.timeline.record import News, advance, write

KIND = Kind.DISBURSEMENT
OTHER_CONTENT = _(
    "This form was already sent as %(payout)s with other content, so nothing was made now. "
    "Open that payout, or start a new form."
)
NOT_YOURS = _("Only its maker can withdraw a payout.")
TOO_LATE = _("This payout can no longer be withdrawn: Flip has it, or is being asked.")


def submit(values: Mapping[str, Any], submission: str, maker: Maker, *, made_from: str | None = None) -> str:
    """Put a payout before the managers and ask the bank for the holder; our public id of it.

    The same form sent again is the same payout, because its key is made from the form (P2); a draft that
    was saved from it is submitted. `made_from` is a payout that came to nothing.
    :raises Refused: when the same form was sent before with other content (P3), or nothing may go there.
    """
    return _prepare(values, submission, maker, PayoutStatus.AWAITING, made_from)


def save_draft(
    values: Mapping[str, Any], submission: str, maker: Maker, *, made_from: str | None = None
) -> str:
    """Keep what is filled in so far, for its maker to go on with; our public id of it.

    :raises Refused: when the same form was saved before with other content.
    """
    return _prepare(values, submission, maker, PayoutStatus.DRAFT, made_from)


def _prepare(
    values: Mapping[str, Any], submission: str, maker: Maker, status: PayoutStatus, made_from: str | None
) -> str:
    content, key = full(values), key_of(submission)
    new = storing.New(key, fingerprint(content), maker.id, maker.name, anew.earlier(made_from))
    verb = "disbursements.draft" if status is PayoutStatus.DRAFT else "disbursements.submit"
    with recorded_even_if_refused(verb, None):
        added = storing.add(content, new, status)
        if added is None:
            return _same_form(new, content, maker, status)
        row_id, public_id = added
        if status is PayoutStatus.DRAFT:
            write(KIND, row_id, maker.cause("draft"), News("disbursement.drafted"), (None, status))
            record("disbursements.draft", ("payout", public_id), after=masked(content))
            return public_id
        write(KIND, row_id, maker.cause("submit"), News("disbursement.submitted"), (None, status))
        judge(row_id, content, maker)
        record("disbursements.submit", ("payout", public_id), after=masked(content))
    return public_id


def _same_form(new: storing.New, content: Mapping[str, Any], maker: Maker, status: PayoutStatus) -> str:
    same_key = select(Transaction).where(Transaction.idempotency_key == new.key)
    movement = db.session.scalars(same_key).one()
    public_id = movement.public_id
    if movement.kind != KIND:
        raise Refused(OTHER_CONTENT, values={"payout": public_id})
    # Held, or what another window writes meanwhile would be submitted as if it were this content.
    known = storing.locked(movement.id)
    if known.payout.fingerprint != new.fingerprint:
        raise Refused(OTHER_CONTENT, values={"payout": public_id})
    if status is not PayoutStatus.DRAFT and known.status is PayoutStatus.DRAFT:
        submit_draft(known.id, content, maker)
    return public_id


def submit_draft(row_id: int, content: Mapping[str, Any], maker: Maker) -> None:
    """Put a draft, as its rows say, before the managers, inside the caller's transaction."""
    movement = db.session.get_one(Transaction, row_id)
    if movement.maker_id != maker.id:
        raise Refused(OTHER_CONTENT, values={"payout": movement.public_id})
    cause, news = maker.cause("submit"), News("disbursement.submitted")
    if advance(KIND, row_id, PayoutStatus.AWAITING, cause, news) is Verdict.MOVED:
        judge(row_id, content, maker)
        record("disbursements.submit", ("payout", movement.public_id), after=masked(content))


def judge(row_id: int, content: Mapping[str, Any], maker: Maker) -> None:
    """Ask of a payout all that is asked when it is put before the managers, inside the caller's transaction.

    Its rows say `content` already. :raises Refused: when something speaks against it
    """
    beneficiaries.used(content["bank_code"], content["account_number"])
    anew.tie(row_id, maker.cause("anew"))
    through.tie(row_id, content)
    holders.confirm(row_id, content, maker)
    fee = db.session.scalar(select(Bank.fee_idr).where(Bank.code == content["bank_code"])) or 0
    change(table_of(Payout), row_id, expected_fee_idr=fee)
    submitted(row_id, content["alike_reason"])


def withdraw(public_id: str, maker: Maker) -> None:
    """Take a payout back before it is sent; :raises Refused: not the maker's, or too late."""
    with transaction():
        payout = db.session.scalar(select(Transaction).where(Transaction.public_id == public_id))
        if payout is None:
            raise NotFound
        if payout.maker_id != maker.id:
            raise Refused(NOT_YOURS)
        if advance(KIND, payout.id, PayoutStatus.WITHDRAWN, maker.cause("withdraw")) is not Verdict.MOVED:
            raise Refused(TOO_LATE)
        record("disbursements.withdraw", ("payout", public_id))
