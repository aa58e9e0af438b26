"""Kinds of work made for tests, and looks at the rows they leave."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.db.transaction import transaction
from app.extensions import db
from app.outbox.models import OutboxWork
from app.outbox.promises import promise, work
from app.outbox.queue import TryLater
from app.outbox.worker import Worker
from tests.users.bench import House

done: Counter[str] = Counter()
told: list[tuple[str, float]] = []
gate = threading.Event()
_lock = threading.Lock()


class Broken(Exception):
    """What the broken work raises."""


def note(name: str) -> None:
    """Count that a piece of work was done, and when."""
    with _lock:
        done[name] += 1
        told.append((name, time.monotonic()))


@work("test.note")
def note_it(name: str) -> None:
    """Work that goes well."""
    note(name)


@work("test.break", tries=3)
def break_it(name: str) -> None:
    """Work that always fails."""
    note(name)
    raise Broken(f"{name} is broken")


@work("test.later", tries=3)
def put_off(name: str) -> None:
    """Work whose moment is always wrong."""
    note(name)
    raise TryLater("the moment is wrong", seconds=7)


@work("test.hang")
def hang(name: str) -> None:
    """Work that hangs until the gate opens."""
    gate.wait(20)
    note(name)


def ask(kind: str, name: str = "it", *, due: datetime | None = None, once: str | None = None) -> None:
    """Promise one piece of work."""
    with transaction():
        promise(kind, {"name": name}, due=due, once=once)


def rows() -> list[OutboxWork]:
    """Every piece of work as stored now, oldest first."""
    db.session.rollback()
    query = select(OutboxWork).order_by(OutboxWork.id).execution_options(populate_existing=True)
    return list(db.session.scalars(query))


def only_row() -> OutboxWork:
    """The one piece of work there is."""
    [row] = rows()
    return row


@contextmanager
def workers(house: House, count: int = 1, *, threads: int = 4) -> Iterator[list[Worker]]:
    """Real workers, sweeping in threads of this process."""
    running = [Worker(house.app, threads=threads) for _ in range(count)]
    for number, worker in enumerate(running):
        worker.name = f"{worker.name}:{number}"
        worker.start()
    try:
        yield running
    finally:
        gate.set()
        for worker in running:
            worker.stop()


def soon(what: Callable[[], Any], seconds: float = 30.0) -> Any:
    """Ask again until the answer is truthy; that answer."""
    deadline = time.monotonic() + seconds
    while not (answer := what()):
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.02)
    return answer
