"""Is it safe to pay again? One pure function over what every source said, and when."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.lib.labels import Labelled
from app.lib.labels import mark as _
from app.payouts import reasons as say
from app.payouts.models import LookedBy, LookedUp
from app.payouts.statuses import DROPPED, FLIP_WORDS, PayoutStatus

BETWEEN_LOOKS = timedelta(minutes=1)
# What ended without money moving, as far as we know; nothing else may ever be made anew.
ENDED_UNPAID = DROPPED - {PayoutStatus.DRAFT}


class Answer(Labelled):
    """Is it safe to pay again?"""

    SAFE = "safe", _("Safe"), "good", "circle-check"
    NOT_SAFE = "not_safe", _("Not safe"), "bad", "ban"
    UNKNOWN = "unknown", _("Unknown"), "attention", "help"


@dataclass(frozen=True)
class Look:
    """One answer of Flip's; it `stands` while it is fresh and nothing has happened to the payout since."""

    outcome: LookedUp
    word: str | None
    asked_at: datetime
    stands: bool = True


@dataclass(frozen=True)
class Relative:
    """A payout that was made anew from this one, or from which this one was, over any number of steps."""

    public_id: str
    status: PayoutStatus
    attention: bool = False


@dataclass(frozen=True)
class Evidence:
    """All that is known about one payout; lookups newest first, by every way in which Flip can be asked.

    `unread` counts callbacks not worked yet that may be about it, `contradicting` those that say something
    else than what stands.
    """

    status: PayoutStatus
    attempts: int = 0
    may_have_passed: bool = False
    attention: bool = False
    looks: Mapping[LookedBy, Sequence[Look]] = field(default_factory=dict)
    unread: int = 0
    contradicting: int = 0
    relatives: Sequence[Relative] = ()

    @property
    def flip_answered(self) -> bool:
        """True when Flip, asked in every way since the last news, said whether it has the transfer."""
        newest = [next((look for look in looks if look.stands), None) for looks in self.looks.values()]
        said = (LookedUp.FOUND, LookedUp.NOT_FOUND)
        return bool(newest) and all(look is not None and look.outcome in said for look in newest)


@dataclass(frozen=True)
class Reason:
    """What one source says: the answer it alone would give, and in which words (English source)."""

    answer: Answer
    words: say.Words
    values: Mapping[str, str | int] = field(default_factory=dict)
    at: datetime | None = None


@dataclass(frozen=True)
class Verdict:
    """The answer, what each source said, and what to do now (English source)."""

    answer: Answer
    because: Sequence[Reason]
    do: str

    @property
    def deciding(self) -> Reason:
        """The first reason that makes the answer what it is."""
        return next(reason for reason in self.because if reason.answer is self.answer)


def judge(found: Evidence) -> Verdict:
    """Weigh every source: one that shows that money may move says no, one that is silent leaves it open."""
    because = (*_here(found), *_relatives(found), *_callbacks(found), *_flip(found))
    worst = next(answer for answer in _GRAVEST_FIRST if any(one.answer is answer for one in because))
    decisive = next(reason for reason in because if reason.answer is worst)
    return Verdict(worst, because, say.MAKE_ANEW if worst is Answer.SAFE else decisive.words.do)


_GRAVEST_FIRST = (Answer.NOT_SAFE, Answer.UNKNOWN, Answer.SAFE)


def _here(found: Evidence) -> Iterator[Reason]:
    if found.status in ENDED_UNPAID:
        yield Reason(Answer.SAFE, say.sent_words(found.status, found.attempts))
    elif found.status is PayoutStatus.UNKNOWN:
        yield Reason(Answer.UNKNOWN, say.FATE_UNKNOWN)
    else:
        yield Reason(Answer.NOT_SAFE, say.STANDS[found.status])
    if found.attention:
        yield Reason(Answer.UNKNOWN, say.SETTLE_FIRST)


def _relatives(found: Evidence) -> Iterator[Reason]:
    for other in found.relatives:
        values = {"payout": other.public_id}
        if other.status not in DROPPED:
            yield Reason(Answer.NOT_SAFE, say.RELATIVE_LIVES, values)
        elif other.attention:
            yield Reason(Answer.UNKNOWN, say.RELATIVE_DISPUTED, values)
        else:
            yield Reason(Answer.SAFE, say.RELATIVE_UNPAID, values)


def _callbacks(found: Evidence) -> Iterator[Reason]:
    if found.contradicting:
        yield Reason(Answer.UNKNOWN, say.CONTRADICTED)
    if found.unread:
        yield Reason(Answer.UNKNOWN, say.UNREAD, {"count": found.unread})
    if not found.contradicting and not found.unread:
        yield Reason(Answer.SAFE, say.NO_CALLBACK)


def _flip(found: Evidence) -> Iterator[Reason]:
    asked_for = found.status in ENDED_UNPAID
    if asked_for and not found.looks:
        yield Reason(Answer.UNKNOWN, say.NO_WAY_TO_ASK)
    for how, looks in found.looks.items():
        standing = [look for look in looks if look.stands]
        if standing:
            yield _said(found, how, standing)
        elif asked_for:
            yield Reason(Answer.UNKNOWN, say.NOT_ASKED[how], at=looks[0].asked_at if looks else None)


def _said(found: Evidence, how: LookedBy, standing: Sequence[Look]) -> Reason:
    newest = standing[0]
    for look in standing:
        meant = FLIP_WORDS.get(look.word or "")
        if look.outcome is LookedUp.FOUND and meant is not PayoutStatus.CANCELLED:
            answer = Answer.NOT_SAFE if meant else Answer.UNKNOWN
            words = say.FLIP_SHOWS[how] if meant else say.UNKNOWN_WORD
            return Reason(answer, words, {"word": look.word or "–"}, look.asked_at)
    if newest.outcome is LookedUp.UNREACHABLE:
        return Reason(Answer.UNKNOWN, say.UNREACHABLE[how], at=newest.asked_at)
    if newest.outcome is LookedUp.FOUND:
        agrees = found.status is PayoutStatus.CANCELLED
        words = say.FLIP_CANCELLED[how] if agrees else say.CANCELLED_ELSEWHERE
        return Reason(Answer.SAFE if agrees else Answer.UNKNOWN, words, at=newest.asked_at)
    return _not_found(found, how, [look for look in standing if look.outcome is LookedUp.NOT_FOUND])


def _not_found(found: Evidence, how: LookedBy, looks: Sequence[Look]) -> Reason:
    newest, oldest = looks[0], looks[-1]
    if how is LookedBy.ID:
        return Reason(Answer.UNKNOWN, say.NUMBER_GONE, at=newest.asked_at)
    # Flip may still be writing down what it just took: where it may have, one "no" is not enough (P5).
    if found.may_have_passed and newest.asked_at - oldest.asked_at < BETWEEN_LOOKS:
        return Reason(Answer.UNKNOWN, say.ONCE_IS_NOT_ENOUGH, at=newest.asked_at)
    return Reason(Answer.SAFE, say.KEY_UNKNOWN, at=newest.asked_at)
