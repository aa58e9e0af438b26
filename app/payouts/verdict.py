"""Is it safe to pay again? The answer about a stored payout, and the guard of every payout made anew."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.extensions import db
from app.lib.errors import Refused
from app.lib.labels import mark as _
from app.payouts.evidence import gather, pulse, root_of
from app.payouts.judging import Answer, Relative, Verdict, judge
from app.payouts.reasons import (
    CONTRADICTED,
    ONCE_IS_NOT_ENOUGH,
    RELATIVE_DISPUTED,
    RELATIVE_LIVES,
    SETTLE_FIRST,
    UNREAD,
)
from app.timeline.models import Transaction

__all__ = ["Safety", "may_have_paid", "pulse", "refuse_unless_safe", "safety_of", "verdict_on"]

NOT_NOW = _(
    "%(payout)s cannot be made anew now, because nobody can be sure that it is safe. Open it: it says why, "
    "and what to do."
)


@dataclass(frozen=True)
class Safety:
    """The verdict for a page, with the payouts it was made anew from and as."""

    verdict: Verdict
    asking: bool
    flip_answered: bool
    earlier: Relative | None
    later: Sequence[Relative]

    @property
    def is_safe(self) -> bool:
        """True when it may be made anew now."""
        return self.verdict.answer is Answer.SAFE

    @property
    def may_change(self) -> bool:
        """True while an answer is awaited, or the one that stands grows old."""
        return self.asking or self.is_safe or self.verdict.deciding.words in (ONCE_IS_NOT_ENOUGH, UNREAD)


def safety_of(row_id: int) -> Safety:
    """What the page of a payout says about paying again."""
    found = gather(row_id)
    return Safety(
        judge(found.evidence), found.asking, found.evidence.flip_answered, found.earlier, found.later
    )


def verdict_on(row_id: int, *, but: int | None = None) -> Verdict:
    """What every source says now about paying this again; `but` is the new payout, if it stands already."""
    return judge(gather(row_id, but=but).evidence)


def may_have_paid(row_id: int, *, but: int) -> bool:
    """True when what `but` was made anew from shows, or is disputed to have, moved money after all."""
    found = verdict_on(row_id, but=but)
    disputed = any(
        reason.words in (SETTLE_FIRST, CONTRADICTED, RELATIVE_DISPUTED) for reason in found.because
    )
    return disputed or found.answer is Answer.NOT_SAFE


def refuse_unless_safe(row_id: int, *, but: int | None = None) -> None:
    """Hold the earlier payout inside the caller's transaction, and all that were made anew with it.

    Two who make the same one anew at once come one after the other, and the second meets the first's payout.
    `row_id` is the earlier payout, `but` the new one, when its row stands already.
    :raises Refused: unless every source was asked lately and none shows that money may move
    """
    held = select(Transaction.id).where(Transaction.id == root_of(row_id)).with_for_update()
    db.session.execute(held)
    found = verdict_on(row_id, but=but)
    if found.answer is Answer.SAFE:
        return
    reason = found.deciding
    if reason.words is RELATIVE_LIVES:
        raise Refused(reason.words.said, values=dict(reason.values))
    named = select(Transaction.public_id).where(Transaction.id == row_id)
    raise Refused(NOT_NOW, values={"payout": db.session.scalar(named)})
