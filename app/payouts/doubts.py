"""What speaks against letting payouts go: the word of their own room, and others that look the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.extensions import db
from app.lib.labels import mark as _
from app.payouts import look_alikes
from app.payouts.kinds import Examined, kind_of
from app.payouts.look_alikes import Alike
from app.payouts.models import Payout
from app.policy.queries import payout_policy
from app.timeline.models import Transaction

UNEXPLAINED = _(
    "Another payout to this account has the same amount, and its maker did not say why. "
    "Say why this is right all the same."
)


@dataclass(frozen=True)
class Doubts:
    """What speaks against one payout; `needing_reason` (English source) is what an approver must answer."""

    examined: Examined
    alikes: list[Alike]
    alike_reason: str | None = None

    @property
    def needing_reason(self) -> list[str]:
        """Everything an approver has to write down a reason for."""
        unexplained = UNEXPLAINED if self.alikes and not self.alike_reason else None
        return [doubt for doubt in (self.examined.doubt, unexplained) if doubt]

    @property
    def is_plain(self) -> bool:
        """True when nothing at all speaks against it, so that the house's rule may decide."""
        return self.examined.is_plain and not self.alikes


def about(payouts: Sequence[Transaction], said: Mapping[int, str | None] | None = None) -> dict[int, Doubts]:
    """What speaks against each, by row number, read afresh; `said` are the makers' reasons if known."""
    if not payouts:
        return {}
    ids = [payout.id for payout in payouts]
    alikes = look_alikes.of_many(payouts, payout_policy().look_alike_days)
    said = _reasons(ids) if said is None else said
    examined = dict[int, Examined]()
    for kind in {payout.kind for payout in payouts}:
        examined |= kind_of(kind).examine([payout.id for payout in payouts if payout.kind == kind])
    return {number: Doubts(examined[number], alikes[number], said.get(number)) for number in ids}


def _reasons(ids: Sequence[int]) -> dict[int, str | None]:
    query = select(Payout.id, Payout.alike_reason).where(Payout.id.in_(ids))
    return {row.id: row.alike_reason for row in db.session.execute(query)}
