"""The worker: a sweep that claims what is due and a pool that does it, woken early by the bell."""

import logging
import os
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from flask import Flask

from app.db.base import table_of
from app.db.dialects import upsert
from app.db.transaction import transaction
from app.lib import clock
from app.outbox.clockwork import due_turns, take_turn
from app.outbox.doing import do_all
from app.outbox.models import Heartbeat
from app.outbox.promises import outbox
from app.outbox.queue import Claimed, WorkTable

log = logging.getLogger(__name__)

THREADS = 32  # twice the calls about transfers at once: the next ones stand ready, and other work goes on
SWEEP_SECONDS = 1.0
BREATH_SECONDS = 0.05  # after work was found: what comes in meanwhile is claimed and done together
BEAT_SECONDS = 5.0
DRAIN_SECONDS = 4.0

_tables: list[WorkTable] = [outbox]


def add_table(table: WorkTable) -> None:
    """Have the worker look after another table of work."""
    if table not in _tables:
        _tables.append(table)


def tables() -> list[WorkTable]:
    """Every table of work the worker looks after."""
    return list(_tables)


def work_until_idle(limit: int = 10_000) -> int:
    """Do everything that is due, here and now, one after another; how many rows were done."""
    done = 0
    while done < limit:
        claimed = [(table, table.claim(limit=50)) for table in _tables]
        if not any(found for _, found in claimed):
            break
        for table, found in claimed:
            do_all(table, found)
            done += len(found)
    return done


class Worker:
    """One worker process: sweeps, takes its turns of the clockwork, and shows that it is alive."""

    def __init__(self, app: Flask, *, threads: int = THREADS) -> None:
        self.app = app
        self.name = f"{socket.gethostname()}:{os.getpid()}"
        self._free = threading.Semaphore(threads)
        self._threads = threads
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="work")
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._started_at = clock.now()
        self._beat_at = 0.0
        self._seen: dict[str, int] = {}
        self._sweeps = 0
        self._loop = threading.Thread(target=self._run, name="sweep", daemon=True)

    def start(self) -> None:
        """Begin to sweep."""
        self._loop.start()

    def wake(self) -> None:
        """Look at once instead of at the next sweep."""
        self._wake.set()

    def stop(self) -> bool:
        """Claim nothing more, let what runs finish for a few seconds, leave the rest to its lease.

        False when something still runs.
        """
        self._stop.set()
        self._wake.set()
        self._loop.join(DRAIN_SECONDS)
        self._pool.shutdown(wait=False, cancel_futures=False)
        deadline = time.monotonic() + DRAIN_SECONDS
        waits = (max(0.0, deadline - time.monotonic()) for _ in range(self._threads))
        return all(self._free.acquire(timeout=wait) for wait in waits)

    def _run(self) -> None:
        while not self._stop.is_set():
            self._wake.clear()
            found = 0
            with self.app.app_context():
                try:
                    self._beat()
                    self._take_turns()
                    found = sum(self._claim(table) for table in self._in_turn())
                except Exception:
                    log.exception("the sweep stumbled; it goes on")
            if found:
                self._stop.wait(BREATH_SECONDS)
            else:
                self._wake.wait(SWEEP_SECONDS)

    def _in_turn(self) -> list[WorkTable]:
        # Whoever claims first may take every free thread: each table is first in its turn (P45).
        self._sweeps += 1
        first = self._sweeps % len(_tables)
        return _tables[first:] + _tables[:first]

    def _claim(self, table: WorkTable) -> int:
        free = self._reserve(self._threads)
        shares: list[list[Claimed]] = []
        try:
            claimed = table.claim(free * table.at_once) if free else []
            # What neighbours in the queue say is often told by one answer, so that neighbours stay together.
            shares = [claimed[at : at + table.at_once] for at in range(0, len(claimed), table.at_once)]
        finally:
            self._give_back(free - len(shares))
        for share in shares:
            self._submit(lambda share=share: do_all(table, share))  # type: ignore[misc]
        return len(shares)

    def _take_turns(self) -> None:
        # Never waits for a thread: the sweep has to go on and show that this worker is alive.
        for turn in due_turns(self._seen):
            if not self._reserve(1):
                return
            mine = False
            try:
                mine = take_turn(turn, self._seen)
            finally:
                self._give_back(0 if mine else 1)
            if mine:
                self._submit(turn.job)

    def _submit(self, job: Callable[[], None]) -> None:
        def inside() -> None:
            try:
                with self.app.app_context():
                    job()
            except Exception:
                log.exception("a job failed; its next turn will come")
            finally:
                self._free.release()
                self._wake.set()

        self._pool.submit(inside)

    def _reserve(self, most: int) -> int:
        taken = 0
        while taken < most and self._free.acquire(blocking=False):
            taken += 1
        return taken

    def _give_back(self, count: int) -> None:
        if count:
            self._free.release(count)

    def _beat(self) -> None:
        if time.monotonic() - self._beat_at < BEAT_SECONDS:
            return
        now = clock.now()
        statement = upsert(table_of(Heartbeat)).values(
            worker=self.name, beat_at=now, started_at=self._started_at
        )
        with transaction() as session:
            session.execute(statement.on_conflict_do_update(index_elements=["worker"], set_={"beat_at": now}))
        self._beat_at = time.monotonic()
