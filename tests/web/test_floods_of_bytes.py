"""P41, over real HTTP: far too much is answered soon, in words, and without the memory growing by it."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import requests

from tests import pictures
from tests.processes import FLASK, ROOT, free_port, until

pytestmark = [pytest.mark.processes, pytest.mark.alike]

FLOOD = 50_000_000
SERVERS = {
    "gunicorn": ["gunicorn", "--config", "gunicorn.conf.py", "tests.web.wsgi_uploads:app"],
    "the development server": ["flask", "--app", "tests.web.wsgi_uploads", "run", "--port", "{port}"],
}


@pytest.fixture(scope="module", params=SERVERS)
def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One server, in one process of its own, so that its memory can be asked for."""
    folder, port = tmp_path_factory.mktemp("flood"), str(free_port())
    unset = ("DATABASE_URL", "QUEUE_URL", "SECRET_KEY", "VAULT_KEYS")
    environ = {name: value for name, value in os.environ.items() if name not in unset}
    environ |= {"INSTANCE": str(folder), "PORT": port, "HOST": "127.0.0.1", "WEB_PROCESSES": "1"}
    environ |= {"FLIP_ENVIRONMENT": "local", "PYTHONUNBUFFERED": "1"}
    subprocess.run([*FLASK, "db", "upgrade"], cwd=ROOT, env=environ, check=True, capture_output=True)
    command = [sys.executable, "-m", *(word.format(port=port) for word in SERVERS[request.param])]
    with (folder / "said.txt").open("wb") as out:
        running = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=out, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    until(lambda: answers(address), 60, f"{request.param} does not answer, see {folder}")
    yield address
    running.terminate()
    running.wait(timeout=15)


def answers(address: str) -> bool:
    try:
        return requests.get(f"{address}/healthz", timeout=5).ok
    except requests.RequestException:
        return False


def peak(url: str) -> int:
    return int(requests.get(f"{url}/peak", timeout=10).text)


def send(url: str, content: bytes) -> requests.Response:
    return requests.post(f"{url}/take", files={"card": ("card.jpg", content)}, timeout=30)


def test_P41_a_flood_is_answered_soon_and_fills_no_memory(url: str) -> None:
    assert send(url, pictures.card()).text == "1200 × 760"
    before, begun = peak(url), time.monotonic()
    answer = send(url, bytes(FLOOD))
    assert time.monotonic() - begun < 10
    assert answer.status_code == 413
    assert "3 MB" in answer.text
    assert peak(url) - before < FLOOD / 5
    assert send(url, pictures.card()).text == "1200 × 760", "the server goes on"


def test_P41_many_floods_at_once_fill_no_memory_either(url: str) -> None:
    before = peak(url)
    senders = [flood_by_hand(url) for _ in range(6)]
    assert [status(one) for one in senders] == [413] * 6
    assert peak(url) - before < FLOOD / 5


def flood_by_hand(url: str) -> http.client.HTTPConnection:
    """A sender that claims a gigabyte and has sent a little of it."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
    connection.putrequest("POST", "/take")
    connection.putheader("Content-Type", "multipart/form-data; boundary=x")
    connection.putheader("Content-Length", str(1_000_000_000))
    connection.endheaders()
    connection.send(bytes(100_000))
    return connection


def status(connection: http.client.HTTPConnection) -> int:
    answer = connection.getresponse()
    connection.close()
    return answer.status
