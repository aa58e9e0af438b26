"""The scene of a crash: a database, the sandbox as a process, workers that come and go, and Flip's books."""

import json
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import Context
from datetime import timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import requests
from flask import Flask
from sqlalchemy import func, select

from app.callbacks.models import Receipt
from app.config import from_environment
from app.db.base import table_of
from app.db.compare_and_set import change_where
from app.db.transaction import transaction
from app.extensions import db
from app.factory import create_app
from app.lib import clock
from app.outbox.models import Heartbeat, OutboxWork, WorkState
from app.timeline.models import Event, Transaction
from tests.blank import empty_tables
from tests.crash.workers import start_worker
from tests.processes import Copy, until
from tests.world import TOKEN

PATIENCE = 60.0


class Scene:
    """What the tests do and see there; the app context of its database is open."""

    def __init__(self, app: Flask, copy: Copy) -> None:
        self.app = app
        self.copy = copy
        self.start_balance = int(copy.books()["balance"])

    @contextmanager
    def worker(self, boundary: str | None = None) -> Iterator[BaseProcess]:
        """A worker for the block; killed at its end if it still lives."""
        process = start_worker(self.copy.environ, self.copy.folder / "worker.txt", boundary)
        try:
            yield process
        finally:
            process.kill()
            process.join()

    def killed_at(self, boundary: str) -> None:
        """Let a worker run until it dies at the boundary; its leases run out at once."""
        with self.worker(boundary) as process:
            process.join(PATIENCE)
            assert process.exitcode == -signal.SIGKILL, f"{boundary}: never reached\n{self.said()}"
        self.let_leases_run_out()

    def await_sign_of_life(self, process: BaseProcess) -> None:
        """Return when this worker has begun to sweep."""
        beats = select(Heartbeat.worker).where(Heartbeat.worker.endswith(f":{process.pid}"))

        def beat() -> str | None:
            db.session.rollback()
            return db.session.scalar(beats)

        until(beat, PATIENCE, "no worker came to life")

    def let_leases_run_out(self) -> None:
        """What dead workers held may be claimed again, as after a minute and a half."""
        past = clock.now() - timedelta(seconds=1)
        with transaction():
            for model in (OutboxWork, Receipt):
                table = table_of(model)
                change_where(table, table.c.state == WorkState.CLAIMED, lease_until=past)

    def fault(self, do: str, **how: Any) -> None:
        """Have Flip's creates go wrong."""
        self.copy.panel("faults", {"match": "POST /disbursement$", "do": do, **how})

    def no_faults(self) -> None:
        """Have all go well again."""
        requests.delete(f"{self.copy.sandbox_url}/panel/api/faults", timeout=20).raise_for_status()

    def done_at_flip(self, flip_id: str | None) -> None:
        """Let a transfer arrive, and keep Flip's callback about it as the web would."""
        shown = self.copy.panel(f"disbursements/{flip_id}", {"status": "DONE"})
        sent = {"data": json.dumps(shown), "token": TOKEN}
        # In an empty context, or the request would share the test's own `g`.
        answer = Context().run(self.app.test_client().post, "/callbacks/disbursement", data=sent)
        assert answer.status_code == 200

    def rows(self, row_ids: Sequence[int]) -> list[Transaction]:
        """The payouts as stored now."""
        db.session.rollback()
        query = select(Transaction).where(Transaction.id.in_(row_ids)).order_by(Transaction.id)
        return list(db.session.scalars(query.execution_options(populate_existing=True)))

    def statuses(self, row_ids: Sequence[int]) -> set[str]:
        """The statuses they have now."""
        return {row.status for row in self.rows(row_ids)}

    def await_all(self, row_ids: Sequence[int], status: str, seconds: float = PATIENCE) -> None:
        """Return when all have this status and no work is left; else say what is stuck."""
        try:
            until(lambda: self.statuses(row_ids) == {status} and not self.left(), seconds, "stuck")
        except AssertionError as stuck:
            raise AssertionError(f"{self.statuses(row_ids)} {self.left()}\n{self.said()}") from stuck

    def left(self) -> list[tuple[str, str, str | None]]:
        """The work about payouts that is not done."""
        db.session.rollback()
        query = select(OutboxWork.kind, OutboxWork.state, OutboxWork.last_error).where(
            OutboxWork.kind.startswith("payouts."), OutboxWork.state != WorkState.DONE
        )
        return [(kind, state, error) for kind, state, error in db.session.execute(query)]

    def found_lost(self) -> int:
        """How often a payout was found in the middle of being sent, its worker dead."""
        return db.session.scalar(select(func.count(Event.id)).where(Event.cause.startswith("lost:"))) or 0

    def said(self) -> str:
        """The last of what the workers printed."""
        return (self.copy.folder / "worker.txt").read_text(errors="replace")[-3000:]


@contextmanager
def a_scene(folder: Path, database_url: str | None) -> Iterator[Scene]:
    """Database and sandbox; on SQLite in the folder unless an address is given."""
    environ = {"DATABASE_URL": database_url} if database_url else {}
    copy = Copy(folder, **environ)
    app = create_app(from_environment(copy.environ))
    with app.app_context():
        empty_tables()
        copy.start("sandbox")
        try:
            yield Scene(app, copy)
        finally:
            copy.stop_all()
            db.session.remove()
            db.engine.dispose()


def assert_books_agree(scene: Scene, row_ids: Sequence[int], keys: Sequence[str | None]) -> None:
    """One transfer for each payout, under the key it always had, and all of it equal to the rupiah."""
    books = scene.copy.books()
    rows, transfers = scene.rows(row_ids), books["disbursements"]
    at_flip = {transfer["idempotency_key"]: transfer for transfer in transfers}
    assert len(at_flip) == len(transfers), "two transfers under one key"
    assert [row.idempotency_key for row in rows] == list(keys), "a key changed"
    assert set(at_flip) >= set(keys), "lost"
    for row in rows:
        transfer = at_flip[row.idempotency_key]
        here = (row.flip_id, row.amount_idr, row.fee_idr, row.account_number, row.bank_code)
        there = (transfer["amount"], transfer["fee"], transfer["account_number"], transfer["bank_code"])
        assert here == (str(transfer["id"]), *there)
        assert row.attention is None
    spent = sum(transfer["amount"] + transfer["fee"] for transfer in transfers)
    assert books["balance"] == scene.start_balance - spent
