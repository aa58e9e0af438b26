"""The X-TIMESTAMP header: ISO 8601 with its offset, at most a minute from the sandbox's clock (reference:
README, Requests).
"""

import re
from datetime import datetime

from app.sandbox.answers import Refused
from app.sandbox.transfers.errors import complaint

NAME = "X-TIMESTAMP"
FARTHEST = 60  # seconds
_FORM = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:?\d\d)", re.ASCII)


def check_timestamp(header: str | None, now: float) -> None:
    """:raises Refused: 1095 for another form, 1094 for a moment too far away. It may be left out."""
    text = (header or "").strip()
    if not text:
        return
    moment = _read(text)
    if moment is None:
        raise Refused([complaint(NAME, 1095)])
    if abs(moment - now) > FARTHEST:
        raise Refused([complaint(NAME, 1094)])


def _read(text: str) -> float | None:
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    day_and_time, fraction, offset = found[1], (found[2] or "0")[:6], found[3].replace(":", "")
    try:
        return datetime.strptime(f"{day_and_time}.{fraction}{offset}", "%Y-%m-%dT%H:%M:%S.%f%z").timestamp()
    except (ValueError, OverflowError):
        return None
