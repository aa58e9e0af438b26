"""Deciding anew, inside the caller's transaction; who decides writes the audit entry beside it."""

from dataclasses import dataclass

from sqlalchemy import func, select

from app.db.base import table_of
from app.db.dialects import upsert
from app.extensions import db
from app.lib import clock
from app.lib.errors import Refused
from app.lib.labels import mark as _
from app.policy.models import Decision
from app.policy.payouts import PayoutPolicy
from app.policy.pictures import PicturePolicy
from app.policy.queries import PAYOUTS, PICTURES, payout_policy, picture_policy

CHANGED = _("Somebody changed these rules meanwhile. Look at them again; what you typed is still here.")
NOT_VALID = _("These rules contradict each other.")


@dataclass(frozen=True)
class Decider:
    """The person who decides."""

    id: int
    name: str


def decide_payouts(policy: PayoutPolicy, seen: int, who: Decider) -> PayoutPolicy:
    """Let other rules of payouts hold from now on; what held before is given back.

    `seen` is the version the person saw, 0 for none.
    :raises Refused: the rules cannot hold, or somebody decided meanwhile
    """
    before = payout_policy()
    _decide(PAYOUTS, policy, seen, who)
    return before


def decide_pictures(policy: PicturePolicy, seen: int, who: Decider) -> PicturePolicy:
    """Let other rules of pictures of agents' papers hold from now on; what held before is given back.

    `seen` is the version the person saw, 0 for none.
    :raises Refused: the rules cannot hold, or somebody decided meanwhile
    """
    before = picture_policy()
    _decide(PICTURES, policy, seen, who)
    return before


def newest_version(subject: str = PAYOUTS) -> int:
    """The version that holds now; 0 while nothing was decided."""
    query = select(func.max(Decision.version)).where(Decision.subject == subject)
    return db.session.scalar(query) or 0


def _decide(subject: str, policy: PayoutPolicy | PicturePolicy, seen: int, who: Decider) -> None:
    mistakes = policy.mistakes()
    if mistakes:
        raise Refused(NOT_VALID, fields=mistakes)
    if newest_version(subject) != seen:
        raise Refused(CHANGED)
    statement = upsert(table_of(Decision)).values(
        subject=subject,
        version=seen + 1,
        rules=policy.values(),
        decided_by_id=who.id,
        decided_by=who.name,
        decided_at=clock.now(),
    )
    statement = statement.on_conflict_do_nothing(index_elements=["subject", "version"])
    if db.session.execute(statement.returning(Decision.id)).scalar_one_or_none() is None:
        raise Refused(CHANGED)  # somebody was faster in this very moment
