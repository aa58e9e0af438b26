"""What is known about one payout from every side, read in three statements at most for the verdict."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from app.callbacks.models import Receipt, ReceiptVerdict
from app.extensions import db
from app.flip.callbacks import Unreadable, read_data
from app.lib import clock
from app.lib.errors import NotFound
from app.outbox.models import WorkState
from app.payouts.judging import Evidence, Look, Relative
from app.payouts.models import LookedBy, LookedUp, Lookup, Payout
from app.payouts.statuses import PayoutStatus
from app.timeline.models import Event, Transaction

FRESH_FOR = timedelta(minutes=10)
MOST_LOOKS = 20
MOST_RECEIPTS = 200
UNWORKED = (WorkState.WAITING, WorkState.CLAIMED, WorkState.SET_ASIDE)


@dataclass(frozen=True)
class Gathered:
    """The evidence, whether a question to Flip has no answer yet, and the nearest of the same payment."""

    evidence: Evidence
    asking: bool
    earlier: Relative | None
    later: Sequence[Relative]


def gather(row_id: int, *, but: int | None = None) -> Gathered:
    """All that is known about a payout; `but` is the new one, which is no reason against itself.

    :raises NotFound: when there is no such payout
    """
    family = _family(row_id)
    own = next((row for row in family if row.id == row_id), None)
    if own is None:
        raise NotFound
    looks = _looks(row_id) if own.was_asked else []
    unread, contradicting = _receipts(own) if own.is_told else (0, 0)
    evidence = Evidence(
        status=PayoutStatus(own.status),
        attempts=own.attempts,
        may_have_passed=own.may_have_passed,
        attention=own.attention is not None,
        looks=_by_way(own, looks),
        unread=unread,
        contradicting=contradicting,
        relatives=[_relative(row) for row in family if row.id not in (row_id, but)],
    )
    return Gathered(
        evidence,
        asking=bool(looks) and looks[0].outcome == LookedUp.ASKED and _is_fresh(looks[0].asked_at),
        earlier=next((_relative(row) for row in family if row.id == own.earlier_id), None),
        later=[_relative(row) for row in family if row.earlier_id == row_id],
    )


def _relative(row: Any) -> Relative:
    return Relative(row.public_id, PayoutStatus(row.status), row.attention is not None)


def _is_fresh(asked_at: datetime) -> bool:
    return clock.now() - asked_at <= FRESH_FOR


def pulse() -> Sequence[ColumnElement[Any]]:
    """What changes whenever the verdict about the row of a query over transactions may."""
    about = Lookup.payout_id == Transaction.id
    answered = about & (Lookup.outcome != LookedUp.ASKED) & (Lookup.asked_at >= clock.now() - FRESH_FOR)
    return (
        select(func.max(Lookup.id)).where(about).correlate(Transaction).scalar_subquery(),
        select(func.min(Lookup.id)).where(answered).correlate(Transaction).scalar_subquery(),
        exists(select(Receipt.id).where(Receipt.state.in_(UNWORKED))),
    )


def root_of(row_id: int) -> int:
    """The first payout of all that were made anew from one another: what locks them all."""
    family = _related(row_id)
    return db.session.scalar(select(func.min(family.c.id))) or row_id


def _related(row_id: int) -> Any:
    columns = (Transaction.id, Transaction.earlier_id)
    family = select(*columns).where(Transaction.id == row_id).cte("family", recursive=True)
    near = or_(Transaction.id == family.c.earlier_id, Transaction.earlier_id == family.c.id)
    return family.union(select(*columns).join(family, near))


def _family(row_id: int) -> Sequence[Any]:
    family = _related(row_id)
    happened = and_(Event.subject_kind == Transaction.kind, Event.subject_id == Transaction.id)
    newest = select(func.max(Event.id)).where(happened).correlate(Transaction).scalar_subquery()
    query = select(
        *(Transaction.id, Transaction.public_id, Transaction.kind, Transaction.status, Transaction.attention),
        *(Transaction.flip_id, Transaction.idempotency_key, Transaction.amount_idr, Transaction.earlier_id),
        *(Transaction.bank_code, Transaction.account_number, Payout.attempts, Payout.may_have_passed),
        newest.label("newest_event"),
        # Most payouts have neither: then they are not read.
        exists().where(Lookup.payout_id == Transaction.id).label("was_asked"),
        exists().where(_telling(Transaction.kind, Transaction.id)).label("is_told"),
    ).join(Payout, Payout.id == Transaction.id)
    return db.session.execute(
        query.where(Transaction.id.in_(select(family.c.id))).order_by(Transaction.id)
    ).all()


def _looks(row_id: int) -> Sequence[Any]:
    query = select(
        Lookup.id, Lookup.how, Lookup.outcome, Lookup.word, Lookup.asked_at, Lookup.after_event
    ).where(Lookup.payout_id == row_id)
    return db.session.execute(query.order_by(Lookup.id.desc()).limit(MOST_LOOKS)).all()


def _by_way(own: Any, looks: Sequence[Any]) -> dict[LookedBy, list[Look]]:
    ways = {LookedBy.KEY: own.idempotency_key, LookedBy.ID: own.flip_id}
    return {
        way: [
            Look(
                LookedUp(look.outcome),
                look.word,
                look.asked_at,
                stands=_is_fresh(look.asked_at) and look.after_event >= (own.newest_event or 0),
            )
            for look in looks
            if look.how == way
        ]
        for way, known in ways.items()
        if known
    }


def _telling(kind: Any, row_id: Any) -> ColumnElement[bool]:
    about = and_(Receipt.subject_kind == kind, Receipt.subject_id == row_id)
    contradicts = and_(about, Receipt.verdict == ReceiptVerdict.CONFLICT)
    return or_(Receipt.state.in_(UNWORKED), contradicts)


def _receipts(own: Any) -> tuple[int, int]:
    query = select(Receipt.data, Receipt.state).where(_telling(own.kind, own.id))
    rows = db.session.execute(query.order_by(Receipt.id.desc()).limit(MOST_RECEIPTS)).all()
    unworked = [row for row in rows if row.state in UNWORKED]
    # Too many to look into: any of them may be about it.
    several = len(rows) == MOST_RECEIPTS
    unread = sum(several or _may_concern(row.data, own) for row in unworked)
    return unread, len(rows) - len(unworked)


def _may_concern(data: bytes, own: Any) -> bool:
    try:
        told = read_data(data)
    except Unreadable:
        return False  # nothing can be learnt from it, now or later
    if not isinstance(told, dict):
        return False
    if own.flip_id is not None:
        return bool(str(told.get("id")) == own.flip_id)
    if isinstance(person := told.get("beneficiary"), dict):
        # Of a transfer abroad the account stands with who is paid, and the rupiah are Flip's to say.
        return bool(str(person.get("bank_account_number")) == own.account_number)
    said = [str(told.get(name)) for name in ("bank_code", "account_number", "amount")]
    return bool(said == [own.bank_code, own.account_number, str(own.amount_idr)])
