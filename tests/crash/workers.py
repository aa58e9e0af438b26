"""Worker processes for these tests: real ones, forked from a server that has imported the house already.

A worker here waits for nothing it need not: it asks Flip again after a fifth of a second instead of a minute
(`BETWEEN_LOOKS`), and tries again as soon instead of after seconds (`TryLater`). Else it is the worker of
`flask worker`.
"""

import multiprocessing
import os
from collections.abc import Mapping
from datetime import timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path

from app import cli
from app.config import from_environment
from app.factory import create_app
from app.outbox.queue import Claimed, TryLater, WorkTable
from app.payouts import sending
from tests.crash.boundaries import ALL

SHORT = 0.2
_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload([__name__])


def start_worker(environ: Mapping[str, str], output: Path, boundary: str | None = None) -> BaseProcess:
    """Start a worker on the database of `environ`; with a boundary it kills itself there."""
    process = _processes.Process(target=_work, args=(dict(environ), str(output), boundary), daemon=True)
    process.start()
    return process


def _work(environ: dict[str, str], output: str, boundary: str | None) -> None:
    os.environ.update(environ)
    with open(output, "ab") as told:
        os.dup2(told.fileno(), 1)
        os.dup2(told.fileno(), 2)
    sending.BETWEEN_LOOKS = timedelta(seconds=SHORT)
    _wait_shortly()
    if boundary is not None:
        ALL[boundary]()
    app = create_app(from_environment(environ))
    with app.app_context():
        cli.worker.main(args=[], standalone_mode=False)


def _wait_shortly() -> None:
    postpone = WorkTable.postpone

    def soon(table: WorkTable, work: Claimed, later: TryLater) -> None:
        later.seconds = min(later.seconds, SHORT)
        postpone(table, work, later)

    WorkTable.postpone = soon  # type: ignore[method-assign, assignment]
