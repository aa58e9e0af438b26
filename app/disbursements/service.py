"""The verbs of a disbursement that people say: prepare it and withdraw it; deciding is for `payouts`."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select

from app.audit.record import record
from app.db.base import table_of
from app.db.dialects import upsert
from app.db.transaction import transaction
from app.disbursements.models import Disbursement
from app.extensions import db
from app.inquiries import service as inquiries
from app.lib import clock
from app.lib.errors import NotFound, Refused
from app.lib.ids import new_public_id
from app.lib.labels import mark as _
from app.lib.masking import mask_number
from app.lib.transitions import Verdict
from app.payouts import approvals
from app.payouts.statuses import PayoutStatus
from app.timeline.models import Kind, Origin, Transaction
from app.timeline.record import Cause, News, Source, advance, write

OTHER_CONTENT = _(
    "This form was already sent as %(payout)s with other content, so nothing was made now. "
    "Open that payout, or start a new form."
)
NOT_YOURS = _("Only its maker can withdraw a payout.")
OTHER_BY_NOW = _("This payout is not what you were shown. Look at it again before you decide.")
NOT_CHECKED = _(
    "The bank has not confirmed this account, so it cannot be approved. Wait for its answer, or reject it."
)
ANOTHER_NAME = _("The bank does not confirm the name you expect. Say why this is right all the same.")
TOO_LATE = _("This payout can no longer be withdrawn: Flip has it, or is being asked.")


@dataclass(frozen=True)
class Maker:
    """The person who prepares a payout, and the reference of the request in which they do."""

    id: int
    name: str
    reference: str

    def cause(self, verb: str) -> Cause:
        """Why an event of theirs is written; one request says one thing once."""
        return Cause(Source.PERSON, f"person:{self.reference}:{verb}", self.name)


def submit(values: Mapping[str, Any], submission: str, maker: Maker) -> str:
    """Put a payout before the managers and ask the bank for the holder; our public id of it.

    The same form sent again is the same payout, because its key is made from the form (P2).
    :raises Refused: when the same form was sent before with other content (P3).
    """
    public_id, key, print_ = new_public_id("DIS"), key_of(submission), fingerprint(values)
    with transaction():
        row_id = _add_transaction(values, public_id, key, maker)
        if row_id is None:
            return _same_form(key, print_)
        asker = inquiries.Asker(maker.id, maker.name, maker.reference)
        asked = inquiries.ask_within(
            values["bank_code"], values["account_number"], values["typed_name"], asker
        )
        db.session.execute(
            insert(Disbursement).values(
                id=row_id,
                fingerprint=print_,
                account_number=values["account_number"],
                typed_name=values["typed_name"],
                remark=values["remark"],
                inquiry_id=asked,
                maker_name=maker.name,
            )
        )
        cause = maker.cause("submit")
        write(Kind.DISBURSEMENT, row_id, cause, News("disbursement.submitted"), (None, PayoutStatus.AWAITING))
        shown = dict(values) | {"account_number": mask_number(values["account_number"])}
        record("disbursements.submit", ("payout", public_id), after=shown)
    return public_id


def _add_transaction(values: Mapping[str, Any], public_id: str, key: str, maker: Maker) -> int | None:
    now = clock.now()
    statement = upsert(table_of(Transaction)).values(
        public_id=public_id,
        kind=Kind.DISBURSEMENT,
        idempotency_key=key,
        amount_idr=values["amount_idr"],
        status=PayoutStatus.AWAITING,
        bank_code=values["bank_code"],
        counterparty=values["typed_name"],
        maker_id=maker.id,
        origin=Origin.HERE,
        search_text=f"{values['typed_name']} {values['account_number']} {values['remark'] or ''}".lower(),
        created_at=now,
        updated_at=now,
    )
    statement = statement.on_conflict_do_nothing(index_elements=["idempotency_key"])
    added: int | None = db.session.execute(statement.returning(Transaction.id)).scalar_one_or_none()
    return added


def _same_form(key: str, print_: str) -> str:
    query = select(Transaction.public_id, Disbursement.fingerprint).join(
        Disbursement, Disbursement.id == Transaction.id
    )
    known = db.session.execute(query.where(Transaction.idempotency_key == key)).one()
    if known.fingerprint != print_:
        raise Refused(OTHER_CONTENT, values={"payout": known.public_id})
    return str(known.public_id)


def withdraw(public_id: str, maker: Maker) -> None:
    """Take a payout back before it is sent; :raises Refused: not the maker's, or too late."""
    with transaction():
        payout = db.session.scalar(select(Transaction).where(Transaction.public_id == public_id))
        if payout is None:
            raise NotFound
        if payout.maker_id != maker.id:
            raise Refused(NOT_YOURS)
        moved = advance(Kind.DISBURSEMENT, payout.id, PayoutStatus.WITHDRAWN, maker.cause("withdraw"))
        if moved is not Verdict.MOVED:
            raise Refused(TOO_LATE)
        record("disbursements.withdraw", ("payout", public_id))


def key_of(submission: str) -> str:
    """The idempotency key of a form: one form, one key, for ever."""
    return "bendahara-" + hashlib.sha256(submission.encode()).hexdigest()[:40]


def fingerprint(values: Mapping[str, Any]) -> str:
    """What makes two payouts the same in content, and what an approver decides about (P26)."""
    text = json.dumps(dict(values), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def approve(public_id: str, seen: str, code: str, reason: str, decider: approvals.Decider) -> None:
    """Let a payout go once its holder is known and nothing forbids the account.

    :raises Refused: the name check forbids it or is not done, the bank names somebody else and no reason is
        given, the content is other than what was seen, or what `approvals.approve` refuses.
    """
    query = select(Disbursement).join(Transaction, Transaction.id == Disbursement.id)
    payout = db.session.scalar(query.where(Transaction.public_id == public_id))
    if payout is None:
        raise NotFound
    if payout.fingerprint != seen:
        raise Refused(OTHER_BY_NOW)
    if not payout.may_be_approved:
        raise Refused(NOT_CHECKED)
    if payout.needs_reason and not reason.strip():
        raise Refused(ANOTHER_NAME, fields={"reason": ANOTHER_NAME})
    approvals.approve(
        public_id, seen, code, decider, send="disbursements.send", reason=reason.strip() or None
    )
