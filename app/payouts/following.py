"""Following payouts at Flip: asking for those that no callback has settled, and telling when one is gone."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import or_, select

from app.db.base import table_of
from app.db.compare_and_set import change, compare_and_set
from app.db.transaction import release, transaction
from app.extensions import db
from app.flip.errors import FlipError
from app.gateway.door import asking
from app.lib import clock
from app.outbox.clockwork import every
from app.outbox.queue import TryLater
from app.payouts import taking
from app.payouts.kinds import AtFlip, Sought, kind_of, kinds
from app.payouts.models import Payout
from app.payouts.statuses import PayoutStatus
from app.timeline.models import Attention, Transaction
from app.timeline.record import Cause, News, Source, write

FOLLOW_AFTER = timedelta(minutes=2)
MOST_A_TURN = 200
MOST_TROUBLES = 3
LOST_AFTER = 3


@every(name="payouts.follow", minutes=2)
def follow() -> None:
    """Ask for payouts that no callback has settled yet, those first that were not asked for longest (P23)."""
    troubles = 0
    for row_id, kind, sought in _next():
        try:
            with asking() as flip:
                shown = kind_of(kind).by_number(flip, sought)
        except (TryLater, FlipError):
            _ask_last(row_id)
            troubles += 1
            if troubles == MOST_TROUBLES:
                return  # the next turn asks again
            continue
        if shown is None:
            _missed(row_id, kind, sought)
        else:
            _found(row_id, kind, shown)


def _ask_last(row_id: int) -> None:
    # One of which Flip says what cannot be read keeps nobody from asking for the others (P45).
    with transaction():
        change(table_of(Payout), row_id, followed_at=clock.now())


def _next() -> Sequence[tuple[int, str, Sought]]:
    before = clock.now() - FOLLOW_AFTER
    query = (
        select(Transaction)
        .join(Payout, Payout.id == Transaction.id)
        .where(
            Transaction.kind.in_(kinds()),
            Transaction.status == PayoutStatus.PENDING,
            Transaction.flip_id.is_not(None),
            Transaction.updated_at < before,
            or_(Payout.followed_at.is_(None), Payout.followed_at < before),
        )
        .order_by(Payout.followed_at.is_not(None), Payout.followed_at, Transaction.id)
    )
    rows = [(row.id, row.kind, Sought.of(row)) for row in db.session.scalars(query.limit(MOST_A_TURN))]
    release()
    return rows


def _found(row_id: int, kind: str, shown: AtFlip) -> None:
    with transaction():
        cause = Cause(Source.POLLING, f"polling:{shown.status}", "Flip")
        taking.take_checked(row_id, shown, cause)
        change(table_of(Payout), row_id, followed_at=clock.now(), times_missed=0)
        again = {"attention": None, "updated_at": clock.now()}
        if compare_and_set(table_of(Transaction), row_id, expect={"attention": Attention.LOST}, values=again):
            write(kind, row_id, _of_this_moment("found"), News(f"{kind}.found_again"))


def _missed(row_id: int, kind: str, sought: Sought) -> None:
    with transaction():
        times = taking.locked(row_id).payout.times_missed + 1
        change(table_of(Payout), row_id, followed_at=clock.now(), times_missed=times)
        if times != LOST_AFTER:
            return
        lost = {"attention": Attention.LOST, "updated_at": clock.now()}
        if compare_and_set(table_of(Transaction), row_id, expect={"attention": None}, values=lost):
            write(kind, row_id, _of_this_moment("lost"), News(f"{kind}.lost", {"number": sought.number}))


def _of_this_moment(what: str) -> Cause:
    return Cause(Source.POLLING, f"{what}:{clock.now().isoformat()}", "Flip")
