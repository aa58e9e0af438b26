"""How long our own transfers to a bank take: usually at an hour of the day, and those on their way now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select

from app.db.dialects import utc_hour
from app.extensions import db
from app.lib import clock
from app.timeline.models import Kind, Transaction

DAYS = 60
FEWEST = 20
MOST = 500
# The words of `payouts.statuses` for money that arrived and for money that is at Flip; that room is upstairs
# and may not be asked.
ARRIVED, ON_THE_WAY = "DONE", "PENDING"
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Usual:
    """What is usual for transfers that Flip takes in one WIB hour of the day, from the last `DAYS` days.

    `seconds` is the median from Flip taking a transfer to its arrival; None when fewer than `FEWEST` of ours
    tell it. `count` is how many did, the newest `MOST` at most. Of those on their way now there are
    `under_way`, and the oldest of them is so since `oldest` seconds.
    """

    hour: int
    count: int
    seconds: int | None
    under_way: int = 0
    oldest: int | None = None
    fewest: int = FEWEST
    days: int = DAYS

    @property
    def span(self) -> tuple[str, str]:
        """The hour's first minute and the next one's, as clocks show them."""
        return f"{self.hour:02}:00", f"{(self.hour + 1) % 24:02}:00"


def usual(bank_code: str, hour: int | None = None) -> Usual:
    """What is usual for a bank in one WIB hour of the day, from 0 to 23; by default the present one."""
    hour = clock.to_wib(clock.now()).hour if hour is None else hour
    since, _ = clock.day_bounds(clock.today() - timedelta(days=DAYS - 1))
    query = (
        select(Transaction.sent_at, Transaction.finished_at)
        .where(
            Transaction.bank_code == bank_code,
            Transaction.status == ARRIVED,
            Transaction.sent_at >= since,
            utc_hour(Transaction.sent_at) == (since + timedelta(hours=hour)).hour,
            Transaction.kind == Kind.DISBURSEMENT,
            Transaction.finished_at.is_not(None),
        )
        .order_by(Transaction.sent_at.desc())
        .limit(MOST)
    )
    # Flip tells whole seconds, so an arrival at once may seem to lie before the taking.
    rows = db.session.execute(query).all()
    took = [max((row[1] - row[0]) // _SECOND, 0) for row in rows if row[0] and row[1]]
    return Usual(hour, len(took), median(took) if len(took) >= FEWEST else None, *_on_the_way(bank_code))


def _on_the_way(bank_code: str) -> tuple[int, int | None]:
    query = select(func.count(Transaction.id), func.min(Transaction.sent_at)).where(
        Transaction.bank_code == bank_code,
        Transaction.status == ON_THE_WAY,
        Transaction.kind == Kind.DISBURSEMENT,
        Transaction.sent_at.is_not(None),
    )
    count, since = db.session.execute(query).one()
    return count, None if since is None else max((clock.now() - since) // _SECOND, 0)


def median(numbers: Sequence[int]) -> int:
    """The middle one, or the middle between the two, rounded down; :raises IndexError: of nothing."""
    ordered, middle = sorted(numbers), len(numbers) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) // 2
