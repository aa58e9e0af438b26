"""Changing a payout that is not at Flip: a draft freely, anything later only with a new approval (P26)."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.audit.record import changes, record, recorded_even_if_refused
from app.disbursements import service, storing
from app.disbursements.content import LABELS, content_of, differing, fingerprint, full, masked, told
from app.disbursements.models import Disbursement
from app.disbursements.service import KIND
from app.extensions import db
from app.lib.errors import NotFound, Refused
from app.lib.labels import mark as _
from app.lib.transitions import Verdict
from app.payouts.statuses import NOT_YET_SENT, PayoutStatus
from app.timeline.makers import Maker
from app.timeline.models import Transaction
from app.timeline.record import News, advance, write

EDITABLE = (PayoutStatus.DRAFT, *NOT_YET_SENT)
NOT_YOURS = _("Only its maker can change a payout.")
TOO_LATE = _(
    "This payout can no longer be changed: Flip has it or is being asked, or it has come to an end. "
    "What you typed is still here."
)
CHANGED_MEANWHILE = _(
    "This payout was changed while you were typing, perhaps in another window. What you typed is still here: "
    "compare it with the payout, then save again."
)


def edit(public_id: str, values: Mapping[str, Any], maker: Maker, *, base: str, submit: bool) -> None:
    """Let a payout say something else; `base` is the fingerprint of what the form was filled from.

    A change voids what was decided about it: it waits for a manager again, before anything else is
    written, so that of the worker who begins to send it and this change exactly one happens. A draft
    stays one unless it is to `submit`.
    :raises Refused: not the maker's, too late, changed meanwhile, or whatever a submission is refused for
    """
    content = full(values)
    with recorded_even_if_refused("disbursements.edit", ("payout", public_id)):
        row = _locked(public_id)
        refuse_unless_editable(row, maker.id)
        before = content_of(row)
        names = differing(before, content)
        if names and base != row.payout.fingerprint:
            raise Refused(CHANGED_MEANWHILE)
        if names:
            _change(row, before, content, names, maker)
        if row.status is PayoutStatus.DRAFT and submit:
            service.submit_draft(row.id, content, maker)


def refuse_unless_editable(row: Disbursement, person_id: int) -> None:
    """Say why somebody may not change a payout; :raises Refused: another made it, or it is too late."""
    if row.transaction.maker_id != person_id:
        raise Refused(NOT_YOURS)
    if row.status not in EDITABLE or row.payout.may_have_passed:
        raise Refused(TOO_LATE)


def _change(
    row: Disbursement, before: Mapping[str, Any], content: Mapping[str, Any], names: list[str], maker: Maker
) -> None:
    status, cause = row.status, maker.cause("change")
    details = {
        "fields": [LABELS.get(name, name) for name in names],
        "before": ", ".join(told(name, before.get(name)) for name in names),
    }
    if status in (PayoutStatus.APPROVED, PayoutStatus.HELD):
        if advance(KIND, row.id, PayoutStatus.AWAITING, cause, News(details=details)) is not Verdict.MOVED:
            raise Refused(TOO_LATE)
    else:
        write(KIND, row.id, cause, News("disbursement.changed", details))
    storing.rewrite(row.id, content, fingerprint(content, after=row.payout.fingerprint))
    if status is not PayoutStatus.DRAFT:
        service.judge(row.id, content, maker)
    was, now = changes(masked(before), masked(content))
    record("disbursements.edit", ("payout", row.transaction.public_id), before=was, after=now)


def _locked(public_id: str) -> Disbursement:
    query = select(Transaction.id).where(Transaction.public_id == public_id, Transaction.kind == KIND)
    row_id = db.session.scalar(query)
    if row_id is None:
        raise NotFound
    return storing.locked(row_id)
