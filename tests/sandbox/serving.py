"""Real servers for a test: the sandbox itself, and a merchant that takes callbacks."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

from werkzeug.serving import make_server

from app.sandbox.factory import SandboxSettings, create_sandbox, start_background, stop_background
from tests.sandbox.bench import Bench, Merchant

POLL = 0.02


@contextmanager
def serve_merchant() -> Iterator[Merchant]:
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
    threading.Thread(target=server.serve_forever, args=(POLL,), daemon=True).start()
    yield held
    server.shutdown()
    server.server_close()


@contextmanager
def serve_sandbox(*, background: bool = True, **settings: object) -> Iterator[Bench]:
    app = create_sandbox(SandboxSettings(**settings))  # type: ignore[arg-type]
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, args=(POLL,), daemon=True).start()
    if background:
        start_background(app)
    yield Bench(app, f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    server.server_close()
    stop_background(app)
