"""The doorbell: tells the worker that something is due, without making the ringer wait."""

import logging
import threading
from collections.abc import Callable

from app.extensions import huey

log = logging.getLogger(__name__)

ENOUGH_KNOCKS = 16
PAUSE_SECONDS = 0.02


class Bell:
    """Coalesces rings into few messages; a lost one costs a sweep, never a piece of work.

    Knocking writes to the queue's own storage, so it is done by a thread of its own: the request that
    rang has long been answered. The thread starts at the first ring, hence after any fork.
    """

    def __init__(self) -> None:
        self._rung = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self.listener: Callable[[], None] | None = None

    def ring(self) -> None:
        """Say that work is due; inside the worker itself it is simply woken."""
        if self.listener is not None:
            self.listener()
            return
        self._rung.set()
        if self._thread is None or not self._thread.is_alive():
            self._start()

    def _start(self) -> None:
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="bell", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while True:
            self._rung.wait()
            self._rung.clear()
            try:
                if huey.pending_count() < ENOUGH_KNOCKS:
                    knock()
            except Exception as error:
                log.warning("the bell is dead, the sweep will find the work: %s", error)
            threading.Event().wait(PAUSE_SECONDS)


@huey.task()  # type: ignore[untyped-decorator]
def knock() -> None:
    """Heard by a worker: there is something to do."""
    if bell.listener is not None:
        bell.listener()


bell = Bell()
