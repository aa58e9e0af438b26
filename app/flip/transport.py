"""Carries one request to Flip and its answer back, and tells "certainly not sent" from "may have been sent".

The only module that knows `requests`.
"""

import http.client
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy
from typing import Protocol

import requests
import urllib3
from requests.adapters import HTTPAdapter

from app.flip.connections import POOLS, PROGRESS, Progress
from app.flip.errors import NotSentReason

MAX_REPLY_BYTES = 64 * 1024 * 1024
_CHUNK = 64 * 1024
_FAILURES = (
    requests.RequestException,
    urllib3.exceptions.HTTPError,
    http.client.HTTPException,
    OSError,
    UnicodeError,
)
_ADDRESS_FAULTS = (
    requests.exceptions.InvalidURL,
    requests.exceptions.MissingSchema,
    requests.exceptions.InvalidSchema,
    UnicodeError,
)


@dataclass(frozen=True, kw_only=True)
class Request:
    """One HTTP request, complete. The headers hold the secret key, so they are not shown."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One HTTP answer, read to its end; the names of the headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)


class NotDelivered(Exception):
    """No byte of the request left this machine."""

    def __init__(self, text: str, reason: NotSentReason) -> None:
        super().__init__(text)
        self.reason = reason


class MaybeDelivered(Exception):
    """Bytes left this machine, and no whole answer came back."""


class Transport(Protocol):
    """What the client needs of a network."""

    def send(self, request: Request) -> Reply:
        """Send once, without retries and without following redirects.

        Raises:
            NotDelivered: certainly nothing was sent.
            MaybeDelivered: something was sent, and no whole answer came.
        """

    def close(self) -> None:
        """Give back connections."""


class RequestsTransport:
    """A pool of kept connections, safe to share between threads.

    It takes no proxy, key or certificate from the environment, keeps no cookies, follows no redirect and
    never sends a request a second time. Times are in seconds: `read_timeout` limits each silence,
    `total_timeout` the whole exchange after the address is resolved (by default the time to connect plus
    twice the reading patience).
    """

    def __init__(
        self,
        *,
        connect_timeout: float = 5.0,
        read_timeout: float = 30.0,
        total_timeout: float | None = None,
        pool_size: int = 32,
        max_reply_bytes: int = MAX_REPLY_BYTES,
    ) -> None:
        self._timeouts = (connect_timeout, read_timeout)
        self._total = connect_timeout + 2 * read_timeout if total_timeout is None else total_timeout
        self._max_reply_bytes = max_reply_bytes
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        for scheme in POOLS:
            adapter = HTTPAdapter(pool_connections=2, pool_maxsize=pool_size, max_retries=0)
            adapter.poolmanager.pool_classes_by_scheme = POOLS
            self._session.mount(f"{scheme}://", adapter)

    def send(self, request: Request) -> Reply:
        """Send once; see `Transport.send`."""
        progress = Progress(deadline=time.monotonic() + self._total)
        token = PROGRESS.set(progress)
        try:
            return self._exchange(request)
        except _FAILURES as error:
            failure = _judge(error, progress)
        finally:
            PROGRESS.reset(token)
        # Raised out here because the exceptions of requests carry the request, and with it the secret key.
        raise failure

    def close(self) -> None:
        """Close every kept connection."""
        self._session.close()

    def _exchange(self, request: Request) -> Reply:
        with self._session.request(
            request.method,
            request.url,
            data=request.body,
            headers=dict(request.headers),
            timeout=self._timeouts,
            allow_redirects=False,
            stream=True,
        ) as response:
            body = self._read(response)
            headers = {name.lower(): value for name, value in response.headers.items()}
            return Reply(status=response.status_code, headers=headers, body=body)

    def _read(self, response: requests.Response) -> bytes:
        body = bytearray()
        while chunk := response.raw.read1(_CHUNK, decode_content=True):
            body += chunk
            if len(body) > self._max_reply_bytes:
                raise MaybeDelivered(f"the reply is larger than {self._max_reply_bytes} bytes")
        return bytes(body)


def _judge(error: Exception, progress: Progress) -> NotDelivered | MaybeDelivered:
    text = _describe(error)
    if progress.sending:
        return MaybeDelivered(text)
    if isinstance(error, _ADDRESS_FAULTS):
        return NotDelivered(text, NotSentReason.WRONG_ADDRESS)
    if isinstance(error, requests.exceptions.SSLError | ssl.SSLError):
        return NotDelivered(text, NotSentReason.TLS)
    return NotDelivered(text, NotSentReason.UNREACHABLE)


def _describe(error: BaseException) -> str:
    # The innermost cause is the short one ("Connection refused"); the outer ones repeat the whole address.
    while inner := error.__cause__ or error.__context__:
        error = inner
    return f"{type(error).__name__}: {error}"[:200]
