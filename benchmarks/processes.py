"""Web, worker, sandbox and the bare view as processes of their own, each on a free port of this machine."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START_SECONDS = 30.0
STOP_SECONDS = 15.0
HOUSE = Path(__file__).parent.parent
FLASK = (sys.executable, "-m", "flask", "--app", "wsgi")
GUNICORN = (sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py")


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def surroundings(folder: Path, **more: str) -> dict[str, str]:
    """The environment of one copy of the house whose state lies in `folder`."""
    port, sandbox = str(free_port()), str(free_port())
    own = {
        "FLIP_ENVIRONMENT": "local",
        "INSTANCE": str(folder),
        "HOST": "127.0.0.1",
        "PORT": port,
        "SANDBOX_PORT": sandbox,
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "DATABASE_URL": f"sqlite:///{folder / 'bendahara.db'}",
        "QUEUE_URL": f"sqlite:///{folder / 'queue.db'}",
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FLIP_")}
    return kept | own | more


def upgrade(environ: dict[str, str]) -> None:
    """Bring the database to the newest migration."""
    subprocess.run((*FLASK, "db", "upgrade"), env=environ, cwd=HOUSE, check=True, capture_output=True)


@contextmanager
def running(environ: dict[str, str], *names: str) -> Iterator[None]:
    """The named processes of one copy (`web`, `worker`, `sandbox`, `bare`), stopped at the end."""
    commands = {
        "web": (*GUNICORN, "wsgi:app"),
        "bare": (*GUNICORN, "benchmarks.bare:create()"),
        "worker": (*FLASK, "worker"),
        "sandbox": (*FLASK, "sandbox", "--mode", "manual"),
    }
    with (Path(environ["INSTANCE"]) / "processes.log").open("ab") as log:
        started = [
            subprocess.Popen(commands[name], env=environ, cwd=HOUSE, stdout=log, stderr=log) for name in names
        ]
        try:
            for name in names:
                if name != "worker":
                    _await(int(environ["SANDBOX_PORT" if name == "sandbox" else "PORT"]))
            yield
        finally:
            for process in started:
                process.send_signal(signal.SIGTERM)
            for process in started:
                _end(process)


def _await(port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def _end(process: "subprocess.Popen[bytes]") -> None:
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
