"""Asking Flip now what became of a payout, by key and by number, and keeping what it answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from app.audit.record import record
from app.db.transaction import release, transaction
from app.extensions import db
from app.flip.errors import FlipError
from app.gateway.door import asking
from app.lib import clock
from app.lib.errors import NotFound, Refused
from app.lib.labels import mark as _
from app.lib.transitions import Verdict
from app.outbox.promises import promise, work
from app.outbox.queue import TryLater
from app.payouts import taking
from app.payouts.kinds import AtFlip, Sought, kind_of, kinds
from app.payouts.models import LookedBy, LookedUp, Lookup, Payout
from app.payouts.sending import BETWEEN_LOOKS
from app.payouts.statuses import FINAL, FLIP_WORDS, PayoutStatus
from app.payouts.verdict import safety_of
from app.timeline.models import Transaction
from app.timeline.queries import last_event_id
from app.timeline.record import Cause, Source

NOT_YET = _("Flip cannot know this payout yet: it was never sent.")


@dataclass(frozen=True)
class Answered:
    """What Flip answered, asked in one way."""

    how: LookedBy
    outcome: LookedUp
    at: datetime
    word: str | None = None
    shown: AtFlip | None = None


def ask(public_id: str, person_name: str) -> None:
    """Promise that Flip is asked for a payout; once while a question is open.

    :raises Refused: for a draft, of which Flip cannot know
    """
    with transaction():
        movement = db.session.scalar(
            select(Transaction).where(Transaction.public_id == public_id, Transaction.kind.in_(kinds()))
        )
        if movement is None:
            raise NotFound
        if movement.status == PayoutStatus.DRAFT:
            raise Refused(NOT_YET)
        if safety_of(movement.id).asking:
            return
        asked = Answered(LookedBy.KEY, LookedUp.ASKED, clock.now())
        number = _write(movement.id, asked, last_event_id(movement.kind, movement.id), person_name)
        record("payouts.ask_flip", ("payout", public_id))
        promise("payouts.look_up", {"row_id": movement.id}, once=f"payouts.look_up:{number}")


@work("payouts.look_up")
def look_up(row_id: int, second: bool = False) -> None:
    """Ask Flip by our key and by its own number."""
    movement = db.session.get_one(Transaction, row_id)
    kind, sought = movement.kind, Sought.of(movement)
    ways = {LookedBy.KEY: sought.key, LookedBy.ID: sought.number}
    known = last_event_id(kind, row_id)
    release()
    answers = [_asked(kind, how, sought) for how, value in ways.items() if value]
    with transaction():
        _take_in(row_id, answers, known)
        unsure = db.session.get_one(Payout, row_id, populate_existing=True).may_have_passed
        nothing = any(one.how is LookedBy.KEY and one.outcome is LookedUp.NOT_FOUND for one in answers)
        if nothing and unsure and not second:
            due = clock.now() + BETWEEN_LOOKS
            promise("payouts.look_up", {"row_id": row_id, "second": True}, due=due)


def _asked(kind: str, how: LookedBy, sought: Sought) -> Answered:
    does = kind_of(kind)
    find = does.by_key if how is LookedBy.KEY else does.by_number
    try:
        with asking() as flip:
            shown = find(flip, sought)
    except (TryLater, FlipError) as error:
        return Answered(how, LookedUp.UNREACHABLE, clock.now(), str(error)[:300])
    if shown is None:
        return Answered(how, LookedUp.NOT_FOUND, clock.now())
    return Answered(how, LookedUp.FOUND, clock.now(), shown.status, shown)


def _take_in(row_id: int, answers: Sequence[Answered], known: int) -> None:
    row = taking.locked(row_id)
    kind, being_sent = row.transaction.kind, row.status is PayoutStatus.SENDING
    undisturbed = last_event_id(kind, row_id) == known
    for answer in answers:
        # While it is being handed over, the answer to that is awaited: our key may show an earlier attempt.
        if answer.shown is not None and not being_sent:
            _apply(row_id, answer.shown, answer, undisturbed=undisturbed)
    # What these answers led to is no reason to call them old; what came from elsewhere meanwhile is.
    known = last_event_id(kind, row_id) if undisturbed else known
    for answer in answers:
        _write(row_id, answer, known)


def _apply(row_id: int, shown: AtFlip, answer: Answered, *, undisturbed: bool) -> None:
    cause = Cause(Source.POLLING, f"looked_up:{answer.how}:{answer.at.isoformat()}", "Flip")
    before = db.session.get_one(Transaction, row_id, populate_existing=True).status
    verdict = taking.take_checked(row_id, shown, cause)
    moving = FLIP_WORDS.get(shown.status) not in FINAL
    if undisturbed and moving and before in FINAL and verdict is not Verdict.CONFLICT:
        taking.contradict(row_id, cause, said=shown.status, stands=before)


def _write(row_id: int, answer: Answered, after_event: int, person_name: str | None = None) -> int:
    values = {
        "payout_id": row_id,
        "asked_at": answer.at,
        "how": answer.how if answer.outcome is not LookedUp.ASKED else None,
        "outcome": answer.outcome,
        "word": answer.word,
        "after_event": after_event,
        "person_name": person_name,
    }
    return int(db.session.execute(insert(Lookup).values(**values).returning(Lookup.id)).scalar_one())
