"""A load generator that costs little: one loop, keep-alive connections, one request under way on each."""

import selectors
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass

CONNECTIONS = 32
LONGEST_SILENCE_SECONDS = 30.0
HEAD = (
    "POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUser-Agent: Flip/1.0\r\nAccept: */*\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n"
)


@dataclass(frozen=True)
class Driven:
    """How many requests were answered 200, and in how many seconds."""

    answered: int
    seconds: float

    @property
    def per_second(self) -> float:
        """Requests a second."""
        return self.answered / self.seconds


def post(port: int, path: str, body: str) -> bytes:
    """A whole request, ready to be sent."""
    return (HEAD.format(path=path, port=port, length=len(body)) + body).encode()


def drive(port: int, requests: Iterator[bytes], *, seconds: float, connections: int = CONNECTIONS) -> Driven:
    """Send requests until there are none left or the time is up.

    :raises RuntimeError: when one is answered anything but 200, or nothing comes for half a minute.
    """
    selector = selectors.DefaultSelector()
    for _ in range(connections):
        selector.register(socket.create_connection(("127.0.0.1", port)), selectors.EVENT_READ, bytearray())
    try:
        return _exchange(selector, requests, seconds)
    finally:
        for key in list(selector.get_map().values()):
            key.fileobj.close()  # type: ignore[union-attr]
        selector.close()


def _exchange(selector: selectors.BaseSelector, requests: Iterator[bytes], seconds: float) -> Driven:
    answered = under_way = 0
    start = time.perf_counter()
    for key in list(selector.get_map().values()):
        under_way += _send(key, requests)
    while under_way:
        ready = selector.select(LONGEST_SILENCE_SECONDS)
        if not ready:
            raise RuntimeError("the server fell silent")
        for key, _ in ready:
            if _is_answered(key):
                answered += 1
                under_way -= 1
                if time.perf_counter() - start < seconds:
                    under_way += _send(key, requests)
    return Driven(answered, time.perf_counter() - start)


def _send(key: selectors.SelectorKey, requests: Iterator[bytes]) -> int:
    request = next(requests, None)
    if request is None:
        return 0
    assert isinstance(key.fileobj, socket.socket)
    key.fileobj.sendall(request)
    return 1


def _is_answered(key: selectors.SelectorKey) -> bool:
    assert isinstance(key.fileobj, socket.socket)
    piece, got = key.fileobj.recv(65_536), key.data
    got += piece
    if not piece or not got.startswith(b"HTTP/1.1 200"[: len(got)]):
        raise RuntimeError(f"not answered 200: {bytes(got[:200])!r}")
    if not got.endswith(b"\r\n\r\nok\n"):
        return False
    got.clear()
    return True
