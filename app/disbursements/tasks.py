"""Outbox work and clockwork of disbursements: hand them to Flip once, find out, follow."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from app.banks.models import KIND as BANK
from app.banks.statuses import BankStatus
from app.db.transaction import release, transaction
from app.disbursements import sending, taking
from app.disbursements.models import Disbursement
from app.extensions import db
from app.flip.disbursements import Disbursement as Shown
from app.flip.disbursements import NewDisbursement
from app.flip.errors import FlipError, FlipNotFound, FlipRefused, FlipUnknown
from app.gateway import state
from app.gateway.door import asking, paused
from app.gateway.models import FlipState
from app.lib import clock
from app.outbox.clockwork import every
from app.outbox.promises import promise, work
from app.outbox.queue import TryLater
from app.payouts.statuses import PayoutStatus
from app.timeline.models import Kind, Transaction
from app.timeline.record import Cause, Source, moved

LONGEST_WAIT = 60.0
FOLLOW_AFTER = timedelta(minutes=2)
MOST_A_TURN = 200


@work("disbursements.send")
def send(row_id: int) -> None:
    """Hand one approved payout to Flip (disbursement: POST /v3/disbursement)."""
    if state.connection().state is FlipState.PAUSED:
        raise paused()
    begun = sending.begin(row_id)
    if begun is not None:
        _hand_over(row_id, *begun)


@work("disbursements.settle")
def settle(row_id: int) -> None:
    """Find out by its key what became of a payout of unknown fate; else send the same key again (P5)."""
    movement = db.session.get_one(Transaction, row_id)
    if movement.status != PayoutStatus.UNKNOWN:
        return
    key = movement.idempotency_key or ""
    said_no = db.session.get_one(Disbursement, row_id).refusal is not None
    release()
    try:
        with asking() as flip:
            shown = flip.disbursements.get_by_key(key)
    except FlipNotFound as nothing:
        if not sending.not_found(row_id):
            wait = sending.BETWEEN_LOOKS.total_seconds()
            raise TryLater("Flip does not show it yet", seconds=wait) from nothing
        if said_no:
            sending.nothing_was_sent(row_id)
            return
        begun = sending.begin_again(row_id)
        if begun is not None:
            _hand_over(row_id, *begun)
    else:
        _taken(row_id, shown, Cause(Source.POLLING, f"by_key:{shown.status}", "Flip"))


def _hand_over(row_id: int, new: NewDisbursement, attempt: int) -> None:
    try:
        with asking(reading=False) as flip:
            shown = flip.disbursements.create(new)
    except TryLater as later:
        # The longer Flip is away the rarer the tries; when it is heard again, waiting work is hurried.
        later.seconds = max(later.seconds, min(2.0**attempt, LONGEST_WAIT))
        sending.not_sent(row_id, attempt, str(later), later.seconds)
        raise
    except FlipRefused as refusal:
        sending.said_no(row_id, attempt, _complaints(refusal), for_now=refusal.for_now)
    except FlipUnknown as error:
        sending.unknown(row_id, attempt, str(error))
    else:
        _taken(row_id, shown, Cause(Source.ANSWER, f"taken:{attempt}", "Flip"))


def _taken(row_id: int, shown: Shown, cause: Cause) -> None:
    with transaction():
        if not taking.agrees(row_id, shown):
            taking.disagree(row_id, shown, cause)
        taking.take(row_id, shown, cause)


def _complaints(refusal: FlipRefused) -> list[dict[str, Any]]:
    found = [
        {"attribute": error.attribute, "code": error.code, "message": error.message}
        for error in refusal.errors
    ] or [{"attribute": "", "code": 0, "message": refusal.outer_code or str(refusal)}]
    return [complaint | {"for_now": refusal.for_now} for complaint in found]


@every(name="disbursements.release", minutes=1)
@work("disbursements.release")
def release_held() -> None:
    """Try held payouts again, first in, first out; what is still not right is held again."""
    query = select(Transaction.id).where(
        Transaction.kind == Kind.DISBURSEMENT, Transaction.status == PayoutStatus.HELD
    )
    waiting = list(db.session.scalars(query.order_by(Transaction.id).limit(MOST_A_TURN)))
    release()
    for row_id in waiting:
        sending.release(row_id)


def _bank_recovered(bank_id: int) -> None:
    """A bank below takes transfers again: what was held for it need not wait for the clock."""
    promise("disbursements.release", {}, once=f"disbursements.release:{bank_id}:{clock.now().isoformat()}")


for _status in (BankStatus.OPERATIONAL, BankStatus.DISTURBED):
    moved(BANK, _status)(_bank_recovered)


@every(name="disbursements.follow", minutes=2)
def follow() -> None:
    """Ask for payouts that no callback has settled yet (P23)."""
    query = select(Transaction.id, Transaction.flip_id).where(
        Transaction.kind == Kind.DISBURSEMENT,
        Transaction.status == PayoutStatus.PENDING,
        Transaction.updated_at < clock.now() - FOLLOW_AFTER,
    )
    rows = db.session.execute(query.order_by(Transaction.updated_at).limit(MOST_A_TURN)).all()
    release()
    for row_id, flip_id in rows:
        try:
            with asking() as flip:
                shown = flip.disbursements.get(flip_id or "")
        except FlipNotFound:
            continue
        except (TryLater, FlipError):
            return  # the next turn asks again
        _taken(row_id, shown, Cause(Source.POLLING, f"polling:{shown.status}", "Flip"))
