"""Taking in what Flip shows of a transfer, from whichever side it comes."""

from typing import Any

from sqlalchemy import insert, select

from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.dialects import upsert
from app.disbursements.models import Disbursement
from app.extensions import db
from app.flip.disbursements import Disbursement as Shown
from app.lib import clock
from app.lib.ids import new_public_id
from app.lib.masking import mask_number
from app.lib.transitions import Verdict
from app.payouts.statuses import FLIP_WORDS, PayoutStatus
from app.timeline.models import Kind, Origin, Transaction
from app.timeline.record import Cause, News, advance, write

KIND = Kind.DISBURSEMENT
_table = table_of(Disbursement)


def take(row_id: int, shown: Shown, cause: Cause) -> Verdict:
    """Bring our row up to what Flip shows, inside the caller's transaction; an unknown word moves nothing."""
    status = FLIP_WORDS.get(shown.status)
    movement = db.session.get_one(Transaction, row_id, populate_existing=True)
    also: dict[str, Any] = {"flip_id": shown.id, "flip_status": shown.status, "fee_idr": shown.fee_idr}
    if shown.recipient_name:
        also["counterparty"] = shown.recipient_name
    own = {"receipt_url": shown.receipt, "reason": shown.reason, "begun_at": shown.created_at}
    change(_table, row_id, **{name: value for name, value in own.items() if value is not None})
    if status in (PayoutStatus.DONE, PayoutStatus.CANCELLED):
        also |= {"finished_at": shown.served_at or clock.now(), "learnt_by": cause.source}
    news = News(details={"reason": shown.reason}, happened_at=shown.served_at or shown.created_at, set=also)
    verdict = advance(KIND, row_id, status, cause, news) if status else Verdict.ALREADY
    if verdict is Verdict.ALREADY and movement.flip_status != shown.status:
        change(table_of(Transaction), row_id, flip_status=shown.status, updated_at=clock.now())
        if status is None:
            told = Cause(cause.source, f"{cause.key} word", cause.actor, cause.received_at)
            write(KIND, row_id, told, News("disbursement.unknown_word", {"word": shown.status}))
    return verdict


def agrees(row_id: int, shown: Shown) -> bool:
    """True when what Flip shows under our key is what we sent: same account, bank and amount (P3)."""
    payout = db.session.get_one(Disbursement, row_id, populate_existing=True)
    movement = payout.transaction
    sent = (movement.amount_idr, movement.bank_code, payout.account_number)
    return sent == (shown.amount_idr, shown.bank_code, shown.account_number)


def disagree(row_id: int, shown: Shown, cause: Cause) -> None:
    """Flip shows another transfer under our key: a person must look (P3)."""
    told = Cause(cause.source, f"{cause.key} conflict", cause.actor, cause.received_at)
    details = {
        "stands": f"{shown.bank_code} {mask_number(shown.account_number)} {shown.amount_idr}",
        "said": "what was sent here",
    }
    if write(KIND, row_id, told, News("disbursement.conflict", details)):
        change(table_of(Transaction), row_id, attention="conflict", updated_at=clock.now())


def find_for(shown: Shown) -> int | None:
    """The row a transfer at Flip belongs to: by Flip's id, else by the key it was made with (P17)."""
    ours = Transaction.kind == KIND
    found = db.session.scalar(select(Transaction.id).where(ours, Transaction.flip_id == shown.id))
    if found is None and shown.idempotency_key:
        by_key = Transaction.idempotency_key == shown.idempotency_key
        found = db.session.scalar(select(Transaction.id).where(ours, by_key))
    return found


def add_from_elsewhere(shown: Shown, cause: Cause) -> int:
    """A row for a transfer made elsewhere, inside the caller's transaction."""
    now = clock.now()
    statement = upsert(table_of(Transaction)).values(
        public_id=new_public_id("DIS"),
        kind=KIND,
        flip_id=shown.id,
        amount_idr=shown.amount_idr,
        fee_idr=shown.fee_idr,
        status=PayoutStatus.PENDING,
        flip_status=shown.status,
        bank_code=shown.bank_code,
        counterparty=shown.recipient_name,
        origin=Origin.ELSEWHERE,
        search_text=f"{shown.recipient_name or ''} {shown.account_number} {shown.remark}".lower(),
        created_at=shown.created_at or now,
        updated_at=now,
    )
    statement = statement.on_conflict_do_nothing(index_elements=["kind", "flip_id"])
    row_id = db.session.execute(statement.returning(Transaction.id)).scalar_one_or_none()
    if row_id is None:
        return find_for(shown) or 0
    own = {
        "account_number": shown.account_number,
        "remark": shown.remark or None,
        "begun_at": shown.created_at,
    }
    db.session.execute(insert(Disbursement).values(id=row_id, attempts=0, may_have_passed=False, **own))
    told = Cause(cause.source, f"{cause.key} seen", cause.actor, cause.received_at)
    write(KIND, row_id, told, News("disbursement.found", happened_at=shown.created_at))
    return int(row_id)
