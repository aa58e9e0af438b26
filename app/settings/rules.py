"""The rules of payouts as sentences people read, and the deciding about them by an admin."""

from collections.abc import Callable

from flask_babel import gettext as _

from app.audit.record import changes, record, recorded_even_if_refused
from app.audit.verbs import name_verbs
from app.lib.errors import Refused
from app.lib.labels import mark
from app.lib.money import format_idr
from app.lib.permille import format_permille
from app.policy import service
from app.policy.payouts import PayoutPolicy
from app.policy.service import Decider
from app.users import second_factor, throttle
from app.users.signing_in import TooOften

name_verbs({"policy.decide": mark("changed the rules of payouts")})
SUBJECT = ("policy", "payouts")


def decide(policy: PayoutPolicy, seen: int, code: str, who: Decider) -> None:
    """Let other rules of payouts hold from now on, for a fresh one-time code.

    `seen` is the version the person saw.
    :raises Refused: the rules cannot hold, somebody decided meanwhile, or a wrong code
    :raises TooOften: too many wrong codes of late
    """
    codes = throttle.codes_of(who.id)
    wait = throttle.take(codes)
    if wait is not None:
        raise TooOften(wait)
    with recorded_even_if_refused("policy.decide", SUBJECT):
        before = service.decide_payouts(policy, seen, who)
        if not second_factor.spend_code(who.id, code):
            raise Refused(second_factor.WRONG_CODE, fields={"code": second_factor.WRONG_CODE})
        throttle.forgive(codes)
        was, is_now = changes(before.values(), policy.values())
        record("policy.decide", SUBJECT, before=was, after=is_now)


def sentences(policy: PayoutPolicy) -> list[str]:
    """What holds, one sentence a rule, in the person's language."""
    return [str(say(policy)) for say in _SENTENCES]


def _none_below(policy: PayoutPolicy) -> str:
    if policy.none_below_idr is None:
        return str(_("Every payout needs at least one approver."))
    text = _(
        "Below %(amount)s to one account in a day, a payout needs no approver, "
        "when its bank confirms the name and no other payout looks the same.",
        amount=format_idr(policy.none_below_idr),
    )
    return str(text)


def _two_from(policy: PayoutPolicy) -> str:
    if policy.two_from_idr is None:
        return str(_("No amount needs a second approver."))
    return str(
        _(
            "From %(amount)s to one account in a day, two people approve.",
            amount=format_idr(policy.two_from_idr),
        )
    )


def _day(policy: PayoutPolicy) -> str:
    one, two = policy.day_one_from_idr, policy.day_two_from_idr
    if one is None and two is None:
        return str(_("What the whole house sends in a day changes nothing about that."))
    parts = []
    if one is not None:
        parts.append(
            _(
                "Once the whole house has submitted %(amount)s in a day, every payout needs an approver.",
                amount=format_idr(one),
            )
        )
    if two is not None:
        parts.append(
            _("Once it has submitted %(amount)s in a day, every payout needs two.", amount=format_idr(two))
        )
    return " ".join(map(str, parts))


def _largest(policy: PayoutPolicy) -> str:
    item, day = policy.largest_item_idr, policy.largest_day_idr
    if item is None and day is None:
        return str(_("No amount is refused."))
    parts = []
    if item is not None:
        parts.append(_("One account is sent at most %(amount)s in a day.", amount=format_idr(item)))
    if day is not None:
        parts.append(_("The whole house submits at most %(amount)s in a day.", amount=format_idr(day)))
    return " ".join(map(str, parts))


def _alike(policy: PayoutPolicy) -> str:
    text = _(
        "The same amount to the same account within %(days)s days needs a typed reason.",
        days=policy.look_alike_days,
    )
    return str(text)


def _rate_move(policy: PayoutPolicy) -> str:
    text = _(
        "When the rate of a transfer abroad moves by more than %(share)s between submission and sending, "
        "it waits until a person has looked at it.",
        share=format_permille(policy.rate_move_permille),
    )
    return str(text)


_SENTENCES: tuple[Callable[[PayoutPolicy], str], ...] = (
    _none_below,
    _two_from,
    _day,
    _largest,
    _alike,
    _rate_move,
)
