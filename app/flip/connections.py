"""HTTP connections that note whether a byte of the request has left, and keep one deadline for the answer."""

import io
import socket
import time
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from http.client import HTTPResponse
from typing import TYPE_CHECKING

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

if TYPE_CHECKING:
    from _typeshed import SupportsRead, WriteableBuffer
    from typing_extensions import Buffer


@dataclass
class Progress:
    """How far one request has come; `deadline` is in seconds of the monotonic clock."""

    deadline: float
    sending: bool = False


# Nothing of ours passes through `requests` down to the socket, so the current request is known by context.
PROGRESS: ContextVar[Progress] = ContextVar("flip_request_progress")


class DeadlineReader(io.RawIOBase):
    """A socket's reading end that gives up at the deadline, however steadily single bytes drip in."""

    def __init__(self, raw: io.RawIOBase, sock: socket.socket, deadline: float) -> None:
        super().__init__()
        self._raw = raw
        self._sock = sock
        self._deadline = deadline

    def readable(self) -> bool:
        """Always: this is a reading end."""
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int | None:
        """Read once from the socket.

        Raises:
            TimeoutError: the deadline has passed, or passes while waiting.
        """
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("the whole answer took too long")
        patience = self._sock.gettimeout()
        if patience is None or patience > left:
            self._sock.settimeout(left)
        return self._raw.readinto(buffer)

    def close(self) -> None:
        """Close the socket's own reader, which keeps count of who still uses the socket."""
        self._raw.close()
        super().close()


class DeadlineResponse(HTTPResponse):
    """An answer whose status line, headers and body all stand under the deadline of the request."""

    def __init__(
        self, sock: socket.socket, debuglevel: int = 0, method: str | None = None, url: str | None = None
    ) -> None:
        super().__init__(sock, debuglevel, method, url)
        raw = self.fp.detach()
        self.fp = io.BufferedReader(DeadlineReader(raw, sock, PROGRESS.get().deadline))


class NotingConnection(HTTPConnection):
    """A connection that notes the moment before the first byte of a request leaves."""

    response_class = DeadlineResponse

    def send(self, data: "SupportsRead[bytes] | Iterable[Buffer] | Buffer | str") -> None:
        """Connect first, note, then send: whatever fails before the note was certainly not sent."""
        if self.sock is None:
            self.connect()
        progress = PROGRESS.get()
        progress.sending = True
        # So far the patience is that of connecting, and pictures may take longer to go out.
        self.sock.settimeout(max(progress.deadline - time.monotonic(), 0.001))
        super().send(data)


class NotingSecureConnection(NotingConnection, HTTPSConnection):
    """The same over TLS; the handshake belongs to connecting."""


class NotingPool(HTTPConnectionPool):
    """Keeps connections for http addresses."""

    ConnectionCls = NotingConnection


class NotingSecurePool(HTTPSConnectionPool):
    """Keeps connections for https addresses."""

    ConnectionCls = NotingSecureConnection


POOLS: dict[str, type[HTTPConnectionPool]] = {"http": NotingPool, "https": NotingSecurePool}
