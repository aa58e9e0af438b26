"""Sends the promised callbacks: at once, in parallel, again when the answer is not exactly 200 (reference:
callbacks).
"""

import logging
import random
import sqlite3
import threading
import time
from functools import partial

import requests

from app.sandbox import deliveries
from app.sandbox.agenda import Agenda
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
_WAITING = "SELECT id, since, wait FROM deliveries WHERE state = 'waiting'"
log = logging.getLogger(__name__)


class Courier:
    """Threads that work off an agenda. The rows are the truth, the agenda is a doorbell."""

    def __init__(self, store: Store, switches: SwitchBoard, settings: SandboxSettings) -> None:
        self._store, self._switches, self._settings = store, switches, settings
        self._agenda = Agenda()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        if not self._agenda.open():
            return
        self.load()
        names = [f"courier-{number}" for number in range(SENDERS)]
        self._threads = [threading.Thread(target=self._run, name=name, daemon=True) for name in names]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._agenda.close()
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
                db.after_commit.append(partial(self._agenda.add, time.time() + wait / now.speed, delivery_id))

    def load(self) -> None:
        """Fills the agenda from the rows: at the start, after a reset, and when the speed changes."""
        with self._store.reading() as db:
            rows = db.execute(f"{_WAITING} ORDER BY id").fetchall()
        self._agenda.replace([(self._due(row), row["id"]) for row in rows])

    def send_now(self, delivery_id: int) -> Try | None:
        """Sends once more by hand, in the caller's thread; ``None`` when there is nothing to send or nowhere
        to.
        """
        with requests.Session() as session:
            return self._deliver(session, delivery_id, by_hand=True)

    def _run(self) -> None:
        session, last_used = _new_session(), time.monotonic()
        while (delivery_id := self._agenda.take()) is not None:
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
        """What is not delivered and not given up is due again later."""
        with self._store.reading() as db:
            row = db.execute(f"{_WAITING} AND id = ?", (delivery_id,)).fetchone()
        self._agenda.give_back(delivery_id)
        if row is not None:
            self._agenda.add(self._due(row), delivery_id)

    def _due(self, row: sqlite3.Row) -> float:
        return float(row["since"] + row["wait"] / self._switches.now.speed)

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
