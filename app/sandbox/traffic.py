"""Other people's transfers at a bank, and its troubles: seeded, so that every read at one instant agrees.

In manual mode nothing moves by itself: the traffic is what the bank's table says. In practice mode it follows
the hours of the day in Jakarta, and now and then a smaller bank is disturbed for half an hour.
"""

import zlib
from dataclasses import dataclass
from datetime import datetime

from app.sandbox.calendar import WIB

# Hundredths of the table's figure, hour by hour.
DAY = (
    20,
    15,
    10,
    10,
    15,
    30,
    55,
    90,
    140,
    170,
    160,
    130,
    110,
    120,
    125,
    130,
    145,
    150,
    110,
    85,
    70,
    55,
    40,
    30,
)
SPELL = 20  # seconds after which the traffic is another
WEATHER_LASTS = 30 * 60  # seconds
NEVER_DISTURBED = frozenset({"mandiri", "bri", "bni", "bca", "bsm", "cimb", "permata", "danamon"})


@dataclass(frozen=True)
class Traffic:
    """The moment that a reading is about; ``live`` in practice mode."""

    now: float
    live: bool

    def at(self, code: str, usual: int) -> int:
        """Other people's transfers waiting at a bank that usually has so many."""
        if not self.live:
            return usual
        hour = datetime.fromtimestamp(self.now, WIB).hour
        busy = usual * DAY[hour] // 100
        return max(0, busy + _seed(f"{code} {int(self.now) // SPELL}") % (2 + busy // 4) - busy // 8)


def weather(code: str, now: float) -> str:
    """How a bank fares by the seed alone; the large ones never break down by themselves."""
    if code in NEVER_DISTURBED:
        return "OPERATIONAL"
    chance = _seed(f"{code} {int(now) // WEATHER_LASTS} weather") % 100
    return "HEAVILY_DISTURBED" if chance < 1 else "DISTURBED" if chance < 4 else "OPERATIONAL"


def _seed(text: str) -> int:
    return zlib.crc32(text.encode())
