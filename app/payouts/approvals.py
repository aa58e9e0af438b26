"""Who may let a payout go: one function decides, whatever the route (P25, P27)."""

from dataclasses import dataclass

from sqlalchemy import insert, select

from app.audit.record import record, recorded_even_if_refused
from app.extensions import db
from app.lib import clock
from app.lib.errors import NotFound, Refused
from app.lib.labels import mark as _
from app.lib.transitions import Verdict
from app.outbox.promises import promise
from app.payouts.models import Approval
from app.payouts.statuses import PayoutStatus
from app.timeline.models import Transaction
from app.timeline.record import Cause, News, Source, advance
from app.users import second_factor, throttle
from app.users.signing_in import TooOften

OWN = _("You made this payout, so somebody else must decide about it.")
DECIDED = _("Somebody has decided about this payout already.")
REASON = _("Say why, so that its maker understands.")


@dataclass(frozen=True)
class Decider:
    """The person who decides, and the reference of the request in which they do."""

    id: int
    name: str
    reference: str

    def cause(self) -> Cause:
        """Why the event is written: one request decides once."""
        return Cause(Source.PERSON, f"person:{self.reference}", self.name)


def refuse_own(payout: Transaction, decider: Decider) -> None:
    """The one place that says no to makers deciding about their own (P25).

    :raises Refused: when the decider made the payout, whatever their role.
    """
    if payout.maker_id is None or payout.maker_id == decider.id:
        raise Refused(OWN)


def approve(
    public_id: str, fingerprint: str, code: str, decider: Decider, *, send: str, reason: str | None = None
) -> None:
    """Let a payout go, for a fresh one-time code; outbox work of kind `send` is promised with it.

    `fingerprint` is the content the decider was shown, `reason` what they say to a doubt.
    :raises Refused: own payout, decided already, other content by now, or a wrong code
    :raises TooOften: too many wrong codes of late
    """
    codes = throttle.codes_of(decider.id)
    wait = throttle.take(codes)
    if wait is not None:
        raise TooOften(wait)
    with recorded_even_if_refused("payouts.approve", ("payout", public_id)):
        payout = _held(public_id)
        refuse_own(payout, decider)
        if not second_factor.spend_code(decider.id, code):
            raise Refused(second_factor.WRONG_CODE, fields={"code": second_factor.WRONG_CODE})
        _decide(payout, PayoutStatus.APPROVED, decider, fingerprint, reason)
        throttle.forgive(codes)
        record("payouts.approve", ("payout", public_id), after={"amount_idr": payout.amount_idr})
        promise(send, {"row_id": payout.id})


def reject(public_id: str, fingerprint: str, reason: str, decider: Decider) -> None:
    """Turn a payout down; :raises Refused: own payout, decided already, or no reason."""
    if not reason.strip():
        raise Refused(REASON, fields={"reason": REASON})
    with recorded_even_if_refused("payouts.reject", ("payout", public_id)):
        payout = _held(public_id)
        refuse_own(payout, decider)
        _decide(payout, PayoutStatus.REJECTED, decider, fingerprint, reason.strip())
        record("payouts.reject", ("payout", public_id), details={"reason": reason.strip()})


def _held(public_id: str) -> Transaction:
    query = select(Transaction).where(Transaction.public_id == public_id).with_for_update()
    payout = db.session.scalar(query.execution_options(populate_existing=True))
    if payout is None:
        raise NotFound
    return payout


def _decide(
    payout: Transaction, to: PayoutStatus, decider: Decider, fingerprint: str, reason: str | None = None
) -> None:
    details = {"reason": reason} if reason else {}
    if advance(payout.kind, payout.id, to, decider.cause(), News(details=details)) is not Verdict.MOVED:
        raise Refused(DECIDED)
    db.session.execute(
        insert(Approval).values(
            payout_id=payout.id,
            person_id=decider.id,
            person_name=decider.name,
            decision=to,
            reason=reason,
            fingerprint=fingerprint,
            decided_at=clock.now(),
        )
    )
