"""Reads of what the house has decided."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, select

from app.extensions import db
from app.policy import payouts, pictures
from app.policy.models import Decision
from app.policy.payouts import PayoutPolicy
from app.policy.pictures import PicturePolicy

PAYOUTS = "payouts"
PICTURES = "pictures"


def payout_policy() -> PayoutPolicy:
    """The rules of payouts as they hold now; the strictest while nothing was decided."""
    return payouts.read(_newest(PAYOUTS))


def picture_policy() -> PicturePolicy:
    """The rules of pictures of agents' papers as they hold now."""
    return pictures.read(_newest(PICTURES))


def payout_decisions(limit: int = 50) -> Sequence[Decision]:
    """What was decided about payouts, newest first."""
    return db.session.scalars(_decisions(PAYOUTS).limit(limit)).all()


def picture_decisions(limit: int = 50) -> Sequence[Decision]:
    """What was decided about pictures of agents' papers, newest first."""
    return db.session.scalars(_decisions(PICTURES).limit(limit)).all()


def _newest(subject: str) -> Mapping[str, Any]:
    newest = _decisions(subject).with_only_columns(Decision.rules).limit(1)
    return db.session.scalar(newest) or {}


def _decisions(subject: str) -> Select[Decision]:
    return select(Decision).where(Decision.subject == subject).order_by(Decision.version.desc())
