"""Outbox work of disbursements: hand them to Flip once, and find out what became of them."""

from typing import Any

from sqlalchemy import select

from app.db.transaction import release, transaction
from app.disbursements import holding, refusals, sending, taking
from app.disbursements.asking import Asked, create, find_by_key
from app.extensions import db
from app.flip.codes import BALANCE_INSUFFICIENT
from app.flip.disbursements import Disbursement as Shown
from app.flip.errors import FlipError, FlipNotFound, FlipRefused, FlipUnknown
from app.gateway import state
from app.gateway.door import asking, paused
from app.gateway.lanes import Place, lanes
from app.gateway.models import FlipState
from app.outbox.promises import finish_within, promise, work
from app.outbox.queue import TryLater
from app.payouts.holds import HeldFor, for_codes
from app.payouts.models import Payout
from app.payouts.statuses import PayoutStatus
from app.timeline.models import Transaction
from app.timeline.record import Cause, Source

LONGEST_WAIT = 60.0
# A worker that dies counts as a try of everything it held: money is not to wait for a person for that.
TRIES = 40
NOT_ENOUGH = 1035


@work("disbursements.send", tries=TRIES)
def send(row_id: int) -> None:
    """Hand one approved payout to Flip (disbursement: POST /v3/disbursement, or that of its kind)."""
    with _place(row_id) as place:
        begun = sending.begin(row_id)
        if begun is not None:
            _hand_over(row_id, *begun, place)


@work("disbursements.settle", tries=TRIES)
def settle(row_id: int) -> None:
    """Find out by its key what became of a payout of unknown fate; else send the same key again (P5)."""
    if sending.was_lost(row_id):
        return
    movement = db.session.get_one(Transaction, row_id)
    if movement.status != PayoutStatus.UNKNOWN:
        return
    key, agent_id = movement.idempotency_key or "", movement.parent_flip_id
    payout = db.session.get_one(Payout, row_id)
    attempt, said_no = payout.attempts, payout.refusal is not None
    with _place(row_id) as place:
        _settle(row_id, (key, agent_id), attempt, place, said_no=said_no)


def _settle(
    row_id: int, sought: tuple[str, str | None], attempt: int, place: Place, *, said_no: bool
) -> None:
    try:
        with asking() as flip, place.go():
            shown = find_by_key(flip, *sought)
    except FlipNotFound as nothing:
        if not sending.not_found(row_id, attempt):
            wait = sending.BETWEEN_LOOKS.total_seconds()
            raise TryLater("Flip does not show it yet", seconds=wait) from nothing
        if said_no:
            sending.nothing_was_sent(row_id, attempt)
            return
        begun = sending.begin_again(row_id, attempt)
        if begun is not None:
            _hand_over(row_id, *begun, place)
    else:
        _taken(row_id, shown, Cause(Source.POLLING, f"by_key:{shown.status}", "Flip"))


def _place(row_id: int) -> Place:
    query = select(Transaction.bank_code, state.state_now()).where(Transaction.id == row_id)
    bank_code, flip = db.session.execute(query).one()
    release()
    if flip == FlipState.PAUSED:
        raise paused()  # before anything is written about an attempt that cannot be made
    return lanes().enter(bank_code or "")


def _hand_over(row_id: int, asked: Asked, attempt: int, place: Place) -> None:
    try:
        with asking(reading=False) as flip, place.go():
            shown = create(flip, asked)
    except TryLater as later:
        # The longer Flip is away the rarer the tries; when it is heard again, waiting work is hurried.
        later.seconds = max(later.seconds, min(2.0**attempt, LONGEST_WAIT))
        sending.not_sent(row_id, attempt, str(later), later.seconds)
        raise
    except FlipRefused as refusal:
        complaints = _complaints(refusal)
        balance_idr = _balance() if _is_about_balance(complaints) else None
        sending.said_no(row_id, attempt, complaints, for_now=refusal.for_now, balance_idr=balance_idr)
    except FlipUnknown as error:
        sending.unknown(row_id, attempt, str(error))
    else:
        _taken(row_id, shown, Cause(Source.ANSWER, f"taken:{attempt}", "Flip"))


def _taken(row_id: int, shown: Shown, cause: Cause) -> None:
    with transaction():
        taking.take_checked(row_id, shown, cause)
        if holding.carries_the_turn(row_id):
            promise("disbursements.release", {}, once=f"disbursements.next:{row_id}")
        finish_within()


def _without_field(outer_code: str, text: str) -> dict[str, Any]:
    code = NOT_ENOUGH if outer_code == BALANCE_INSUFFICIENT else 0
    return {"attribute": "", "code": code, "message": outer_code or text}


def _is_about_balance(complaints: list[dict[str, Any]]) -> bool:
    return for_codes(complaint["code"] for complaint in complaints) is HeldFor.BALANCE


def _balance() -> int | None:
    try:
        with asking() as flip:
            return flip.general.balance().balance_idr
    except (TryLater, FlipError):
        return None  # it can be said later how much is missing


def _complaints(refusal: FlipRefused) -> list[dict[str, Any]]:
    found = [
        {"attribute": error.attribute, "code": error.code, "message": error.message}
        for error in refusal.errors
    ]
    if isinstance(refusal, FlipNotFound):
        found = [dict(refusals.UNKNOWN_AGENT)]  # of all that is handed over, an agent alone is looked for
    found = found or [_without_field(refusal.outer_code, str(refusal))]
    return [complaint | {"for_now": refusal.for_now} for complaint in found]
