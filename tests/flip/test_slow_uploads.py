"""A picture may take longer to go out than a connection to be made, but not for ever."""

import socket
import threading
import time
from collections.abc import Iterator

import pytest

from app.flip.client import FlipClient
from app.flip.errors import FlipUnknown
from app.flip.kyc import DOCUMENT_TYPES, Picture
from app.flip.transport import RequestsTransport

# More than the buffers of both sides hold, so that the sender has to wait for the reader.
PICTURES = {name: Picture(bytes(2_000_000), "image/jpeg") for name in DOCUMENT_TYPES}
CONNECT = 0.2


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.socket() as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        sock.bind(("127.0.0.1", 0))
        sock.listen()
        yield sock


def send(listener: socket.socket, *, patience: float) -> list[object]:
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    transport = RequestsTransport(connect_timeout=CONNECT, read_timeout=5, total_timeout=patience)
    client = FlipClient(api_url=address, kyc_url=address, secret_key="key", transport=transport)
    try:
        return list(client.kyc.send_documents("7", PICTURES))
    finally:
        client.close()


def read_slowly(listener: socket.socket) -> None:
    connection, _ = listener.accept()
    with connection:
        time.sleep(3 * CONNECT)
        for chunk in iter(lambda: connection.recv(1_000_000), b""):
            if chunk.endswith(b"--\r\n"):
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]")
                return


def test_a_slow_line_is_waited_for(listener: socket.socket) -> None:
    reader = threading.Thread(target=read_slowly, args=(listener,))
    reader.start()
    assert send(listener, patience=20) == []
    reader.join()


def test_a_line_that_takes_nothing_is_given_up(listener: socket.socket) -> None:
    begun = time.monotonic()
    with pytest.raises(FlipUnknown):
        send(listener, patience=1)
    assert 0.9 < time.monotonic() - begun < 10
