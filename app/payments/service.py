"""Taking in what Flip says of a payment, from whichever side it comes."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select

from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.dialects import upsert
from app.extensions import db
from app.flip.bills import Bill as FlipBill
from app.lib import clock
from app.lib.ids import new_public_id
from app.lib.transitions import Verdict
from app.payments.models import Payment
from app.payments.seen import Seen, from_new_bill
from app.payments.statuses import FINAL, FLIP_WORDS, SETTLEMENT_WORDS, PaymentStatus, Settlement
from app.timeline.models import Attention, Kind, Origin, Transaction
from app.timeline.record import Cause, News, advance, announce, write


@dataclass(frozen=True)
class Taken:
    """What taking a payment in came to."""

    id: int
    verdict: Verdict


def take(seen: Seen, cause: Cause, *, origin: Origin = Origin.ELSEWHERE) -> Taken:
    """Bring our row up to what Flip shows, inside the caller's transaction; makes it when it is new.

    A word of Flip's we do not know is kept and shown, and moves nothing.
    """
    row_id = _find(seen.flip_id) or _add(seen, cause, origin)
    verdict = Verdict.ALREADY
    status = FLIP_WORDS.get(seen.word)
    if status is not None:
        finished = seen.finished_at or cause.received_at or clock.now()
        also = {"finished_at": finished, "learnt_by": cause.source} if status in FINAL else {}
        news = News(happened_at=seen.finished_at, set=also)
        verdict = advance(Kind.PAYMENT, row_id, status, cause, news)
    return Taken(row_id, _refresh(row_id, seen, cause, verdict))


def take_with_bill(answer: FlipBill, cause: Cause) -> None:
    """Take in, inside the caller's transaction, the payment that a step 3 bill opens at once."""
    seen = from_new_bill(answer)
    if seen is not None:
        take(seen, cause, origin=Origin.HERE)


def _find(flip_id: str) -> int | None:
    query = select(Transaction.id).where(Transaction.kind == Kind.PAYMENT, Transaction.flip_id == flip_id)
    return db.session.scalar(query)


def _add(seen: Seen, cause: Cause, origin: Origin) -> int:
    now = clock.now()
    statement = upsert(table_of(Transaction)).values(
        public_id=new_public_id("PAY"),
        kind=Kind.PAYMENT,
        flip_id=seen.flip_id,
        amount_idr=seen.amount_idr,
        status=PaymentStatus.PENDING,
        flip_status=seen.word if seen.word in FLIP_WORDS else None,
        bank_code=seen.bank_code,
        method=seen.method,
        counterparty=seen.customer,
        parent_flip_id=seen.link_id,
        origin=origin,
        search_text=f"{seen.flip_id} {seen.bill_title} {seen.customer}".lower(),
        created_at=seen.begun_at or now,
        updated_at=now,
    )
    statement = statement.on_conflict_do_nothing(index_elements=["kind", "flip_id"])
    row_id = db.session.execute(statement.returning(Transaction.id)).scalar_one_or_none()
    if row_id is None:  # another worker was first
        return _find(seen.flip_id) or 0
    db.session.execute(
        insert(Payment).values(
            id=row_id,
            bill_title=seen.bill_title,
            begun_at=seen.begun_at,
            settlement_word="Pending",
            unique_code=0,
        )
    )
    begun = Cause(cause.source, f"{cause.key} seen", cause.actor, cause.received_at)
    write(Kind.PAYMENT, row_id, begun, News("payment.seen", happened_at=seen.begun_at))
    announce(Kind.PAYMENT, row_id, PaymentStatus.PENDING)
    return int(row_id)


def _refresh(row_id: int, seen: Seen, cause: Cause, verdict: Verdict) -> Verdict:
    """Take in what goes with the status; the verdict, which a contradiction found here makes a CONFLICT."""
    known = db.session.get_one(Payment, row_id, populate_existing=True)
    changed = _news_about(known, seen)
    shared: dict[str, Any] = {}
    # What was read before our row moved on is older than what we know.
    if known.transaction.flip_status != seen.word and verdict is not Verdict.LATE:
        shared["flip_status"] = seen.word
        if seen.word not in FLIP_WORDS:
            told = Cause(cause.source, f"{cause.key} word", cause.actor, cause.received_at)
            write(Kind.PAYMENT, row_id, told, News("payment.unknown_word", {"word": seen.word}))
    if known.transaction.parent_flip_id is None and seen.link_id:
        shared["parent_flip_id"] = seen.link_id
    if changed.get("settlement_word") == "Settled":
        settled = Cause(cause.source, "settled", cause.actor, cause.received_at)
        news = News("payment.settled", {"by": cause.key}, happened_at=changed.get("settled_at"))
        if write(Kind.PAYMENT, row_id, settled, news):
            announce(Kind.PAYMENT, row_id, Settlement.SETTLED)
    disputed = _disputes(known, seen)
    if changed:
        change(table_of(Payment), row_id, **changed)
    if changed or shared:
        change(table_of(Transaction), row_id, updated_at=clock.now(), **shared)
    for said, stands in disputed:
        if flag_contradiction(row_id, cause, said=said, stands=stands):
            verdict = Verdict.CONFLICT
    return verdict


def _news_about(known: Payment, seen: Seen) -> dict[str, Any]:
    news = {name: value for name, value in (seen.extra or {}).items() if value is not None}
    said = SETTLEMENT_WORDS.get(str(news.get("settlement_word")))
    # What has arrived, or never will, does not become expected again.
    if known.settlement is Settlement.SETTLED or (
        known.settlement is Settlement.CANCELLED and said is Settlement.PENDING
    ):
        news.pop("settlement_word", None)
    return {name: value for name, value in news.items() if getattr(known, name) != value}


def _disputes(known: Payment, seen: Seen) -> list[tuple[str, str]]:
    ours, found = known.transaction.amount_idr, []
    if seen.amount_idr not in (ours, ours + known.unique_code):
        found.append((f"Rp {seen.amount_idr}", f"Rp {ours}"))
    word = str((seen.extra or {}).get("settlement_word"))
    if known.settlement is Settlement.SETTLED and SETTLEMENT_WORDS.get(word) is Settlement.CANCELLED:
        found.append((word, known.settlement_word))
    return found


def flag_contradiction(row_id: int, cause: Cause, *, said: str, stands: str) -> bool:
    """Flag, inside the caller's transaction, that Flip said two different things: a person decides (P18).

    False when this cause has said it before.
    """
    told = Cause(cause.source, f"{cause.key} {said} ≠ {stands}", cause.actor, cause.received_at)
    if not write(Kind.PAYMENT, row_id, told, News("payment.conflict", {"said": said, "stands": stands})):
        return False
    change(table_of(Transaction), row_id, attention=Attention.CONFLICT, updated_at=clock.now())
    return True
