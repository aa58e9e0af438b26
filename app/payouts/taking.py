"""Taking in what Flip shows of a payout, from whichever side it comes."""

from typing import Any

from sqlalchemy import insert, select

from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.dialects import upsert
from app.extensions import db
from app.lib import clock
from app.lib.ids import new_public_id
from app.lib.labels import mark as _
from app.lib.transitions import Verdict
from app.payouts.kinds import AtFlip, kind_of
from app.payouts.models import Payout
from app.payouts.rows import PayoutRow
from app.payouts.statuses import FLIP_WORDS, PayoutStatus
from app.timeline.models import Attention, Origin, Transaction
from app.timeline.record import Cause, News, advance, write

MOVING = (PayoutStatus.PENDING, PayoutStatus.DONE)
WHAT_WAS_SENT = _("what was sent here")


def take(row_id: int, shown: AtFlip, cause: Cause) -> Verdict:
    """Bring our row up to what Flip shows, inside the caller's transaction.

    An unknown word moves nothing further; but whatever Flip calls what it shows for the first time, it has
    it: from then on it is under way, and asked for by its number.
    """
    movement = db.session.get_one(Transaction, row_id)  # as `agrees` has just read it
    if movement.flip_id not in (None, shown.id):
        return _another(movement, shown, cause)
    unsent, heard = movement.flip_id is None, movement.flip_status
    status = FLIP_WORDS.get(shown.status, PayoutStatus.PENDING if unsent else None)
    also: dict[str, Any] = {"flip_id": shown.id, "flip_status": shown.status, "fee_idr": shown.fee_idr}
    also |= kind_of(movement.kind).columns(movement, shown)
    if movement.sent_at is None:
        also["sent_at"] = shown.created_at or clock.now()
    kind_of(movement.kind).keep(movement, shown, cause)
    if shown.reason:
        change(table_of(Payout), row_id, reason=shown.reason)
    if status in (PayoutStatus.DONE, PayoutStatus.CANCELLED):
        also |= {"finished_at": shown.served_at or clock.now(), "learnt_by": cause.source}
    news = News(details={"reason": shown.reason}, happened_at=shown.served_at or shown.created_at, set=also)
    verdict = advance(movement.kind, row_id, status, cause, news) if status else Verdict.ALREADY
    if unsent and status in MOVING and verdict in (Verdict.LATE, Verdict.ILLEGAL):
        # Our row says that nothing is at Flip: this is no old news, it is money we do not know of.
        contradict(row_id, cause, said=shown.status, stands=movement.status)
        return Verdict.CONFLICT
    if verdict is Verdict.ALREADY and heard != shown.status:
        change(table_of(Transaction), row_id, flip_status=shown.status, updated_at=clock.now())
    if shown.status not in FLIP_WORDS and heard != shown.status:
        told = Cause(cause.source, f"{cause.key} word", cause.actor, cause.received_at)
        write(movement.kind, row_id, told, News(f"{movement.kind}.unknown_word", {"word": shown.status}))
    return verdict


def take_checked(row_id: int, shown: AtFlip, cause: Cause) -> Verdict:
    """The same, and a person must look where it is not what we sent (P3)."""
    if not agrees(row_id, shown):
        disagree(row_id, shown, cause)
    return take(row_id, shown, cause)


def locked(row_id: int) -> PayoutRow:
    """A payout's row of whatever kind, locked in the order in which everybody locks it."""
    return kind_of(db.session.get_one(Transaction, row_id).kind).locked(row_id)


def agrees(row_id: int, shown: AtFlip) -> bool:
    """True when what Flip shows under our key is what we sent (P3).

    The rows are held from here on, so that news from several sides comes one after the other.
    """
    row = locked(row_id)
    return kind_of(row.transaction.kind).is_what_was_sent(row, shown)


def disagree(row_id: int, shown: AtFlip, cause: Cause) -> None:
    """Flip shows another transfer under our key: a person must look (P3)."""
    said = kind_of(db.session.get_one(Transaction, row_id).kind).in_words(shown)
    contradict(row_id, cause, said=said, stands=WHAT_WAS_SENT)


def _another(movement: Transaction, shown: AtFlip, cause: Cause) -> Verdict:
    # Flip frees a key when it cancels, so a second transfer may carry it: ours is not touched by its news.
    told = Cause(cause.source, f"{cause.key} {shown.id}", cause.actor, cause.received_at)
    contradict(movement.id, told, said=f"{shown.id} {shown.status}", stands=f"{movement.flip_id}")
    return Verdict.CONFLICT


def contradict(row_id: int, cause: Cause, *, said: str, stands: str) -> None:
    """Flag, inside the caller's transaction, that Flip said two different things: a person decides (P18)."""
    kind = db.session.get_one(Transaction, row_id).kind
    told = Cause(cause.source, f"{cause.key} conflict", cause.actor, cause.received_at)
    if write(kind, row_id, told, News(f"{kind}.conflict", {"said": said, "stands": stands})):
        change(table_of(Transaction), row_id, attention=Attention.CONFLICT, updated_at=clock.now())


def find_for(kind: str, shown: AtFlip) -> int | None:
    """The row a transfer at Flip belongs to: by Flip's id, else by the key it was made with (P17).

    A row that is another transfer already is not found by its key.
    """
    ours = Transaction.kind == kind
    found = db.session.scalar(select(Transaction.id).where(ours, Transaction.flip_id == shown.id))
    if found is None and shown.idempotency_key:
        by_key = Transaction.idempotency_key == shown.idempotency_key
        free = Transaction.flip_id.is_(None)
        found = db.session.scalar(select(Transaction.id).where(ours, by_key, free))
    return found


def add_from_elsewhere(kind: str, shown: AtFlip, cause: Cause) -> int:
    """Rows for a transfer made elsewhere, inside the caller's transaction."""
    now, does = clock.now(), kind_of(kind)
    statement = upsert(table_of(Transaction)).values(
        **does.columns_from_elsewhere(shown),
        public_id=new_public_id(does.prefix),
        kind=kind,
        flip_id=shown.id,
        amount_idr=shown.amount_idr,
        fee_idr=shown.fee_idr,
        status=PayoutStatus.PENDING,
        flip_status=shown.status,
        origin=Origin.ELSEWHERE,
        created_at=shown.created_at or now,
        sent_at=shown.created_at,
        updated_at=now,
    )
    statement = statement.on_conflict_do_nothing(index_elements=["kind", "flip_id"])
    row_id = db.session.execute(statement.returning(Transaction.id)).scalar_one_or_none()
    if row_id is None:
        return find_for(kind, shown) or 0
    db.session.execute(insert(Payout).values(id=row_id, approvals_needed=0))
    does.add_from_elsewhere(row_id, shown)
    told = Cause(cause.source, f"{cause.key} seen", cause.actor, cause.received_at)
    write(kind, row_id, told, News(f"{kind}.found", happened_at=shown.created_at))
    return int(row_id)
