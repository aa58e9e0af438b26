"""What it means for a payout of any kind to be put before the managers."""

from datetime import date, timedelta

from sqlalchemy import select

from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.dialects import upsert
from app.extensions import db
from app.lib import clock
from app.outbox.promises import promise
from app.payouts import limits, look_alikes
from app.payouts.models import Payout, PolicyDay
from app.policy.queries import payout_policy
from app.timeline.models import Transaction


def submitted(row_id: int, alike_reason: str | None = None) -> None:
    """Judge a payout and count it for its WIB day, inside the caller's transaction; also after an edit.

    Its rows stand as they will be. `alike_reason` is what its maker says to another that looks the same.
    Where the house's rule asks for nobody, the rule's own decision is promised.
    :raises LooksAlike: when there is one and no reason is given
    :raises Refused: beside the amount, when a limit is exceeded
    """
    today = clock.today()
    reason = (alike_reason or "").strip() or None
    lock_days(today)
    payout, policy = db.session.get_one(Transaction, row_id, populate_existing=True), payout_policy()
    needed = limits.judge(payout, today, policy)
    found = look_alikes.of(payout, policy.look_alike_days)
    if found and reason is None:
        raise look_alikes.LooksAlike(found)
    change(table_of(Payout), row_id, submitted_on=today, alike_reason=reason, approvals_needed=needed)
    if needed == 0:
        promise("payouts.decide_by_rule", {"row_id": row_id})


def lock_days(today: date) -> None:
    """Let one submission at a time be judged, inside the caller's transaction (P28).

    Yesterday is locked too, so that two submissions around midnight see each other.
    """
    days = (today - timedelta(days=1), today)
    statement = upsert(table_of(PolicyDay)).values([{"day": day} for day in days])
    db.session.execute(statement.on_conflict_do_nothing(index_elements=["day"]))
    for day in days:
        db.session.execute(select(PolicyDay.id).where(PolicyDay.day == day).with_for_update())
