"""The sandbox's only clock, and Flip's way of writing time: GMT+7, no offset shown (reference: README,
Conventions).
"""

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

WIB = timezone(timedelta(hours=7), "WIB")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d(?::\d\d)?)?")
_FORMS = {10: "%Y-%m-%d", 16: "%Y-%m-%d %H:%M", 19: "%Y-%m-%d %H:%M:%S"}


class Calendar:
    """Tells the time, in seconds since 1970, shifted by an offset that the panel sets (``clock_offset``)."""

    def __init__(self, source: Callable[[], float] = time.time) -> None:
        self._source = source
        self.offset = 0.0

    def now(self) -> float:
        return self._source() + self.offset


def wib(moment: float) -> str:
    """``YYYY-MM-DD HH:MM:SS`` in GMT+7."""
    return datetime.fromtimestamp(int(moment), WIB).strftime("%Y-%m-%d %H:%M:%S")


def rfc3339(moment: float, *, fraction: bool = False) -> str:
    """The KYC host's times: GMT+7 with its offset, with nine digits of a second where it shows them."""
    digits = f".{int(moment % 1 * 10**6):06}000" if fraction else ""
    return f"{datetime.fromtimestamp(int(moment), WIB):%Y-%m-%dT%H:%M:%S}{digits}+07:00"


def utc(moment: float) -> str:
    """RFC 3339 in UTC with milliseconds, for the panel's JSON."""
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def read_moment(text: str) -> float | None:
    """A time as requests write it; a date alone means 23:59 of that day (reference: accept-payment,
    expired_date).
    """
    if not _MOMENT.fullmatch(text):
        return None
    try:
        moment = datetime.strptime(text, _FORMS[len(text)]).replace(tzinfo=WIB)
        if len(text) == 10:
            moment = moment.replace(hour=23, minute=59)
        return moment.timestamp()
    except (ValueError, OverflowError):
        return None


def read_day(text: str) -> float | None:
    """The first moment of a day written ``YYYY-MM-DD``."""
    moment = read_moment(text) if len(text) == 10 else None
    return None if moment is None else moment - (23 * 60 + 59) * 60


def is_operational(moment: float) -> bool:
    """Mon-Fri 08.00-18.00, Sat 08.00-13.30, start inclusive, end exclusive (reference: general,
    operational).
    """
    local = datetime.fromtimestamp(moment, WIB)
    minute = local.hour * 60 + local.minute
    closes = {5: 13 * 60 + 30, 6: 0}.get(local.weekday(), 18 * 60)
    return 8 * 60 <= minute < closes
