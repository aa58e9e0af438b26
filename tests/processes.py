"""A running copy of the product: web, worker and sandbox as three processes of their own, on free ports."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import requests

Name = Literal["web", "worker", "sandbox"]
NAMES: tuple[Name, ...] = ("web", "worker", "sandbox")
ROOT = Path(__file__).parent.parent
FLASK = [sys.executable, "-m", "flask", "--app", "wsgi"]
COMMANDS: dict[Name, list[str]] = {
    "web": [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "wsgi:app"],
    "worker": [*FLASK, "worker"],
    "sandbox": [*FLASK, "sandbox", "--mode", "manual"],
}


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(what: Callable[[], Any], seconds: float, complaint: str) -> Any:
    """Ask again until the answer is truthy; that answer. Fails with `complaint` when the time is up."""
    deadline = time.monotonic() + seconds
    while not (answer := what()):
        assert time.monotonic() < deadline, f"{complaint} (waited {seconds:.0f} s)"
        time.sleep(0.05)
    return answer


class Copy:
    """One running copy, in a folder of its own; each process can be stopped, killed and started again."""

    def __init__(self, folder: Path, **environ: str) -> None:
        self.folder = folder
        port, sandbox_port = free_port(), free_port()
        self.url, self.sandbox_url = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{sandbox_port}"
        ours = {"FLIP_ENVIRONMENT": "local", "HOST": "127.0.0.1", "PORT": str(port), "PUBLIC_URL": self.url}
        ours |= {"SANDBOX_PORT": str(sandbox_port), "INSTANCE": str(folder), "PYTHONUNBUFFERED": "1"}
        strange = ("DATABASE_URL", "QUEUE_URL", "FLIP_API_URL", "FLIP_KYC_URL", "SECRET_KEY", "VAULT_KEYS")
        inherited = {name: value for name, value in os.environ.items() if name not in strange}
        self.environ = inherited | ours | environ
        self._running: dict[Name, subprocess.Popen[bytes]] = {}

    def flask(self, *command: str) -> str:
        """Run a flask command to its end; what it printed."""
        done = subprocess.run(
            [*FLASK, *command], cwd=ROOT, env=self.environ, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start_all(self) -> None:
        """Database, demo people, then the three processes; returns when all are ready."""
        self.flask("db", "upgrade")
        self.flask("demo")
        for name in NAMES:
            self._spawn(name)
        for name in NAMES:
            self._wait_for(name)

    def start(self, *names: Name) -> None:
        """Start processes that do not run; returns when they are ready."""
        stopped = [name for name in names if name not in self._running]
        for name in stopped:
            self._spawn(name)
        for name in stopped:
            self._wait_for(name)

    def stop(self, name: Name, how: signal.Signals = signal.SIGTERM) -> int:
        """Stop a process, politely unless told otherwise; its exit code."""
        process = self._running.pop(name)
        process.send_signal(how)
        try:
            return process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(timeout=5)
            raise AssertionError(
                f"{name} did not stop within 15 s of {how.name}:\n{self.said(name)}"
            ) from None

    def stop_all(self) -> None:
        """Stop whatever runs."""
        for name in list(self._running):
            self.stop(name)

    def processes(self) -> list[int]:
        """The numbers of the processes that run, without their children."""
        return [process.pid for process in self._running.values()]

    def said(self, name: Name) -> str:
        """The last of what a process printed."""
        return self._output(name).read_text(errors="replace")[-4000:]

    def panel(self, call: str, body: dict[str, Any] | None = None) -> Any:
        """POST to the sandbox's panel; what it answered."""
        answer = requests.post(f"{self.sandbox_url}/panel/api/{call}", json=body or {}, timeout=20)
        answer.raise_for_status()
        return answer.json()

    def books(self) -> Any:
        """Everything the sandbox holds."""
        answer = requests.get(f"{self.sandbox_url}/panel/api/books", timeout=20)
        answer.raise_for_status()
        return answer.json()

    def knock(
        self, data: bytes | str, *, kind: str = "payment", token: str = "local-validation-token"
    ) -> int:
        """Send a callback by hand; the status it was answered with."""
        body = {"data": data, "token": token}
        return requests.post(f"{self.url}/callbacks/{kind}", data=body, timeout=20).status_code

    def ready(self) -> dict[str, Any] | None:
        """What `/readyz` says, or None while the web does not answer."""
        try:
            found: dict[str, Any] = requests.get(f"{self.url}/readyz", timeout=5).json()
        except requests.RequestException:
            return None
        return found

    def _spawn(self, name: Name) -> None:
        with self._output(name).open("ab") as out:
            self._running[name] = subprocess.Popen(
                COMMANDS[name], cwd=ROOT, env=self.environ, stdout=out, stderr=subprocess.STDOUT
            )

    def _output(self, name: Name) -> Path:
        return self.folder / f"{name}.txt"

    def _wait_for(self, name: Name) -> None:
        process = self._running[name]

        def is_there() -> bool:
            assert process.poll() is None, f"{name} ended with {process.returncode}:\n{self.said(name)}"
            return self._is_there(name)

        until(is_there, 60, f"{name} is not ready")

    def _is_there(self, name: Name) -> bool:
        if name == "sandbox":
            try:
                return requests.get(f"{self.sandbox_url}/panel/api/clock", timeout=5).ok
            except requests.RequestException:
                return False
        troubles = self.ready()
        if troubles is None:
            return False
        return name == "web" or "worker" not in troubles["troubles"]
