"""What the courier has to do and when: a heap beside the rows, and the bell that its threads wait on."""

import heapq
import itertools
import threading
import time
from collections.abc import Iterable


class Agenda:
    """Numbers by due time. Kept in memory only: whoever owns the rows fills it again after a restart."""

    def __init__(self) -> None:
        self._bell = threading.Condition()
        self._heap: list[tuple[float, int, int]] = []
        self._order = itertools.count()
        self._taken: set[int] = set()
        self._open = False

    def open(self) -> bool:
        """Lets ``take`` wait for work; false when it did already."""
        with self._bell:
            was_open, self._open = self._open, True
        return not was_open

    def close(self) -> None:
        """Sends every waiting thread home."""
        with self._bell:
            self._open = False
            self._bell.notify_all()

    def add(self, due: float, number: int) -> None:
        with self._bell:
            heapq.heappush(self._heap, (due, next(self._order), number))
            self._bell.notify()

    def replace(self, entries: Iterable[tuple[float, int]]) -> None:
        """Forgets what it had and takes these; what a thread is working on stays out until it is given
        back.
        """
        with self._bell:
            waiting = [entry for entry in entries if entry[1] not in self._taken]
            self._heap = [(due, next(self._order), number) for due, number in waiting]
            heapq.heapify(self._heap)
            self._bell.notify_all()

    def take(self) -> int | None:
        """The next number once it is due; ``None`` when the agenda was closed."""
        with self._bell:
            while self._open:
                pause = self._heap[0][0] - time.time() if self._heap else 60.0
                if pause > 0:
                    self._bell.wait(min(pause, 60.0))
                    continue
                number = heapq.heappop(self._heap)[2]
                self._taken.add(number)
                return number
        return None

    def give_back(self, number: int) -> None:
        with self._bell:
            self._taken.discard(number)
