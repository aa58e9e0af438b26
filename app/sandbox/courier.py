"""Sends the promised callbacks: at once, in parallel, again when the answer is not exactly 200 (reference:
callbacks).
"""

import heapq
import itertools
import logging
import random
import threading
import time
from functools import partial

import requests

from app.sandbox import deliveries
from app.sandbox.deliveries import ANSWER_KEPT, Try
from app.sandbox.settings import SandboxSettings
from app.sandbox.store import Connection, Store
from app.sandbox.switches import SwitchBoard

TIMEOUT = 30
SENDERS = 8
SHUFFLE_WITHIN = 1.0
# A receiver may close an idle connection at any moment; one that rested longer than this is not trusted
# again.
CONNECTION_RESTS = 1.0
log = logging.getLogger(__name__)


class Courier:
    """A heap of what is due and when, and threads that wait on it. The rows are the truth, the heap is a
    doorbell.
    """

    def __init__(self, store: Store, switches: SwitchBoard, settings: SandboxSettings) -> None:
        self._store, self._switches, self._settings = store, switches, settings
        self._bell = threading.Condition()
        self._heap: list[tuple[float, int, int]] = []
        self._order = itertools.count()
        self._busy: set[int] = set()
        self._threads: list[threading.Thread] = []
        self._running = False

    def start(self) -> None:
        with self._bell:
            if self._running:
                return
            self._running = True
        self.load()
        self._threads = [
            threading.Thread(target=self._run, name=f"courier-{n}", daemon=True) for n in range(SENDERS)
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        with self._bell:
            self._running = False
            self._bell.notify_all()
        for thread in self._threads:
            thread.join(timeout=5)

    def promise(self, db: Connection, kind: str, subject: str, data: object) -> None:
        """Writes a callback (and its duplicates) into the caller's transaction; it leaves once that is
        committed.
        """
        now = self._switches.now
        for _ in range(1 + now.duplicate):
            wait = now.delay + (random.uniform(0, SHUFFLE_WITHIN) if now.shuffle else 0.0)
            base = self._settings.callback_base_url
            fact = partial(deliveries.add, db, kind=kind, subject=subject, data=data)
            delivery_id = fact(base_url=base, send=now.send, wait=wait)
            if base is not None and now.send:
                db.after_commit.append(partial(self._ring, delivery_id, time.time() + wait / now.speed))

    def load(self) -> None:
        """Fills the heap from the rows: at the start, after a reset, and when the speed changes."""
        with self._bell:
            with self._store.reading() as db:
                rows = db.execute(
                    "SELECT id, since, wait FROM deliveries WHERE state = 'waiting' ORDER BY id"
                ).fetchall()
            speed = self._switches.now.speed
            waiting = [row for row in rows if row["id"] not in self._busy]
            self._heap = [
                (row["since"] + row["wait"] / speed, next(self._order), row["id"]) for row in waiting
            ]
            heapq.heapify(self._heap)
            self._bell.notify_all()

    def send_now(self, delivery_id: int) -> Try | None:
        """Sends once more by hand, in the caller's thread; ``None`` when there is nothing to send or nowhere
        to.
        """
        with requests.Session() as session:
            return self._deliver(session, delivery_id, by_hand=True)

    def _ring(self, delivery_id: int, due: float) -> None:
        with self._bell:
            heapq.heappush(self._heap, (due, next(self._order), delivery_id))
            self._bell.notify()

    def _take(self) -> int | None:
        with self._bell:
            while self._running:
                if not self._heap:
                    self._bell.wait()
                    continue
                pause = self._heap[0][0] - time.time()
                if pause > 0:
                    self._bell.wait(min(pause, 60))
                    continue
                delivery_id = heapq.heappop(self._heap)[2]
                self._busy.add(delivery_id)
                return delivery_id
        return None

    def _run(self) -> None:
        session, last_used = _new_session(), time.monotonic()
        while (delivery_id := self._take()) is not None:
            if time.monotonic() - last_used > CONNECTION_RESTS:
                session.close()
                session = _new_session()
            try:
                self._deliver(session, delivery_id, by_hand=False)
            except Exception:
                log.exception("delivery %s could not be worked", delivery_id)
            finally:
                last_used = time.monotonic()
                self._put_back(delivery_id)
        session.close()

    def _put_back(self, delivery_id: int) -> None:
        query = "SELECT since, wait FROM deliveries WHERE id = ? AND state = 'waiting'"
        with self._store.reading() as db:
            row = db.execute(query, (delivery_id,)).fetchone()
        with self._bell:
            self._busy.discard(delivery_id)
        if row is not None:
            self._ring(delivery_id, row["since"] + row["wait"] / self._switches.now.speed)

    def _deliver(self, session: requests.Session, delivery_id: int, by_hand: bool) -> Try | None:
        with self._store.reading() as db:
            row = db.execute(
                "SELECT url, data, state FROM deliveries WHERE id = ?", (delivery_id,)
            ).fetchone()
        if row is None or not row["url"] or (row["state"] != "waiting" and not by_hand):
            return None
        attempt = _post(session, row["url"], row["data"], self._settings.validation_token, by_hand)
        with self._store.writing() as db:
            deliveries.record(db, delivery_id, attempt, self._settings.callback_interval)
        return attempt


def _new_session() -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    session.headers["User-Agent"] = "Flip-Sandbox-Callback/1.0"
    return session


def _post(session: requests.Session, url: str, data: str, token: str, by_hand: bool) -> Try:
    at, started = time.time(), time.monotonic()
    status, error, answer = None, None, b""
    try:
        form = [("data", data), ("token", token)]
        with session.post(url, data=form, timeout=TIMEOUT, allow_redirects=False, stream=True) as reply:
            answer = next(reply.iter_content(ANSWER_KEPT), b"")
            status = reply.status_code
    except requests.RequestException as failure:
        error = f"{type(failure).__name__}: {failure}"[:500]
    text = answer.decode("utf-8", "replace")
    return Try(at, status, error, round(time.monotonic() - started, 6), text, by_hand)
