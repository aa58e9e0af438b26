"""Worker and sandbox at work on approved payouts, watched until Flip has all of them."""

import json
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from app.config import from_environment
from app.db.transaction import release
from app.extensions import db
from app.factory import create_app
from app.outbox.queries import worker_is_alive
from app.timeline.models import Event, Kind
from benchmarks.processes import running, surroundings, upgrade

PATIENCE_SECONDS = 180.0
START_SECONDS = 30.0


@dataclass(frozen=True)
class Senders:
    """Worker and sandbox at work; the app context of their database is open."""

    sandbox_port: int

    def panel(self, call: str, body: dict[str, Any]) -> None:
        """POST to the sandbox's panel."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.sandbox_port}/panel/api/{call}",
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        urllib.request.urlopen(request, timeout=20).close()

    def await_all(self, row_ids: Sequence[int]) -> None:
        """Return when Flip has all of them."""
        at_flip = _events(row_ids, "disbursement.pending", func.count())
        _until(
            lambda: db.session.scalar(at_flip) == len(row_ids), PATIENCE_SECONDS, "Flip has not all of them"
        )

    def moments(self, row_ids: Sequence[int], verb: str) -> list[datetime]:
        """When this was written about each of them, in their order."""
        query = _events(row_ids, verb, Event.applied_at).order_by(Event.subject_id)
        return list(db.session.scalars(query))


@contextmanager
def senders(folder: Path, url: str) -> Iterator[Senders]:
    """Worker and sandbox as processes of their own on this database, until the end of the block."""
    environ = surroundings(folder, DATABASE_URL=url)
    upgrade(environ)
    app = create_app(from_environment(environ))
    with running(environ, "sandbox", "worker"), app.app_context():
        _until(worker_is_alive, START_SECONDS, "no worker came to life")
        yield Senders(int(environ["SANDBOX_PORT"]))
        db.session.remove()
        db.engine.dispose()


def _events(row_ids: Sequence[int], verb: str, *columns: Any) -> Any:
    ours = Event.subject_kind == Kind.DISBURSEMENT, Event.subject_id.in_(row_ids)
    return select(*columns).where(*ours, Event.verb == verb)


def _until(what: Any, seconds: float, complaint: str) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        if time.monotonic() > deadline:
            raise RuntimeError(f"{complaint} after {seconds:.0f} s")
        release()
        time.sleep(0.1)
    release()
