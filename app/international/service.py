"""The verbs by which a transfer abroad comes about and is taken back."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.audit.record import record, recorded_even_if_refused
from app.corridors import service as corridors
from app.corridors.statuses import TransactionType
from app.db.transaction import transaction
from app.extensions import db
from app.international import attachments, storing
from app.international.content import Content, content_of, fingerprint, masked, read
from app.international.quoting import quote_for
from app.lib.errors import NotFound, Refused
from app.lib.labels import mark as _
from app.lib.transitions import Verdict
from app.parties import service as parties
from app.payouts import anew
from app.payouts.keys import key_of
from app.payouts.statuses import PayoutStatus
from app.payouts.submitting import submitted
from app.timeline.makers import Maker
from app.timeline.models import Kind, Transaction
from app.timeline.record import News, advance, write

KIND = Kind.INTERNATIONAL
OTHER_CONTENT = _(
    "This form was already sent as %(payout)s with other content, so nothing was made now. "
    "Open that transfer, or start a new form."
)
NOT_YOURS = _("Only its maker can withdraw a transfer.")
TOO_LATE = _("This transfer can no longer be withdrawn: Flip has it, or is being asked.")


def submit(values: Mapping[str, Any], submission: str, maker: Maker, *, made_from: str | None = None) -> str:
    """Put a transfer abroad before the managers at the rate of now; our public id of it.

    The same form sent again is the same transfer, because its key is made from the form (P2), also when the
    rate moved in between. `made_from` is a transfer that came to nothing; its invoice goes along unless the
    form has another.
    :raises Refused: when the same form was sent before with other content (P3), or nothing may go there
    :raises RateMoved: when the rate is too far from the one the form was sent with
    """
    # Whoever sends a form has the rates read that are old, whatever becomes of it.
    corridors.want_rates(TransactionType(values["transaction_type"]))
    earlier_id = anew.earlier(KIND, made_from)
    paper = values["attachment"] or attachments.paper_of(earlier_id)
    content = read(values, paper)
    new = storing.New(key_of(submission), fingerprint(content), maker.id, maker.name, earlier_id)
    with recorded_even_if_refused("international.submit", None):
        if (known := _same_form(new)) is not None:
            return known
        quote = quote_for(content, values["seen_rate"])
        added = storing.add(content, new, quote, paper if content.attachment else None)
        if added is None:
            return _same_form(new) or ""
        row_id, public_id = added
        write(
            KIND,
            row_id,
            maker.cause("submit"),
            News("international.submitted"),
            (None, PayoutStatus.AWAITING),
        )
        judge(row_id, content, maker)
        record("international.submit", ("payout", public_id), after=masked(content))
    return public_id


def _same_form(new: storing.New) -> str | None:
    same_key = select(Transaction).where(Transaction.idempotency_key == new.key)
    movement = db.session.scalar(same_key)
    if movement is None:
        return None
    if movement.kind != KIND:
        raise Refused(OTHER_CONTENT, values={"payout": movement.public_id})
    # Held, or what another window writes meanwhile would be taken for this content.
    known = storing.locked(movement.id)
    # What it says counts, not what was approved of it: a new quote makes no other form of it.
    if fingerprint(content_of(known)) != new.fingerprint:
        raise Refused(OTHER_CONTENT, values={"payout": known.transaction.public_id})
    return known.transaction.public_id


def judge(row_id: int, content: Content, maker: Maker) -> None:
    """Ask of a transfer all that is asked when it is put before the managers.

    Inside the caller's transaction; its rows say `content` already.
    :raises Refused: when something speaks against it
    """
    anew.tie(KIND, row_id, maker.cause("anew"))
    submitted(row_id, content.alike_reason)
    kind = TransactionType(content.transaction_type)
    parties.used(kind, content.destination_country, content.beneficiary, content.sender)


def withdraw(public_id: str, maker: Maker) -> None:
    """Take a transfer back before it is sent; :raises Refused: not the maker's, or too late."""
    with transaction():
        movement = db.session.scalar(
            select(Transaction).where(Transaction.public_id == public_id, Transaction.kind == KIND)
        )
        if movement is None:
            raise NotFound
        if movement.maker_id != maker.id:
            raise Refused(NOT_YOURS)
        if advance(KIND, movement.id, PayoutStatus.WITHDRAWN, maker.cause("withdraw")) is not Verdict.MOVED:
            raise Refused(TOO_LATE)
        record("international.withdraw", ("payout", public_id))
