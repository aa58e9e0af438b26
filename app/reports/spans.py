"""The span of time a page of the balance looks at, and its chart's points."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from app.balances.models import SILENCE
from app.balances.queries import Stretch, thinned
from app.lib import clock

WEEK = 7
MOST_POINTS = 200


@dataclass(frozen=True)
class Span:
    """A WIB day, or the last seven up to today: first and last day, and the same as moments (UTC)."""

    first: date
    last: date
    start: datetime
    end: datetime

    @property
    def days(self) -> int:
        """How many days it is long."""
        return (self.last - self.first).days + 1

    @property
    def minutes(self) -> int:
        """How many minutes it is long."""
        return self.days * 24 * 60


def span_of(day: str, days: str) -> Span:
    """The span an address asks for; today when it cannot be read, and never a day to come."""
    today = clock.today()
    if days == str(WEEK):
        return _span(today - timedelta(days=WEEK - 1), today)
    try:
        chosen = min(date.fromisoformat(day), today)
    except ValueError:
        chosen = today
    return _span(chosen, chosen)


def _span(first: date, last: date) -> Span:
    return Span(first, last, clock.day_bounds(first)[0], clock.day_bounds(last)[1])


@dataclass(frozen=True)
class Point:
    """A stretch on the chart: from and until which minute of the span, and whether silence follows."""

    stretch: Stretch
    begins: int
    ends: int
    is_followed_by_silence: bool


def chart_of(span: Span, found: Sequence[Stretch]) -> list[Point]:
    """The points of the chart, few enough to stand in the page as a table."""
    shown = thinned(found, MOST_POINTS)
    exact = len(shown) == len(found)
    silent = {one.until for one, after in pairwise(found) if after.begun_at - one.until >= SILENCE}
    silent |= {one.until for one in found[-1:]}
    return [_point(span, one, exact=exact, silent=one.until in silent) for one in shown]


def _point(span: Span, stretch: Stretch, *, exact: bool, silent: bool) -> Point:
    begins, ends = _minute(span, stretch.begun_at), _minute(span, stretch.until)
    return Point(stretch, begins, ends if exact or silent else begins, silent)


def _minute(span: Span, moment: datetime) -> int:
    return int((moment - span.start).total_seconds() // 60)
