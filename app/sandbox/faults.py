"""Faults made on purpose: delays, statuses, refused connections and answers that never come."""

import contextlib
import json
import random
import socket
import threading
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Literal

from flask import Request

from app.sandbox.records import insert
from app.sandbox.store import Store

Deed = Literal["delay", "status", "refuse", "drop_reply"]
DEEDS: tuple[Deed, ...] = ("delay", "status", "refuse", "drop_reply")


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What to do to calls that match. ``match`` is a method, a piece of the path after the version, both or
    nothing; with ``$`` behind it the path ends there, so that ``/disbursement$`` is no account inquiry.
    ``carries`` is a piece of the body or query as sent, like ``bank_code=bca``. With a ``seed`` a ``rate``
    below 1 hits the same calls of a row each time.
    """

    match: str = ""
    carries: str = ""
    do: Deed
    seconds: float = 0.0
    status: int = 500
    times: int | None = None
    rate: float = 1.0
    seed: int | None = None
    body: str | None = None
    content_type: str = "text/html; charset=utf-8"
    retry_after: int | None = None

    def hits(self, method: str, after_version: str, sent: str = "") -> bool:
        if self.carries not in sent:
            return False
        first, _, rest = self.match.strip().partition(" ")
        if first.isalpha() and first.isupper():
            return first == method and _stands_in(rest.strip(), after_version)
        return _stands_in(self.match.strip(), after_version)


def _stands_in(piece: str, path: str) -> bool:
    return path.endswith(piece[:-1]) if piece.endswith("$") else piece in path


class Faults:
    """The faults that stand, in memory and in the store; those with ``times`` count down."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._standing: dict[int, tuple[Fault, int | None]] = {}
        self._chance: defaultdict[int, random.Random] = defaultdict(random.Random)
        with store.reading() as db:
            for row in db.execute("SELECT * FROM faults ORDER BY id"):
                self._standing[row["id"]] = (Fault(**json.loads(row["rule"])), row["times_left"])

    def add(self, fault: Fault) -> int:
        with self._lock, self._store.writing() as db:
            number = insert(db, "faults", {"rule": json.dumps(asdict(fault)), "times_left": fault.times})
            self._standing[number] = (fault, fault.times)
            self._chance[number].seed(fault.seed)
        return number

    def remove(self, number: int | None = None) -> int:
        """Takes one fault away, or all of them; gives how many went."""
        with self._lock, self._store.writing() as db:
            going = [n for n in self._standing if number in (None, n)]
            db.executemany("DELETE FROM faults WHERE id = ?", [(n,) for n in going])
            for n in going:
                del self._standing[n]
        return len(going)

    def listing(self) -> list[dict[str, object]]:
        with self._lock:
            return [
                {"id": n} | asdict(fault) | {"times_left": left}
                for n, (fault, left) in self._standing.items()
            ]

    def for_call(self, method: str, after_version: str, sent: str = "") -> list[Fault]:
        """The faults this call meets; each counts down by one."""
        if not self._standing:
            return []
        with self._lock:
            met = [n for n, (fault, _) in self._standing.items() if fault.hits(method, after_version, sent)]
            met = [n for n in met if self._chance[n].random() < self._standing[n][0].rate]
            faults = [self._standing[n][0] for n in met]
            counted = [n for n in met if self._standing[n][1] is not None]
            if counted:
                self._count_down(counted)
        return faults

    def _count_down(self, numbers: list[int]) -> None:
        with self._store.writing() as db:
            for number in numbers:
                fault, left = self._standing[number]
                left = (left or 0) - 1
                if left > 0:
                    self._standing[number] = (fault, left)
                    db.execute("UPDATE faults SET times_left = ? WHERE id = ?", (left, number))
                else:
                    del self._standing[number]
                    db.execute("DELETE FROM faults WHERE id = ?", (number,))


def wait_out(faults: list[Fault]) -> None:
    for fault in faults:
        if fault.do == "delay":
            time.sleep(fault.seconds)


def hang_up(request: Request) -> None:
    """Closes the caller's connection without another byte; gunicorn and Werkzeug both hand out the socket."""
    held = request.environ.get("gunicorn.socket") or request.environ.get("werkzeug.socket")
    if isinstance(held, socket.socket):
        with contextlib.suppress(OSError):  # the caller may have been quicker
            held.shutdown(socket.SHUT_RDWR)


def read_fault(wanted: Mapping[str, object]) -> Fault:
    """A fault from the panel's JSON. :raises ValueError: naming what does not fit."""
    known = {field.name: field.name for field in fields(Fault)}
    if unknown := set(wanted) - set(known):
        raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
    if wanted.get("do") not in DEEDS:
        raise ValueError(f"do: one of {', '.join(DEEDS)}")
    for name, low, high in (("seconds", 0, 600), ("status", 200, 599), ("times", 1, 10**9), ("rate", 0, 1)):
        kinds = int if name in ("status", "times") else (int, float)
        value = wanted.get(name, high)
        if isinstance(value, bool) or not isinstance(value, kinds) or not low <= value <= high:
            raise ValueError(f"{name}: a number from {low} to {high}")
    if not isinstance(wanted.get("seed", 0), int):
        raise ValueError("seed: a whole number")
    for name in ("match", "carries", "body", "content_type"):
        if not isinstance(wanted.get(name, ""), str):
            raise ValueError(f"{name}: text")
    return Fault(**wanted)  # type: ignore[arg-type]
