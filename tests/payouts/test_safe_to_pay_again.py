"""Is it safe to pay again? Every combination of what the sources may say, against rules written apart."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from app.payouts.judging import Answer, Evidence, Look, Relative, Verdict, judge
from app.payouts.models import LookedBy, LookedUp
from app.payouts.statuses import PayoutStatus as S

pytestmark = pytest.mark.alike

NOW = datetime(2026, 11, 20, 6, tzinfo=UTC)


def _look(outcome: LookedUp, word: str | None = None, *, ago: int = 0, stands: bool = True) -> Look:
    return Look(outcome, word, NOW - timedelta(seconds=ago), stands)


def _found(word: str, ago: int = 0) -> Look:
    return _look(LookedUp.FOUND, word, ago=ago)


def _nothing(ago: int = 0) -> Look:
    return _look(LookedUp.NOT_FOUND, ago=ago)


@dataclass(frozen=True)
class Asked:
    """One way Flip was asked (newest first), and what a careful person would make of it."""

    looks: tuple[Look, ...]
    answered: bool = True
    moving: bool = False
    cancelled: bool = False
    nothing: bool = False
    twice: bool = False


_AWAY = _look(LookedUp.UNREACHABLE)
_OLD = _look(LookedUp.NOT_FOUND, stands=False)
ASKED: dict[str, Asked | None] = {
    "there is no such way": None,
    "never asked": Asked((), answered=False),
    "asked before the last event": Asked((_OLD,), answered=False),
    "was cancelled before the last event": Asked(
        (_look(LookedUp.FOUND, "CANCELLED", stands=False),), answered=False
    ),
    "away": Asked((_AWAY,), answered=False),
    "away after it knew nothing": Asked((_AWAY, _nothing(90), _nothing(200)), answered=False),
    "away after it was moving": Asked((_AWAY, _found("PENDING", 90)), answered=False, moving=True),
    "pending": Asked((_found("PENDING"),), moving=True),
    "done": Asked((_found("DONE"),), moving=True),
    "moving before it knew nothing": Asked((_nothing(), _found("PENDING", 120)), moving=True),
    "cancelled": Asked((_found("CANCELLED"),), cancelled=True),
    "cancelled under its old name": Asked((_found("WRONG_ACCOUNT_NUMBER"),), cancelled=True),
    "a word nobody knows": Asked((_found("PARKED"),)),
    "nothing, once": Asked((_nothing(),), nothing=True),
    "nothing, twice at once": Asked((_nothing(), _nothing(20)), nothing=True),
    "nothing, twice": Asked((_nothing(), _nothing(60)), nothing=True, twice=True),
    "nothing, twice, once long ago": Asked((_nothing(), _OLD), nothing=True),
}
CALLBACKS = {"none": (0, 0), "one unread": (1, 0), "one contradicts": (0, 1)}
RELATIVES = {
    "none": (),
    "one came to nothing": (Relative("DIS-2", S.CANCELLED),),
    "one disputed": (Relative("DIS-2", S.CANCELLED, attention=True),),
    "one on its way": (Relative("DIS-2", S.PENDING),),
    "one arrived": (Relative("DIS-2", S.DONE),),
    "one waits, one came to nothing": (Relative("DIS-2", S.REFUSED), Relative("DIS-3", S.AWAITING)),
    "one of unknown fate": (Relative("DIS-2", S.UNKNOWN),),
}
ENDED = {S.CANCELLED, S.REFUSED, S.REJECTED, S.WITHDRAWN}
MAY_STILL_MOVE = {S.DRAFT, S.AWAITING, S.APPROVED, S.HELD, S.SENDING, S.PENDING, S.DONE}


@dataclass(frozen=True)
class Case:
    """One combination, by names."""

    status: S
    may_have_passed: bool
    attention: bool
    key: str
    number: str
    callbacks: str
    relatives: str

    @property
    def ways(self) -> dict[LookedBy, Asked]:
        """The ways in which Flip can be asked for this one."""
        known = {LookedBy.KEY: ASKED[self.key], LookedBy.ID: ASKED[self.number]}
        return {way: asked for way, asked in known.items() if asked is not None}

    def evidence(self) -> Evidence:
        """The combination as the verdict is given it."""
        unread, contradicting = CALLBACKS[self.callbacks]
        return Evidence(
            status=self.status,
            attempts=int(self.may_have_passed),
            may_have_passed=self.may_have_passed,
            attention=self.attention,
            looks={way: asked.looks for way, asked in self.ways.items()},
            unread=unread,
            contradicting=contradicting,
            relatives=RELATIVES[self.relatives],
        )


def cases() -> Iterator[Case]:
    """All of them."""
    for values in product(S, (False, True), (False, True), ASKED, ASKED, CALLBACKS, RELATIVES):
        yield Case(*values)


def money_may_move(case: Case) -> bool:
    """True when some source shows that money moved, or may yet."""
    relative = case.relatives in {
        "one on its way",
        "one arrived",
        "one waits, one came to nothing",
        "one of unknown fate",
    }
    return case.status in MAY_STILL_MOVE or relative or any(asked.moving for asked in case.ways.values())


def something_is_open(case: Case) -> bool:
    """True when some source was not heard, is in dispute, or says what does not fit."""
    if case.status is S.UNKNOWN or case.attention or not case.ways:
        return True
    if case.callbacks != "none" or case.relatives == "one disputed":
        return True
    by_key, by_number = case.ways.get(LookedBy.KEY), case.ways.get(LookedBy.ID)
    cancelled = case.status is S.CANCELLED
    if by_number and not (by_number.answered and by_number.cancelled and cancelled):
        return True
    if by_key is None:
        return False
    free = by_key.nothing and (by_key.twice or not case.may_have_passed)
    return not (by_key.answered and (free or (by_key.cancelled and cancelled)))


def expected(case: Case) -> Answer:
    """What a careful person would answer."""
    if money_may_move(case):
        return Answer.NOT_SAFE
    return Answer.UNKNOWN if something_is_open(case) else Answer.SAFE


def never_wrong(case: Case, found: Verdict) -> bool:
    """What has to hold whatever the rules say: nothing is safe while a source was not asked."""
    if found.answer is Answer.SAFE:
        asked = bool(case.ways) and all(asked.answered for asked in case.ways.values())
        undisputed = not case.attention and case.callbacks == "none"
        if not (asked and undisputed and case.status in ENDED):
            return False
    return bool(found.do) and found.deciding in found.because


def test_the_verdict_over_every_combination() -> None:
    wrong, safe, seen = [], 0, 0
    for case in cases():
        found = judge(case.evidence())
        if found.answer is not expected(case) or not never_wrong(case, found):
            wrong.append((case, found.answer, expected(case)))
        safe += found.answer is Answer.SAFE
        seen += 1
    assert wrong[:3] == []
    assert seen == 12 * 2 * 2 * 17 * 17 * 3 * 7
    assert 0 < safe < seen / 500


@pytest.mark.parametrize(
    ("status", "may_have_passed", "key", "number"),
    [
        (S.CANCELLED, False, "nothing, once", "cancelled"),
        (S.CANCELLED, False, "cancelled", "cancelled"),
        (S.CANCELLED, True, "nothing, twice", "cancelled"),
        (S.CANCELLED, False, "there is no such way", "cancelled"),
        (S.REFUSED, False, "nothing, once", "there is no such way"),
        (S.REFUSED, True, "nothing, twice", "there is no such way"),
        (S.REJECTED, False, "nothing, once", "there is no such way"),
        (S.WITHDRAWN, False, "nothing, once", "there is no such way"),
    ],
)
def test_safe_exists_for_the_right_few(status: S, may_have_passed: bool, key: str, number: str) -> None:
    for relatives in ("none", "one came to nothing"):
        case = Case(status, may_have_passed, False, key, number, "none", relatives)
        assert judge(case.evidence()).answer is Answer.SAFE, case


@pytest.mark.parametrize("status", sorted(MAY_STILL_MOVE | {S.UNKNOWN}))
def test_what_is_not_over_is_never_safe_and_says_what_to_do(status: S) -> None:
    case = Case(status, False, False, "nothing, twice", "there is no such way", "none", "none")
    found = judge(case.evidence())
    assert found.answer is not Answer.SAFE
    assert found.deciding.words.do == found.do
