"""The transport waits, reads and follows no further than told, and takes nothing from its surroundings."""

import gzip
import time
from collections.abc import Iterator

import pytest

from app.flip.errors import NotSentReason
from app.flip.transport import MaybeDelivered, NotDelivered, Reply, Request, RequestsTransport
from tests.flip.tiny_server import Behaviour, TinyServer, after, drip, reply, send_raw

HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.fixture
def transport() -> Iterator[RequestsTransport]:
    transport = RequestsTransport(read_timeout=0.5, total_timeout=1.0, max_reply_bytes=10_000)
    yield transport
    transport.close()


def get(transport: RequestsTransport, server: TinyServer) -> Reply:
    return transport.send(Request(method="GET", url=f"{server.url}/x"))


@pytest.mark.parametrize(
    "head", [HEAD, CHUNKED + b"fffff\r\n", CHUNKED, b"HTTP/1.1 200 OK\r\nX-Slow: ", b"HTTP/1.1 200 "]
)
def test_a_dripping_answer_ends_at_the_deadline(
    server: TinyServer, transport: RequestsTransport, head: bytes
) -> None:
    server.on("GET /x", drip(head))
    begun = time.monotonic()
    with pytest.raises(MaybeDelivered):
        get(transport, server)
    assert time.monotonic() - begun < 2.5


def test_an_answer_that_is_slow_but_whole_is_read(server: TinyServer, transport: RequestsTransport) -> None:
    server.on("GET /x", after(0.3, reply(200, {"balance": 1})))
    assert get(transport, server).body == b'{"balance": 1}'


def test_a_kept_connection_has_its_patience_back(server: TinyServer, transport: RequestsTransport) -> None:
    server.on("GET /x", after(0.4, reply(200, {})))
    for _ in range(4):
        get(transport, server)
    assert len({seen.peer for seen in server.seen}) == 1


@pytest.mark.parametrize(
    "behaviour",
    [
        reply(200, raw=b"x" * 10_001),
        reply(200, raw=gzip.compress(b"x" * 5_000_000), headers={"Content-Encoding": "gzip"}),
        send_raw(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 10_001),
    ],
)
def test_an_answer_too_large_is_not_taken_in(
    server: TinyServer, transport: RequestsTransport, behaviour: Behaviour
) -> None:
    server.on("GET /x", behaviour)
    with pytest.raises(MaybeDelivered, match="larger"):
        get(transport, server)


@pytest.mark.parametrize(
    "behaviour",
    [
        send_raw(HEAD + b"half"),
        send_raw(CHUNKED + b"10\r\nhalf"),
        reply(200, raw=b"no gzip", headers={"Content-Encoding": "gzip"}),
        send_raw(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n"),
    ],
)
def test_a_broken_answer_may_have_been_delivered(
    server: TinyServer, transport: RequestsTransport, behaviour: Behaviour
) -> None:
    server.on("GET /x", behaviour)
    with pytest.raises(MaybeDelivered):
        get(transport, server)


@pytest.mark.parametrize(
    ("behaviour", "body"),
    [
        (reply(200, raw=gzip.compress(b"plain"), headers={"Content-Encoding": "gzip"}), b"plain"),
        (send_raw(CHUNKED + b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"), b"abcde"),
        (send_raw(b"HTTP/1.1 200 OK\r\n\r\nuntil the end"), b"until the end"),
        (reply(204, raw=b""), b""),
    ],
)
def test_every_way_to_frame_an_answer_is_read(
    server: TinyServer, transport: RequestsTransport, behaviour: Behaviour, body: bytes
) -> None:
    server.on("GET /x", behaviour)
    assert get(transport, server).body == body


def test_redirects_are_not_followed(server: TinyServer, transport: RequestsTransport) -> None:
    server.on("GET /x", reply(302, raw=b"", headers={"Location": f"{server.url}/y"}))
    assert get(transport, server).status == 302
    assert [seen.path for seen in server.seen] == ["/api/x"]


def test_proxies_and_passwords_of_the_environment_are_ignored(
    server: TinyServer, transport: RequestsTransport, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    netrc = f"{tmp_path}/netrc"
    with open(netrc, "w", encoding="ascii") as file:
        file.write("machine 127.0.0.1 login somebody password else\n")
    monkeypatch.setenv("NETRC", netrc)
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    server.on("GET /x", reply(200, {}))
    assert get(transport, server).status == 200
    assert "authorization" not in server.seen[0].headers


def test_cookies_are_not_kept(server: TinyServer, transport: RequestsTransport) -> None:
    server.on("GET /x", reply(200, {}, headers={"Set-Cookie": "tracked=yes; Path=/"}))
    get(transport, server)
    get(transport, server)
    assert "cookie" not in server.seen[1].headers


def test_connections_are_kept(server: TinyServer, transport: RequestsTransport) -> None:
    server.on("GET /x", reply(200, {}))
    for _ in range(3):
        get(transport, server)
    assert len({seen.peer for seen in server.seen}) == 1


def test_a_connection_closed_while_idle_is_opened_anew(
    server: TinyServer, transport: RequestsTransport
) -> None:
    server.on("GET /x", reply(200, {}, headers={"Connection": "close"}), reply(200, {}))
    get(transport, server)
    time.sleep(0.05)
    assert get(transport, server).status == 200


def test_what_never_left_says_why(transport: RequestsTransport) -> None:
    with pytest.raises(NotDelivered) as caught:
        transport.send(Request(method="GET", url="http://127.0.0.1:1/x"))
    assert caught.value.reason is NotSentReason.UNREACHABLE
    assert "refused" in str(caught.value)
