"""Who may let a payout go: one function decides, whatever the route (P25, P27)."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select

from app.audit.record import record, recorded_even_if_refused
from app.db.base import table_of
from app.db.compare_and_set import change
from app.extensions import db
from app.lib import clock
from app.lib.errors import NotFound, Refused
from app.lib.labels import mark as _
from app.lib.transitions import Verdict
from app.outbox.promises import promise
from app.payouts import doubts
from app.payouts.models import Approval, Payout
from app.payouts.queries import standing_approvals
from app.payouts.statuses import NOT_YET_SENT, PayoutStatus
from app.timeline.models import Transaction
from app.timeline.record import Cause, News, Source, advance, write
from app.users import second_factor, throttle
from app.users.signing_in import TooOften

OWN = _("You made this payout, so somebody else must decide about it.")
OTHER_BY_NOW = _("This payout is not what you were shown. Look at it again before you decide.")
DECIDED = _("Somebody has decided about this payout already.")
TWICE = _("You have approved this payout already. One more person has to.")
TOO_LATE = _("This payout can no longer be stopped: Flip has it or is being asked, or it has come to an end.")
REASON = _("Say why, so that its maker understands.")


@dataclass(frozen=True)
class Decider:
    """The person who decides, and the reference of the request in which they do."""

    id: int
    name: str
    reference: str

    def cause(self) -> Cause:
        """Why the event is written: one request decides once about a payout."""
        return Cause(Source.PERSON, f"person:{self.reference}", self.name)


def refuse_own(payout: Transaction, decider: Decider) -> None:
    """The one place that says no to makers deciding about their own (P25).

    :raises Refused: when the decider made the payout, whatever their role.
    """
    if payout.maker_id is None or payout.maker_id == decider.id:
        raise Refused(OWN)


def judge(payout: Transaction, seen: str, reason: str, decider: Decider) -> None:
    """The one function that says whether somebody may approve a payout, whose row is locked (P25, P26).

    :raises Refused: own payout, decided already or by the same person, other content by now, something its
        room forbids, or a doubt without a reason
    """
    refuse_unless_turn(payout, standing_approvals([payout.id]), decider)
    if db.session.scalar(select(Payout.fingerprint).where(Payout.id == payout.id)) != seen:
        raise Refused(OTHER_BY_NOW)
    found = doubts.about([payout])[payout.id]
    if found.examined.forbidden:
        raise Refused(found.examined.forbidden)
    if found.needing_reason and not reason:
        raise Refused(found.needing_reason[0], fields={"reason": found.needing_reason[0]})


def refuse_unless_turn(payout: Transaction, given: Sequence[Approval], decider: Decider) -> None:
    """Whose turn it is, given the approvals that count so far.

    :raises Refused: own payout, decided already, or approved by the same person before
    """
    refuse_own(payout, decider)
    if payout.status != PayoutStatus.AWAITING:
        raise Refused(DECIDED)
    if decider.id in [approval.person_id for approval in given]:
        raise Refused(TWICE)


def approve(public_id: str, seen: str, code: str, reason: str, decider: Decider) -> None:
    """Let a payout go, for a fresh one-time code; the work that sends it is promised with the last approval.

    `seen` is the fingerprint of the content the decider was shown, `reason` what they say to a doubt.
    :raises Refused: whatever `judge` refuses, or a wrong code
    :raises TooOften: too many wrong codes of late
    """
    codes = take_try(decider)
    with recorded_even_if_refused("payouts.approve", ("payout", public_id)):
        payout = locked(public_id)
        judge(payout, seen, reason.strip(), decider)
        spend(code, decider)
        let_go(payout, reason.strip() or None, decider)
        throttle.forgive(codes)


def take_try(decider: Decider) -> throttle.Key:
    """Count a try at a code beforehand; :raises TooOften: too many wrong ones of late."""
    codes = throttle.codes_of(decider.id)
    wait = throttle.take(codes)
    if wait is not None:
        raise TooOften(wait)
    return codes


def spend(code: str, decider: Decider) -> None:
    """Take a code from the decider's app, once and for all; :raises Refused: it is wrong or was used."""
    if not second_factor.spend_code(decider.id, code):
        raise Refused(second_factor.WRONG_CODE, fields={"code": second_factor.WRONG_CODE})


def let_go(payout: Transaction, reason: str | None, decider: Decider) -> None:
    """Write down an approval that was judged; with the last one needed the sending is promised."""
    shared = db.session.get_one(Payout, payout.id, populate_existing=True)
    given, needed = len(standing_approvals([payout.id])) + 1, max(shared.approvals_needed, 1)
    details = {"given": given, "needed": needed} | ({"reason": reason} if reason else {})
    if given >= needed:
        if advance(payout.kind, payout.id, PayoutStatus.APPROVED, decider.cause(), News(details=details)) is (
            Verdict.MOVED
        ):
            promise("payouts.send", {"row_id": payout.id})
    else:
        write(payout.kind, payout.id, decider.cause(), News(f"{payout.kind}.first_approval", details))
        change(table_of(Transaction), payout.id, updated_at=clock.now())
    _note(payout.id, shared.fingerprint or "", PayoutStatus.APPROVED, decider, reason)
    shown = {"amount_idr": payout.amount_idr, "approvals": f"{given}/{needed}"}
    record("payouts.approve", ("payout", payout.public_id), after=shown, details={"reason": reason})


def reject(public_id: str, reason: str, decider: Decider) -> None:
    """Turn a payout down, or stop one that is approved and not yet sent.

    :raises Refused: own payout, too late, or no reason
    """
    if not reason.strip():
        raise Refused(REASON, fields={"reason": REASON})
    with recorded_even_if_refused("payouts.reject", ("payout", public_id)):
        turn_down(locked(public_id), reason.strip(), decider)


def turn_down(payout: Transaction, reason: str, decider: Decider) -> None:
    """Reject a payout, whose row is locked; :raises Refused: own payout, or too late."""
    refuse_own(payout, decider)
    if payout.status not in NOT_YET_SENT:
        raise Refused(DECIDED if payout.status == PayoutStatus.REJECTED else TOO_LATE)
    moved = advance(
        payout.kind, payout.id, PayoutStatus.REJECTED, decider.cause(), News(details={"reason": reason})
    )
    if moved is not Verdict.MOVED:
        raise Refused(TOO_LATE)
    seen = db.session.scalar(select(Payout.fingerprint).where(Payout.id == payout.id))
    _note(payout.id, seen or "", PayoutStatus.REJECTED, decider, reason)
    record("payouts.reject", ("payout", payout.public_id), details={"reason": reason})


def locked(public_id: str) -> Transaction:
    """A payout's row, locked for this transaction; :raises NotFound: there is none."""
    query = select(Transaction).where(Transaction.public_id == public_id).with_for_update()
    payout = db.session.scalar(query.execution_options(populate_existing=True))
    if payout is None:
        raise NotFound
    return payout


def _note(
    row_id: int, fingerprint: str, decision: PayoutStatus, decider: Decider, reason: str | None
) -> None:
    db.session.execute(
        insert(Approval).values(
            payout_id=row_id,
            person_id=decider.id,
            person_name=decider.name,
            decision=decision,
            reason=reason,
            fingerprint=fingerprint,
            decided_at=clock.now(),
        )
    )
