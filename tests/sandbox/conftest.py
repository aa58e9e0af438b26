"""A sandbox over real HTTP, and a merchant's server that keeps every callback it gets."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from werkzeug.serving import make_server

from app.sandbox.factory import SandboxSettings, create_sandbox, start_background, stop_background
from tests.sandbox.bench import Bench, MakeBench, Merchant


@pytest.fixture
def merchant() -> Iterator[Merchant]:
    held = Merchant()

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            held.got.append((self.path, dict(parse_qsl(body, strict_parsing=True))))
            self.send_response(held.statuses.pop(0) if held.statuses else 200)
            self.end_headers()
            self.wfile.write(b"diterima")

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    held.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield held
    server.shutdown()
    server.server_close()


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
