"""Flip's spellings of moments and days, read as aware UTC and written in western Indonesian time."""

import re
from datetime import UTC, date, datetime, timedelta, timezone

# Flip writes every time without offset in western Indonesian time, which knows no daylight saving.
WIB = timezone(timedelta(hours=7), "WIB")

_TIME = re.compile(
    r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:[T ](?P<clock>[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?P<fraction>\.[0-9]+)?)?"
    r" ?(?P<offset>Z|[+-][0-9]{1,2}:?[0-9]{2})?",
    re.IGNORECASE,
)
_YEAR, _MONTH, _REST = r"(?P<year>[0-9]{4})", r"(?P<month>[0-9]{2})", r"(?:[T ].*)?"
_YEAR_FIRST = re.compile(rf"{_YEAR}-{_MONTH}-(?P<day>[0-9]{{2}}){_REST}")
_DAY_FIRST = re.compile(rf"(?P<day>[0-9]{{2}})-{_MONTH}-{_YEAR}{_REST}")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def read_time(value: object) -> datetime | None:
    """A moment of Flip's as aware UTC; None for every spelling of "no time yet", and for an unknown one.

    Without offset it is western Indonesian time, without clock the beginning of that day, a number is unix
    seconds.
    """
    try:
        if isinstance(value, int) and not isinstance(value, bool):
            return _EPOCH + timedelta(seconds=value)
        found = _TIME.fullmatch(value.strip()) if isinstance(value, str) else None
        if found is None:
            return None
        # Nanoseconds are cut to the microseconds that a datetime holds.
        clock = (found["clock"] or "00:00") + (found["fraction"] or "")[:7]
        if found["clock"] and len(found["clock"]) == 5 and found["fraction"]:
            return None
        offset = _offset(found["offset"] or "+07:00")
        return datetime.fromisoformat(f"{found['date']}T{clock}{offset}").astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _offset(text: str) -> str:
    # The corridors have "+700".
    return text[0] + text[1:].replace(":", "").zfill(4) if text[0] in "+-" else text.upper()


def read_day(value: object) -> date | None:
    """A day of Flip's, year first or last, without the clock that may follow; None for anything else."""
    text = value.strip() if isinstance(value, str) else ""
    found = _YEAR_FIRST.fullmatch(text) or _DAY_FIRST.fullmatch(text)
    if found is None:
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def wib_minute(moment: datetime) -> str:
    """A moment as Flip wants it in a request: `YYYY-MM-DD HH:MM` in western Indonesian time, seconds dropped.

    Raises:
        ValueError: the moment has no time zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a time sent to Flip needs a time zone")
    return moment.astimezone(WIB).strftime("%Y-%m-%d %H:%M")
