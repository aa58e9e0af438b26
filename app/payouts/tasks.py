"""Outbox work of payouts: hand them to Flip once, and find out what became of them."""

from typing import Any

from sqlalchemy import select

from app.db.transaction import release, transaction
from app.extensions import db
from app.flip.codes import BALANCE_INSUFFICIENT
from app.flip.errors import FlipError, FlipNotFound, FlipRefused, FlipUnknown
from app.gateway import state
from app.gateway.door import asking, paused
from app.gateway.lanes import Place, lanes
from app.gateway.models import FlipState
from app.outbox.promises import finish_within, promise, work
from app.outbox.queue import TryLater
from app.payouts import holding, sending, taking
from app.payouts.holds import for_codes
from app.payouts.kinds import AtFlip, HandOver, Sought, kind_of
from app.payouts.models import Payout
from app.payouts.statuses import HeldFor, PayoutStatus
from app.timeline.models import Transaction
from app.timeline.record import Cause, Source

LONGEST_WAIT = 60.0
# A worker that dies counts as a try of everything it held: money is not to wait for a person for that.
TRIES = 40
NOT_ENOUGH = 1035


@work("payouts.send", tries=TRIES)
def send(row_id: int) -> None:
    """Hand one approved payout to Flip by the call of its kind."""
    kind, status, place = _place(row_id)
    with place:
        if status == PayoutStatus.SENDING:
            sending.was_lost(row_id)  # whatever sending it anew would depend on
        if status != PayoutStatus.APPROVED:
            return  # who lets it go again promises it again
        _prepare(row_id, kind, place)
        begun = sending.begin(row_id)
        if begun is not None:
            _hand_over(row_id, kind, *begun, place)


@work("payouts.settle", tries=TRIES)
def settle(row_id: int) -> None:
    """Find out by its key what became of a payout of unknown fate; else send the same key again (P5)."""
    if sending.was_lost(row_id):
        return
    movement = db.session.get_one(Transaction, row_id)
    if movement.status != PayoutStatus.UNKNOWN:
        return
    sought, payout = Sought.of(movement), db.session.get_one(Payout, row_id)
    attempt, said_no = payout.attempts, payout.refusal is not None
    kind, _, place = _place(row_id)
    with place:
        with asking() as flip, place.go():
            shown = kind_of(kind).by_key(flip, sought)
        if shown is not None:
            _taken(row_id, shown, Cause(Source.POLLING, f"by_key:{shown.status}", "Flip"))
        else:
            _not_found(row_id, kind, attempt, place, said_no=said_no)


def _not_found(row_id: int, kind: str, attempt: int, place: Place, *, said_no: bool) -> None:
    if not sending.not_found(row_id, attempt):
        raise TryLater("Flip does not show it yet", seconds=sending.BETWEEN_LOOKS.total_seconds())
    if said_no:
        sending.nothing_was_sent(row_id, attempt)
        return
    kind_of(kind).prepare(row_id, place)
    begun = sending.begin_again(row_id, attempt)
    if begun is not None:
        _hand_over(row_id, kind, *begun, place)


def _prepare(row_id: int, kind: str, place: Place) -> None:
    try:
        kind_of(kind).prepare(row_id, place)
    except TryLater as later:
        sending.not_ready(row_id, str(later))
        raise


def _place(row_id: int) -> tuple[str, str, Place]:
    query = select(Transaction.kind, Transaction.status, Transaction.bank_code, state.state_now())
    kind, status, bank_code, flip = db.session.execute(query.where(Transaction.id == row_id)).one()
    release()
    if flip == FlipState.PAUSED:
        raise paused()  # before anything is written about an attempt that cannot be made
    return kind, status, lanes().enter(bank_code or "")


def _hand_over(row_id: int, kind: str, ask: HandOver[AtFlip], attempt: int, place: Place) -> None:
    try:
        with asking(reading=False) as flip, place.go():
            shown = ask(flip)
    except TryLater as later:
        # The longer Flip is away the rarer the tries; when it is heard again, waiting work is hurried.
        later.seconds = max(later.seconds, min(2.0**attempt, LONGEST_WAIT))
        sending.not_sent(row_id, attempt, str(later), later.seconds)
        raise
    except FlipRefused as refusal:
        complaints = _complaints(kind, refusal)
        balance_idr = _balance() if _is_about_balance(complaints) else None
        sending.said_no(row_id, attempt, complaints, for_now=refusal.for_now, balance_idr=balance_idr)
    except FlipUnknown as error:
        sending.unknown(row_id, attempt, str(error))
    else:
        _taken(row_id, shown, Cause(Source.ANSWER, f"taken:{attempt}", "Flip"))


def _taken(row_id: int, shown: AtFlip, cause: Cause) -> None:
    with transaction():
        taking.take_checked(row_id, shown, cause)
        if holding.carries_the_turn(row_id):
            promise(holding.RELEASE, {}, once=f"payouts.next:{row_id}")
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


def _complaints(kind: str, refusal: FlipRefused) -> list[dict[str, Any]]:
    found = [
        {"attribute": error.attribute, "code": error.code, "message": error.message}
        for error in refusal.errors
    ]
    bare = kind_of(kind).not_found_means
    if isinstance(refusal, FlipNotFound) and bare is not None:
        found = [{"attribute": bare[0], "code": bare[1], "message": ""}]
    found = found or [_without_field(refusal.outer_code, str(refusal))]
    return [complaint | {"for_now": refusal.for_now} for complaint in found]
