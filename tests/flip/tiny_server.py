"""A real HTTP server of a few lines that notes what it is asked and misbehaves as it is told."""

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email import policy
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

Behaviour = Callable[["Handler"], None]


@dataclass(frozen=True)
class Seen:
    """One request as it came in; header names in lower case, `form` and `query` decoded, in their order."""

    method: str
    path: str
    query: list[tuple[str, str]]
    headers: dict[str, str]
    body: bytes
    peer: tuple[str, int]

    @property
    def form(self) -> list[tuple[str, str]]:
        """The body as a form, strictly read."""
        return parse_qsl(self.body.decode("ascii"), keep_blank_values=True, strict_parsing=bool(self.body))

    @property
    def parts(self) -> dict[str, str | tuple[str, str, bytes]]:
        """The body as multipart/form-data: texts, and files as their name, type and bytes."""
        head = f"Content-Type: {self.headers['content-type']}\r\n\r\n".encode()
        message = BytesParser(policy=policy.HTTP).parsebytes(head + self.body)
        assert message.is_multipart()
        assert message.defects == []
        found: dict[str, str | tuple[str, str, bytes]] = {}
        for part in message.iter_parts():
            name = str(part.get_param("name", header="content-disposition"))
            assert name not in found
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            filename = part.get_filename()
            found[name] = (
                content.decode() if filename is None else (filename, part.get_content_type(), content)
            )
        return found


class TinyServer(ThreadingHTTPServer):
    """Behaviours are queued per "METHOD /path"; the last one of a queue stays."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen: list[Seen] = []
        self.closing = threading.Event()
        self.otherwise = reply(404, {"name": "Not Found", "status": 404})
        self._behaviours: dict[str, list[Behaviour]] = {}
        self._thread = threading.Thread(
            target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )
        self._thread.start()

    @property
    def url(self) -> str:
        """The address of the API, everything before the version."""
        return f"http://127.0.0.1:{self.server_port}/api"

    def on(self, route: str, *behaviours: Behaviour) -> None:
        """Say how calls to a route ("POST /v2/pwf/bill") are answered, one after the other."""
        method, path = route.split()
        self._behaviours[f"{method} /api{path}"] = list(behaviours)

    def behave(self, handler: "Handler", route: str) -> None:
        """Do what was queued for the route, or what is done `otherwise`."""
        queue = self._behaviours.get(route, [self.otherwise])
        (queue.pop(0) if len(queue) > 1 else queue[0])(handler)

    def stop(self) -> None:
        """Let go of everybody who waits."""
        self.closing.set()
        self.shutdown()
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients hang up in these tests; that is no news."""


class Handler(BaseHTTPRequestHandler):
    """Notes the request, then behaves."""

    protocol_version = "HTTP/1.1"
    server: TinyServer

    def _handle(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        parts = urlsplit(self.path)
        self.server.seen.append(
            Seen(
                method=self.command,
                path=parts.path,
                query=parse_qsl(parts.query, keep_blank_values=True),
                headers={name.lower(): value for name, value in self.headers.items()},
                body=body,
                peer=(str(self.client_address[0]), int(self.client_address[1])),
            )
        )
        self.server.behave(self, f"{self.command} {parts.path}")

    do_GET = do_POST = do_PUT = _handle

    def log_message(self, format: str, *args: object) -> None:
        """Silence."""


def reply(
    status: int = 200,
    content: object = None,
    headers: Mapping[str, str] | None = None,
    *,
    raw: bytes | None = None,
) -> Behaviour:
    """Answer properly: `content` as JSON, or `raw` bytes as they are."""
    body = json.dumps(content).encode() if raw is None else raw

    def behave(handler: Handler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {"Content-Type": "application/json"}).items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return behave


def html(status: int) -> Behaviour:
    """A gateway's error page."""
    return reply(status, raw=b"<html><h1>Bad gateway</h1></html>", headers={"Content-Type": "text/html"})


def silence(handler: Handler) -> None:
    """Take the request and never answer."""
    handler.server.closing.wait(10)
    handler.close_connection = True


def hang_up(handler: Handler) -> None:
    """Take the request and close the connection properly, without a word."""
    handler.close_connection = True
    handler.connection.shutdown(socket.SHUT_RDWR)


def reset(handler: Handler) -> None:
    """Take the request and tear the connection down."""
    handler.close_connection = True
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    # The reader and writer hold the socket open until they are closed too.
    handler.rfile.close()
    handler.connection.close()


def drip(head: bytes, *, every: float = 0.05) -> Behaviour:
    """Send `head`, then one more byte again and again."""

    def behave(handler: Handler) -> None:
        handler.close_connection = True
        handler.wfile.write(head)
        try:
            while not handler.server.closing.wait(every):
                handler.wfile.write(b"x")
        except OSError:
            return

    return behave


def send_raw(data: bytes) -> Behaviour:
    """Send exactly these bytes, then close."""

    def behave(handler: Handler) -> None:
        handler.close_connection = True
        handler.wfile.write(data)

    return behave


def after(seconds: float, then: Behaviour) -> Behaviour:
    """Wait first."""

    def behave(handler: Handler) -> None:
        time.sleep(seconds)
        then(handler)

    return behave
