"""What exchange rates do by themselves: they drift within about one percent, seeded by currency and minute,
so that all reads of one minute agree, and a clock set back shows the old rates again.
"""

import zlib
from dataclasses import dataclass
from decimal import Decimal

from app.sandbox.switches import Switches

MILLION = 1_000_000
WIDEST = 10_000  # millionths to either side, from one hour to the next
JITTER = 500  # millionths to either side, from one minute to the next


@dataclass(frozen=True)
class Market:
    """The moment that a rate is asked for, and whether rates move at all."""

    now: float
    moves: bool

    def rate(self, currency: str, usual: Decimal) -> Decimal:
        """Rupiah per unit, with the decimals of the usual rate."""
        if not self.moves:
            return usual
        return (usual * (MILLION + self._drift(currency)) / MILLION).quantize(usual)

    def _drift(self, currency: str) -> int:
        hour, minute = divmod(int(self.now) // 60, 60)
        before, after = (_seed(f"{currency} {at}", WIDEST) for at in (hour, hour + 1))
        return before + (after - before) * minute // 60 + _seed(f"{currency} {hour} {minute}", JITTER)


def market(now: float, switches: Switches) -> Market:
    """By the switch, rates move always, never, or in practice mode only."""
    return Market(now, switches.moving_rates in ("always", switches.mode))


def _seed(text: str, widest: int) -> int:
    return zlib.crc32(text.encode()) % (2 * widest + 1) - widest
