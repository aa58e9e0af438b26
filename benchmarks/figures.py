"""A figure: what was measured, how it compares to what it must and aims to be, and how it is printed."""

import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from operator import ge, le


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One measured value with its bounds; `beside` is printed under it, so that the ratio can be judged."""

    id: str
    what: str
    value: float
    must: float
    aim: float | None = None
    unit: str = ""
    larger_is_better: bool = True
    beside: Sequence[str] = ()

    @property
    def verdict(self) -> str:
        """Whether the aim is met, only what must be, or not even that."""
        reached = ge if self.larger_is_better else le
        if self.aim is not None and reached(self.value, self.aim):
            return "aim met"
        return "must met" if reached(self.value, self.must) else "MISSED"

    def lines(self) -> list[str]:
        """The figure as it is printed."""
        sign = "≥" if self.larger_is_better else "≤"
        aim = "" if self.aim is None else f"  aim {sign} {self.aim:g}{self.unit}"
        head = f"{self.id:<4} {self.what:<58} {self.value:8.3g}{self.unit:<4}"
        return [
            f"{head} must {sign} {self.must:g}{self.unit}{aim}  → {self.verdict}",
            *(f"     {line}" for line in self.beside),
        ]


def spread(values: Sequence[float], unit: str = "") -> str:
    """The median of several rounds, with the lowest and the highest."""
    middle = statistics.median(values)
    return f"{middle:,.4g}{unit} ({min(values):,.4g} to {max(values):,.4g}, {len(values)} rounds)"


def ratio(above: Sequence[float], below: Sequence[float]) -> float:
    """The median of the rounds' own ratios: what disturbs the machine disturbs both sides of a round."""
    return statistics.median(one / other for one, other in zip(above, below, strict=True))


def fsync_ms(times: int = 200) -> float:
    """How long this machine takes to put 4 kB on its disk: the median, in milliseconds."""
    taken = []
    with tempfile.NamedTemporaryFile() as file:
        for _ in range(times):
            file.write(b"x" * 4096)
            file.flush()
            start = time.perf_counter()
            os.fsync(file.fileno())
            taken.append(time.perf_counter() - start)
    return statistics.median(taken) * 1_000
