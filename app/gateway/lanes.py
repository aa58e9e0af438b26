"""How many calls about transfers are under way at once, so that a slow bank takes no place from others."""

import threading
import time
from datetime import UTC, datetime, timedelta

from flask import current_app

from app.lib import clock
from app.lib.labels import mark
from app.outbox.queue import TryLater

TOGETHER = 16
READY = 4
SLOW_SECONDS = 2.0
SLOW_TOGETHER = 4
AGAIN_SECONDS = 5.0

ASKED_TO_WAIT = mark("Flip asked us to wait a moment")
BUSY = mark("Flip takes long to answer about this bank, so others go first")


class Place:
    """A place on the way to Flip: first before the door, then, for each call, through it."""

    def __init__(self, lanes: "Lanes", bank_code: str) -> None:
        self.bank_code = bank_code
        self.since = 0.0
        self._lanes = lanes

    def go(self) -> "Place":
        """Wait, which takes moments, until one more call may be under way; the end of its block ends it."""
        self._lanes.go(self)
        return self

    def __enter__(self) -> "Place":
        return self

    def __exit__(self, *trouble: object) -> None:
        self._lanes.leave(self)


class Lanes:
    """The places of one process. A call that takes long counts no more: another may go meanwhile (P45).

    A few stand ready before the door, so that no call has to wait for what is written before it.
    """

    def __init__(self) -> None:
        self._door = threading.Condition()
        self._ready: list[Place] = []
        self._going: list[Place] = []
        self._shut_until = datetime.min.replace(tzinfo=UTC)

    def enter(self, bank_code: str) -> Place:
        """A place before the door, for calls that are about this bank.

        :raises TryLater: several calls about this bank are slow already, or Flip asked us to wait.
        """
        with self._door:
            left = (self._shut_until - clock.now()).total_seconds()
            if left > 0:
                raise TryLater(ASKED_TO_WAIT, seconds=left)
            while self._wait_while(len(self._ready) + len(self._swift()) >= TOGETHER + READY):
                pass
            slow = self._going[: len(self._going) - len(self._swift())]
            if sum(place.bank_code == bank_code for place in slow) >= SLOW_TOGETHER:
                raise TryLater(BUSY, seconds=AGAIN_SECONDS)
            place = Place(self, bank_code)
            self._ready.append(place)
            return place

    def go(self, place: Place) -> None:
        """Through the door with it, as soon as fewer calls are under way than may be."""
        with self._door:
            while self._wait_while(len(self._swift()) >= TOGETHER):
                pass
            self._forget(place)
            place.since = time.monotonic()
            self._going.append(place)
            self._door.notify_all()

    def leave(self, place: Place) -> None:
        """Give a place free; once is enough."""
        with self._door:
            self._forget(place)
            self._door.notify_all()

    def _wait_while(self, full: bool) -> bool:
        if full:
            swift = self._swift()
            self._door.wait(swift[0].since + SLOW_SECONDS - time.monotonic() if swift else None)
        return full

    def _swift(self) -> list[Place]:
        since = time.monotonic() - SLOW_SECONDS
        return [place for place in self._going if place.since > since]

    def _forget(self, place: Place) -> None:
        for places in (self._ready, self._going):
            if place in places:
                places.remove(place)

    def shut(self, seconds: float) -> None:
        """Let nobody go for as long as Flip asked for (Retry-After)."""
        with self._door:
            self._shut_until = max(self._shut_until, clock.now() + timedelta(seconds=seconds))


def lanes() -> Lanes:
    """The places of this process."""
    made = current_app.extensions.setdefault("lanes", Lanes())
    assert isinstance(made, Lanes)
    return made
