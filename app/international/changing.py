"""Changing a transfer abroad that is not at Flip, or its quote: what was approved of it is void (P26)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from app.audit.record import changes, record, recorded_even_if_refused
from app.corridors import service as corridors
from app.corridors.statuses import TransactionType
from app.db.transaction import release
from app.extensions import db
from app.international import attachments, storing
from app.international.content import LABELS, Content, content_of, differing, fingerprint, masked, read, told
from app.international.models import InternationalTransfer
from app.international.quoting import Quote, corridor_of, is_old, quote_for
from app.international.service import KIND, judge
from app.lib.errors import NotFound, Refused
from app.lib.labels import mark as _
from app.lib.money import format_idr
from app.lib.transitions import Verdict
from app.payouts.statuses import NOT_YET_SENT, HeldFor, PayoutStatus
from app.timeline.makers import Maker
from app.timeline.models import Transaction
from app.timeline.record import Cause, News, advance, write
from app.web.filters import rate as rate_in_words

NOT_YOURS = _("Only its maker can change a transfer.")
TOO_LATE = _(
    "This transfer can no longer be changed: Flip has it or is being asked, or it has come to an end. "
    "What you typed is still here."
)
CHANGED_MEANWHILE = _(
    "This transfer was changed while you were typing, perhaps in another window. What you typed is still "
    "here: compare it with the transfer, then save again."
)
NOT_YOUR_QUOTE = _("Only its maker can take a new quote for a transfer.")
NO_QUOTE_NOW = _("This transfer needs no new quote now.")
LOOK_AGAIN = _("This transfer was changed meanwhile. Look at it again.")


def edit(public_id: str, values: Mapping[str, Any], maker: Maker, *, base: str) -> None:
    """Let a transfer say something else, at the rate of now.

    `base` is the fingerprint of what the form was filled from. A change voids what was decided about it: it
    waits for a manager again, before anything else is written, so that of the worker who begins to send it
    and this change exactly one happens. A form that changes nothing takes no new quote either.
    :raises Refused: not the maker's, too late, changed meanwhile, or whatever a submission is refused for
    """
    corridors.want_rates(TransactionType(values["transaction_type"]))
    with recorded_even_if_refused("international.edit", ("payout", public_id)):
        row = _locked(public_id)
        refuse_unless_editable(row, maker.id)
        paper = values["attachment"] or attachments.paper_of(row.id)
        before, content = content_of(row), read(values, paper)
        names = differing(before, content)
        if not names:
            return
        if base != row.payout.fingerprint:
            raise Refused(CHANGED_MEANWHILE)
        quote = quote_for(content, values["seen_rate"])
        details = {
            "fields": [LABELS[name] for name in names],
            "before": ", ".join(told(name, before.fields().get(name)) for name in names),
        }
        # One that was let go has its own word for it: what was approved no longer counts.
        verb = "international.changed" if row.status is PayoutStatus.AWAITING else ""
        _put_before_managers(row, News(verb, details), maker.cause("change"))
        _rewrite(row, content, quote, maker)
        attachments.keep(row.id, paper if content.attachment else None, maker.name)
        was, now = changes(masked(before), masked(content))
        said = {"fields": names, "rate": quote.rate}
        record("international.edit", ("payout", public_id), before=was, after=now, details=said)


def refuse_unless_editable(row: InternationalTransfer, person_id: int) -> None:
    """Say why somebody may not change a transfer; :raises Refused: another made it, or it is too late."""
    if row.transaction.maker_id != person_id:
        raise Refused(NOT_YOURS)
    if row.status not in NOT_YET_SENT or row.payout.may_have_passed:
        raise Refused(TOO_LATE)


def take_new_quote(public_id: str, maker: Maker, *, base: str, seen: Decimal | None = None) -> None:
    """Let a transfer cost what it costs now.

    `base` is the fingerprint of what its maker saw, `seen` the rate they saw, None where they saw none.

    Whatever was approved was approved at the old rate, so it waits for the managers again.
    :raises Refused: not the maker's, not needed, changed meanwhile, or whatever a submission is refused for
    :raises RateMoved: when it is too far from what was seen
    """
    _want_rates(public_id)
    with recorded_even_if_refused("international.requote", ("payout", public_id)):
        row = _locked(public_id)
        if row.transaction.maker_id != maker.id:
            raise Refused(NOT_YOUR_QUOTE)
        if base != row.payout.fingerprint:
            raise Refused(LOOK_AGAIN)
        if not needs_new_quote(row):
            raise Refused(NO_QUOTE_NOW)
        content = content_of(row)
        quote = quote_for(content, seen)
        was, now = _priced(row.quoted_rate, row.transaction.amount_idr), _priced(quote.rate, quote.amount_idr)
        details = {"rate_before": was["rate"], "cost_before": was["cost"], **now}
        _put_before_managers(row, News("international.requoted", details), maker.cause("requote"))
        _rewrite(row, content, quote, maker)
        record("international.requote", ("payout", public_id), before=was, after=now)


def _want_rates(public_id: str) -> None:
    query = select(InternationalTransfer.transaction_type).join(InternationalTransfer.transaction)
    kind = db.session.scalar(query.where(Transaction.public_id == public_id))
    release()
    if kind is not None:
        corridors.want_rates(TransactionType(kind))


def needs_new_quote(row: InternationalTransfer) -> bool:
    """True when a transfer is held because the rate moved, or waits for the managers with an old quote."""
    if row.payout.may_have_passed:
        return False
    if row.status is PayoutStatus.HELD:
        return row.payout.held_for == HeldFor.RATE
    return row.status is PayoutStatus.AWAITING and is_old(row, corridor_of(row))


def _put_before_managers(row: InternationalTransfer, news: News, cause: Cause) -> None:
    if row.status is PayoutStatus.AWAITING:
        write(KIND, row.id, cause, news)
    elif advance(KIND, row.id, PayoutStatus.AWAITING, cause, news) is not Verdict.MOVED:
        raise Refused(TOO_LATE)


def _rewrite(row: InternationalTransfer, content: Content, quote: Quote, maker: Maker) -> None:
    # Chained to what stood before: a change back, or an old rate that came again, is not what was approved.
    storing.rewrite(row.id, content, fingerprint(content, after=row.payout.fingerprint), quote)
    judge(row.id, content, maker)


def _priced(rate: Decimal | None, amount_idr: int) -> dict[str, str | None]:
    return {"rate": None if rate is None else rate_in_words(rate), "cost": format_idr(amount_idr)}


def _locked(public_id: str) -> InternationalTransfer:
    query = select(Transaction.id).where(Transaction.public_id == public_id, Transaction.kind == KIND)
    row_id = db.session.scalar(query)
    if row_id is None:
        raise NotFound
    return storing.locked(row_id)
