"""Deciding about many payouts at once: each is judged as if it stood alone, one code is spent for all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from app.audit.models import Outcome
from app.audit.record import record, recorded_even_if_refused
from app.db.transaction import transaction
from app.lib.errors import NotFound, Refused
from app.lib.labels import mark as _
from app.payouts import approvals
from app.payouts.approvals import Decider
from app.timeline.models import Transaction
from app.users import throttle

MOST = 100
NOTHING = _("Choose at least one payout.")
TOO_MANY = _("At most %(most)s payouts at once.")
GONE = _("There is no such payout.")


@dataclass
class Decided:
    """What became of each payout: our ids of those decided about, and of those left out with the reason."""

    done: list[str] = field(default_factory=list)
    left_out: list[tuple[str, Refused]] = field(default_factory=list)


def approve(seen: Mapping[str, str], code: str, decider: Decider) -> Decided:
    """Let many payouts go, all in one transaction and for one fresh one-time code.

    `seen` names them with the fingerprint of the content that was shown. What has to be looked at alone
    (own ones, changed ones, doubts that need a reason) is left out.
    When not one of them fits, the code is not used.
    :raises Refused: a wrong code
    :raises TooOften: too many wrong codes of late
    """
    _refuse_number(seen)
    codes = approvals.take_try(decider)
    with recorded_even_if_refused("payouts.approve_many", None):
        fit, decided = _sorted_out(
            sorted(seen),
            "payouts.approve",
            lambda payout: approvals.judge(payout, seen[payout.public_id], "", decider),
        )
        if fit:
            approvals.spend(code, decider)
            throttle.forgive(codes)
        for payout in fit:
            approvals.let_go(payout, None, decider)
        record("payouts.approve_many", None, details=_told(decided))
    return decided


def reject(public_ids: Sequence[str], reason: str, decider: Decider) -> Decided:
    """Turn many payouts down for one reason; own ones and those too late are left out.

    :raises Refused: no reason, or none chosen
    """
    _refuse_number(public_ids)
    if not reason.strip():
        raise Refused(approvals.REASON, fields={"reason": approvals.REASON})
    with transaction():
        decided = _sorted_out(
            sorted(public_ids),
            "payouts.reject",
            lambda payout: approvals.turn_down(payout, reason.strip(), decider),
        )[1]
        record("payouts.reject_many", None, details=_told(decided) | {"reason": reason.strip()})
    return decided


def _sorted_out(
    public_ids: Sequence[str], verb: str, deed: Callable[[Transaction], None]
) -> tuple[list[Transaction], Decided]:
    # All rows are locked in one order, or two people with the same list would wait for each other for ever.
    fit, decided = list[Transaction](), Decided()
    for public_id in public_ids:
        try:
            payout = approvals.locked(public_id)
            deed(payout)
        except NotFound:
            decided.left_out.append((public_id, Refused(GONE)))
        except Refused as refusal:
            decided.left_out.append((public_id, refusal))
            details = {"reason": refusal.message}
            record(verb, ("payout", public_id), outcome=Outcome.REFUSED, details=details)
        else:
            fit.append(payout)
            decided.done.append(public_id)
    return fit, decided


def _refuse_number(chosen: Mapping[str, str] | Sequence[str]) -> None:
    if not chosen:
        raise Refused(NOTHING)
    if len(chosen) > MOST:
        raise Refused(TOO_MANY, values={"most": MOST})


def _told(decided: Decided) -> dict[str, object]:
    return {"done": decided.done, "left_out": [public_id for public_id, _reason in decided.left_out]}
