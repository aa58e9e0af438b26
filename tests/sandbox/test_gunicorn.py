"""Under the server that runs it in earnest: one process, many threads, and connections really cut."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.sandbox.bench import KEY

BILL = {"title": "Kopi", "type": "SINGLE"}
pytestmark = pytest.mark.processes


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        bind = f"127.0.0.1:{probe.getsockname()[1]}"
    code = "from app.sandbox.factory import SandboxSettings, create_sandbox\n"
    code += f"app = create_sandbox(SandboxSettings(database_path={str(tmp_path / 's.db')!r}))\n"
    (tmp_path / "practice_wsgi.py").write_text(code, encoding="utf-8")
    gunicorn = [sys.executable, "-m", "gunicorn", "--no-control-socket", "--worker-class", "gthread"]
    options = ["--workers", "1", "--threads", "8", "--bind", bind, "--pythonpath", f"{tmp_path},."]
    server = subprocess.Popen([*gunicorn, *options, "practice_wsgi:app"])
    try:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                requests.get(f"http://{bind}/api/v2/general/maintenance", timeout=1)
                break
            except requests.RequestException:  # not there yet, or slow to come
                time.sleep(0.1)
        yield f"http://{bind}"
    finally:
        server.terminate()
        server.wait(timeout=10)


def test_faults_cut_real_connections(address: str) -> None:
    for do, made in (("refuse", 0), ("drop_reply", 1)):
        fault = {"match": "POST /pwf/bill", "do": do, "times": 1}
        assert requests.post(f"{address}/panel/api/faults", json=fault, timeout=5).status_code == 200
        with pytest.raises(requests.ConnectionError):
            requests.post(f"{address}/api/v2/pwf/bill", data=BILL, auth=(KEY, ""), timeout=5)
        bills = requests.get(f"{address}/api/v2/pwf/bill", auth=(KEY, ""), timeout=5)
        assert len(bills.json()) == made
