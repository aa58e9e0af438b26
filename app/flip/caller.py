"""Sends one call to Flip and gives back what came of it: an object, or one of the errors of `errors`."""

import base64
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar
from urllib.parse import quote, urlencode

from app.flip.call import FORM, MAINTENANCE, Call
from app.flip.codes import Product
from app.flip.errors import MAX_BODY_TEXT, Asked, FlipError, FlipNotSent, FlipUnknown
from app.flip.json_text import Unreadable, parse_answer
from app.flip.multipart import multipart
from app.flip.signature import Signer
from app.flip.times import WIB
from app.flip.transport import MaybeDelivered, NotDelivered, Reply, Request, Transport
from app.flip.verdict import judge
from app.flip.wire import Truth, Wire

T = TypeVar("T")

_KEY = re.compile(r"[!-~]{1,255}")
_REQUEST_ID = re.compile(r"bigflip-[!-~]{1,247}")
# Anything shorter than this is no secret, and striking it out would only blur the text.
_SHORTEST_SECRET = 4


class Maintenance(Wire):
    """The answer of general: GET /v2/general/maintenance."""

    maintenance: Truth


class Caller:
    """What all resources share: the address, the keys, the clock, and the meaning of answers."""

    def __init__(
        self,
        *,
        api_url: str,
        kyc_url: str,
        secret_key: str,
        transport: Transport,
        clock: Callable[[], datetime],
        signer: Signer | None = None,
    ) -> None:
        if not secret_key:
            raise ValueError("the secret key is empty")
        self._api_url = api_url.rstrip("/")
        self._kyc_url = kyc_url.rstrip("/")
        self._credentials = base64.b64encode(f"{secret_key}:".encode()).decode()
        self._secrets = _spellings(secret_key) | _spellings(self._credentials)
        self._transport = transport
        self._clock = clock
        self._signer = signer
        self.clock_drift: float | None = None

    def send(self, call: Call, read: Callable[[object], T]) -> T:
        """Send a call and read its answer.

        Raises:
            FlipRefused, FlipNotFound, FlipNotSent, FlipUnknown: see `errors`.
            ValueError: the call cannot be written down; nothing was sent.
        """
        reply = self._exchange(call)
        if not 200 <= reply.status < 300:
            reply = replace(reply, body=self._without_secrets(reply.body))
            raise judge(
                call,
                reply,
                self._asked(call, reply),
                now=self._clock(),
                in_maintenance=self._in_maintenance,
            )
        try:
            return read(parse_answer(reply.body))
        except Unreadable as trouble:
            text = f"the answer cannot be read: {trouble}"
        raise FlipUnknown(text, self._asked(call, reply))

    def _exchange(self, call: Call) -> Reply:
        request = self._request(call)
        error: FlipError
        try:
            reply = self._transport.send(request)
            self._compare_clocks(reply)
            return reply
        except NotDelivered as failure:
            error = FlipNotSent(str(failure), self._asked(call), reason=failure.reason)
        except MaybeDelivered as failure:
            error = FlipUnknown(str(failure), self._asked(call))
        raise error

    def _compare_clocks(self, reply: Reply) -> None:
        # Flip refuses requests stamped more than a minute off, so a wandering clock must show (error 1094).
        try:
            said = parsedate_to_datetime(reply.headers.get("date", ""))
        except ValueError:
            return
        self.clock_drift = (self._clock() - said.astimezone(UTC)).total_seconds()

    def _in_maintenance(self) -> bool:
        try:
            return self.send(MAINTENANCE, Maintenance.read).maintenance
        except FlipError:
            return False

    def _request(self, call: Call) -> Request:
        headers = {"Accept": "application/json", "User-Agent": "flip-for-business-python"}
        if not call.public:
            headers["Authorization"] = f"Basic {self._credentials}"
        if call.idempotency_key is not None:
            if not _KEY.fullmatch(call.idempotency_key):
                raise ValueError("an idempotency key has 1 to 255 visible characters")
            headers["idempotency-key"] = call.idempotency_key
        if call.request_id is not None:
            if not _REQUEST_ID.fullmatch(call.request_id):
                raise ValueError("a Request-ID is bigflip- and visible characters")
            headers["Request-ID"] = call.request_id
        if call.timestamped:
            headers["X-TIMESTAMP"] = self._clock().astimezone(WIB).strftime("%Y-%m-%dT%H:%M:%S%z")
        if call.signed and self._signer is not None:
            headers["X-Signature"] = self._signer.sign(call.query if call.method == "GET" else call.form)
        body = None
        if call.method != "GET":
            body, headers["Content-Type"] = _body(call)
        query = f"?{urlencode(call.query)}" if call.query else ""
        url = f"{self._kyc_url if call.product is Product.KYC else self._api_url}{call.path}{query}"
        return Request(method=call.method, url=url, headers=headers, body=body)

    def _asked(self, call: Call, reply: Reply | None = None) -> Asked:
        asked = Asked(method=call.method, path=call.path, request_id=call.request_id)
        if reply is None:
            return asked
        text = self._without_secrets(reply.body).decode("utf-8", "replace")[:MAX_BODY_TEXT]
        return replace(asked, status=reply.status, body="" if call.files and _odd(reply.body) else text)

    def _without_secrets(self, body: bytes) -> bytes:
        # A gateway's error page may show us our own request, header and all.
        for secret in self._secrets:
            body = body.replace(secret, b"[secret]")
        return body


def _body(call: Call) -> tuple[bytes, str]:
    if call.product is Product.KYC or call.files:
        return multipart(call.form, call.files)
    return urlencode(call.form).encode("ascii"), FORM


def _odd(body: bytes) -> bool:
    # What Flip itself did not write may show us our own request, and with it the file.
    try:
        return not isinstance(parse_answer(body), dict | list)
    except Unreadable:
        return True


def _spellings(secret: str) -> set[bytes]:
    spellings = {secret, secret.replace("/", r"\/"), quote(secret, safe="")}
    return {text.encode() for text in spellings if len(text) >= _SHORTEST_SECRET}
