"""The bank's word about the account of a payout: asked for once, refused where nothing may go there."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.transaction import transaction
from app.disbursements.models import Disbursement
from app.extensions import db
from app.inquiries import service as inquiries
from app.inquiries.models import Inquiry
from app.inquiries.statuses import Behaviour, InquiryStatus
from app.lib.errors import NotFound, Refused
from app.lib.labels import mark as _
from app.timeline.makers import Maker
from app.timeline.models import Transaction

BLOCKED = {
    InquiryStatus.INVALID_ACCOUNT_NUMBER: _(
        "The bank knows no such account. Compare the number with what the recipient gave you."
    ),
    InquiryStatus.BLACK_LISTED: _("Fraud with this account is confirmed, so no money goes there."),
    InquiryStatus.CLOSED: _("This account is closed or inactive. Ask the recipient for another one."),
    InquiryStatus.REFUSED: _("Flip refused to ask the bank about this account."),
}
ANSWERED = _("The bank has answered, or is being asked already.")


def confirm(row_id: int, content: Mapping[str, Any], asker: Maker) -> None:
    """Tie the bank's answer to a payout, inside the caller's transaction; asked only if it is not known.

    :raises Refused: beside the account when the bank's answer forbids it.
    """
    bank_code, number, name = (content[field] for field in ("bank_code", "account_number", "typed_name"))
    inquiry_id = inquiries.answer_within(bank_code, number, name, asker)
    inquiry = db.session.get_one(Inquiry, inquiry_id, populate_existing=True)
    if inquiry.behaviour is Behaviour.BLOCK:
        raise Refused(why_not(inquiry), fields={"account_number": why_not(inquiry)})
    change(table_of(Disbursement), row_id, inquiry_id=inquiry_id)


def ask_again(public_id: str, asker: Maker) -> None:
    """Have the bank asked once more about a payout that waits, because its answer was none.

    :raises Refused: when there is an answer, or the question is still open
    """
    with transaction():
        query = select(Disbursement).join(Transaction, Transaction.id == Disbursement.id)
        query = query.where(Transaction.public_id == public_id).with_for_update(of=Disbursement)
        row = db.session.scalar(query.execution_options(populate_existing=True))
        if row is None:
            raise NotFound
        if not row.may_ask_bank_again:
            raise Refused(ANSWERED)
        movement = row.transaction
        asked = inquiries.ask_within(
            movement.bank_code or "", movement.account_number or "", row.typed_name, asker
        )
        change(table_of(Disbursement), row.id, inquiry_id=asked)


def why_not(inquiry: Inquiry) -> str:
    """Why nothing may be sent to an account (English source)."""
    return inquiry.refusal or BLOCKED[inquiry.state]
