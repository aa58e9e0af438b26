"""A sandbox over real HTTP, and a merchant's server that keeps every callback it gets."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qsl

import pytest
import requests
from flask import Flask
from werkzeug.serving import make_server

from app.sandbox.factory import SandboxSettings, create_sandbox, start_background, stop_background

KEY = "local-secret-key"


@dataclass
class Merchant:
    """Callbacks as they came in: path and fields; ``statuses`` are answered in turn, then 200."""

    url: str = ""
    got: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)

    def wait_for(self, count: int, seconds: float = 5.0) -> list[tuple[str, dict[str, str]]]:
        deadline = time.monotonic() + seconds
        while len(self.got) < count and time.monotonic() < deadline:
            time.sleep(0.01)
        assert len(self.got) >= count, self.got
        return self.got


@pytest.fixture
def merchant() -> Iterator[Merchant]:
    held = Merchant()

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            held.got.append((self.path, dict(parse_qsl(body, strict_parsing=True))))
            self.send_response(held.statuses.pop(0) if held.statuses else 200)
            self.end_headers()
            self.wfile.write("diterima".encode())

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    held.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield held
    server.shutdown()
    server.server_close()


class Bench:
    """One running sandbox, and the few calls every test makes."""

    def __init__(self, app: Flask, url: str) -> None:
        self.app, self.url = app, url
        self.http = requests.Session()

    def api(self, method: str, path: str, *, prefix: str = "/api/v2", **more: object) -> requests.Response:
        call: Callable[..., requests.Response] = self.http.request
        return call(method, f"{self.url}{prefix}{path}", **({"auth": (KEY, ""), "timeout": 20} | more))

    def panel(self, method: str, path: str, **body: object) -> requests.Response:
        return self.http.request(method, f"{self.url}/panel/api{path}", json=body or None, timeout=20)

    def bill(self, **fields: object) -> dict[str, object]:
        reply = self.api("POST", "/pwf/bill", data={"title": "Kopi", "type": "SINGLE"} | fields)
        assert reply.status_code == 200, reply.text
        held = reply.json()
        assert isinstance(held, dict)
        return held

    def direct_bill(self, **fields: object) -> tuple[int, str]:
        """A bill of step 3; its id and its payment's."""
        ready = {"step": 3, "amount": 45000, "sender_name": "Jon Snow", "sender_email": "jon@example.com"}
        how = {"sender_bank": "mandiri", "sender_bank_type": "virtual_account"}
        held = self.bill(**(ready | how | fields))
        attempt = held["bill_payment"]
        assert isinstance(attempt, dict)
        return int(str(held["link_id"])), str(attempt["id"])


class MakeBench(Protocol):
    def __call__(self, *, background: bool = True, **settings: object) -> Bench: ...


@pytest.fixture
def make_bench(tmp_path: Path, merchant: Merchant) -> Iterator[MakeBench]:
    closing: list[Callable[[], None]] = []

    def make(*, background: bool = True, **settings: object) -> Bench:
        chosen = {"database_path": str(tmp_path / "sandbox.db"), "callback_base_url": merchant.url} | settings
        app = create_sandbox(SandboxSettings(**chosen))  # type: ignore[arg-type]
        server = make_server("127.0.0.1", 0, app, threaded=True)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        if background:
            start_background(app)
        closing.extend([server.shutdown, server.server_close, lambda: stop_background(app)])
        return Bench(app, f"http://127.0.0.1:{server.server_port}")

    yield make
    for close in closing:
        close()


@pytest.fixture
def bench(make_bench: MakeBench) -> Bench:
    return make_bench(callback_interval=0.05)
