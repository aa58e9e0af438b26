"""Taking in what Flip says of a payment, from whichever side it comes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from app.audit.record import record
from app.db.base import table_of
from app.db.compare_and_set import change, compare_and_set
from app.db.dialects import upsert
from app.db.transaction import transaction
from app.extensions import db
from app.flip.bills import Bill as FlipBill
from app.lib import clock
from app.lib.errors import NotFound, Refused
from app.lib.ids import new_public_id
from app.lib.labels import mark as _
from app.lib.transitions import Verdict
from app.outbox.promises import promise
from app.payments.models import Payment
from app.payments.seen import Seen, from_new_bill
from app.payments.statuses import FINAL, FLIP_WORDS, PaymentStatus
from app.timeline.models import Kind, Origin, Transaction
from app.timeline.record import Cause, News, Source, advance, announce, write


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
    _refresh(row_id, seen, cause)
    return Taken(row_id, verdict)


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
        flip_status=seen.word,
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


def _refresh(row_id: int, seen: Seen, cause: Cause) -> None:
    extra = {name: value for name, value in (seen.extra or {}).items() if value is not None}
    known = db.session.get_one(Payment, row_id, populate_existing=True)
    changed = {name: value for name, value in extra.items() if getattr(known, name) != value}
    shared: dict[str, Any] = {}
    if known.transaction.flip_status != seen.word:
        shared["flip_status"] = seen.word
        if seen.word not in FLIP_WORDS:
            told = Cause(cause.source, f"{cause.key} word", cause.actor, cause.received_at)
            write(Kind.PAYMENT, row_id, told, News("payment.unknown_word", {"word": seen.word}))
    if known.transaction.parent_flip_id is None and seen.link_id:
        shared["parent_flip_id"] = seen.link_id
    if changed.get("settlement_word") == "Settled":
        settled = Cause(cause.source, "settled", cause.actor, cause.received_at)
        write(Kind.PAYMENT, row_id, settled, News("payment.settled", happened_at=changed.get("settled_at")))
    if changed:
        change(table_of(Payment), row_id, **changed)
    if changed or shared:
        change(table_of(Transaction), row_id, updated_at=clock.now(), **shared)


def flag_contradiction(row_id: int, cause: Cause, *, said: str, stands: str) -> None:
    """Flag, inside the caller's transaction, that Flip said two different things: a person decides (P18)."""
    told = Cause(cause.source, f"{cause.key} conflict", cause.actor, cause.received_at)
    if write(Kind.PAYMENT, row_id, told, News("payment.conflict", {"said": said, "stands": stands})):
        change(table_of(Transaction), row_id, attention="conflict", updated_at=clock.now())


def settle_conflict(public_id: str, *, keep: PaymentStatus, reason: str, actor: str, key: str) -> None:
    """A person decides which of two final words of Flip's is true.

    :raises Refused: without a reason, or when there is no conflict any more.
    """
    if not reason.strip():
        raise Refused(_("Say what convinced you."), fields={"reason": _("Say what convinced you.")})
    with transaction():
        row = db.session.scalar(select(Transaction).where(Transaction.public_id == public_id))
        if row is None:
            raise NotFound
        if not compare_and_set(
            table_of(Transaction),
            row.id,
            expect={"attention": "conflict"},
            values={"attention": None, "updated_at": clock.now()},
        ):
            raise Refused(_("Somebody has settled this already."))
        cause = Cause(Source.PERSON, f"person:{key}", actor)
        details = {"reason": reason.strip(), "keep": keep}
        if advance(Kind.PAYMENT, row.id, keep, cause, News("payment.corrected", details), reversal=True) in (
            Verdict.ALREADY,
        ):
            write(Kind.PAYMENT, row.id, cause, News("payment.kept", details))
        record("payments.settle_conflict", ("payment", public_id), details=details)


def ask_to_confirm(public_id: str, *, actor: str, key: str) -> None:
    """Promise to tell Flip that the customer has paid (accept-payment: confirm).

    :raises Refused: when the payment is not waiting any more.
    """
    with transaction():
        row = db.session.scalar(select(Transaction).where(Transaction.public_id == public_id))
        if row is None:
            raise NotFound
        if row.status != PaymentStatus.PENDING:
            raise Refused(_("This payment is not waiting any more."))
        change(table_of(Payment), row.id, confirm_asked_at=clock.now(), confirm_refusal=None)
        change(table_of(Transaction), row.id, updated_at=clock.now())
        cause = Cause(Source.PERSON, f"person:{key}", actor)
        write(Kind.PAYMENT, row.id, cause, News("payment.confirm_asked"))
        record("payments.confirm", ("payment", public_id))
        promise("payments.confirm", {"row_id": row.id})


def confirmed(row_id: int, *, at: datetime | None, refusal: str | None) -> None:
    """Write down Flip's answer to our confirmation: when it took it, or why not (English source)."""
    with transaction():
        change(table_of(Payment), row_id, confirmed_at=at, confirm_refusal=refusal)
        change(table_of(Transaction), row_id, updated_at=clock.now())
        cause = Cause(Source.ANSWER, f"confirm:{clock.now().isoformat()}")
        verb = "payment.confirm_refused" if refusal else "payment.confirmed"
        write(Kind.PAYMENT, row_id, cause, News(verb, {"reason": refusal} if refusal else {}))
