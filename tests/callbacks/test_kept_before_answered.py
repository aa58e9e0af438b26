"""A callback is answered 200 only once it is committed: a server killed in a burst loses none it answered."""

import os
import random
import signal
import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from tests.callbacks.bench import form
from tests.processes import COMMANDS, ROOT, Copy, until

KILLS = 5
SENDERS = 4


@contextmanager
def web_of(copy: Copy) -> Iterator[None]:
    """The web server in a process group of its own, killed outright with all its workers at the end."""
    with (copy.folder / "web.txt").open("ab") as out:
        process = subprocess.Popen(
            COMMANDS["web"], cwd=ROOT, env=copy.environ, stdout=out, stderr=out, start_new_session=True
        )
    try:
        until(lambda: copy.ready() is not None, 60, "the web did not start")
        yield
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=10)


class Burst:
    """Senders that never rest; `answered` holds every body that was answered 200."""

    def __init__(self, url: str, number: int) -> None:
        self.answered: list[str] = []
        self._address, self._number, self._over = f"{url}/callbacks/payment", number, threading.Event()
        self._threads = [threading.Thread(target=self._send, args=(i,), daemon=True) for i in range(SENDERS)]

    def __enter__(self) -> "Burst":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *trouble: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join(timeout=20)

    def _send(self, sender: int) -> None:
        count, session = 0, requests.Session()
        while not self._over.is_set():
            data = f'{{"burst": {self._number}, "sender": {sender}, "count": {count}}}'
            count += 1
            try:
                if session.post(self._address, data=form(data), timeout=5).status_code == 200:
                    self.answered.append(data)
            except requests.RequestException:
                time.sleep(0.01)


@pytest.mark.processes
def test_P13_a_server_killed_in_a_burst_has_every_callback_it_answered(tmp_path: Path) -> None:
    copy = Copy(tmp_path)
    copy.flask("db", "upgrade")
    answered: list[str] = []
    for number in range(KILLS):
        with Burst(copy.url, number) as burst, web_of(copy):
            until(lambda: len(burst.answered) > 20, 30, "nothing was answered")
            time.sleep(random.uniform(0.0, 0.3))
        assert len(burst.answered) > 20
        answered += burst.answered
    with sqlite3.connect(tmp_path / "bendahara.db") as database:
        kept = {bytes(data).decode() for (data,) in database.execute("SELECT data FROM receipts")}
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert len(set(answered)) == len(answered) > 100
    assert set(answered) - kept == set()
