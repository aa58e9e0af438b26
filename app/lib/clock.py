"""The only clock: aware UTC for storage, WIB (UTC+7, no daylight saving) for people."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta, timezone

WIB = timezone(timedelta(hours=7), "WIB")


def _system() -> datetime:
    return datetime.now(UTC)


_source: Callable[[], datetime] = _system


def now() -> datetime:
    """The present moment, aware UTC."""
    return _source()


@contextmanager
def showing(source: Callable[[], datetime]) -> Iterator[None]:
    """Let another source tell the time; for tests alone."""
    global _source
    before, _source = _source, source
    try:
        yield
    finally:
        _source = before


def to_wib(moment: datetime) -> datetime:
    """The same moment as people in Jakarta read it."""
    return moment.astimezone(WIB)


def today() -> date:
    """The day it is in WIB, which rules every day boundary."""
    return to_wib(now()).date()


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """First moment of a WIB day and first moment of the next, aware UTC."""
    if day == date.min:  # in UTC it would begin before there is a calendar
        return datetime.min.replace(tzinfo=UTC), day_bounds(day + timedelta(days=1))[0]
    start = datetime.combine(day, time.min, tzinfo=WIB).astimezone(UTC)
    return start, start + timedelta(days=1)
