"""What fails before the first byte of a request was certainly not sent, whatever the failure is called."""

import datetime
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from app.flip.bills import NewBill
from app.flip.client import FlipClient
from app.flip.errors import FlipNotSent, NotSentReason
from tests.flip.tiny_server import TinyServer, reply


def not_sent(api_url: str) -> FlipNotSent:
    client = FlipClient(api_url=api_url, kyc_url="", secret_key="key", connect_timeout=0.4, read_timeout=2)
    with pytest.raises(FlipNotSent) as caught:
        client.bills.create(NewBill(title="Coffee"))
    client.close()
    assert not caught.value.retry_after
    return caught.value


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        sock.listen(0)
        yield sock


def test_refused_connection() -> None:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port = sock.getsockname()[1]
    error = not_sent(f"http://127.0.0.1:{port}/api")
    assert error.reason is NotSentReason.UNREACHABLE
    assert not error.stops_everything


def test_unknown_host() -> None:
    assert not_sent("http://flip.invalid/api").reason is NotSentReason.UNREACHABLE


def test_connecting_takes_too_long(listener: socket.socket) -> None:
    # A full backlog leaves further connections unanswered, like a firewall that drops them.
    waiting = [socket.socket() for _ in range(4)]
    for sock in waiting:
        sock.setblocking(False)
        sock.connect_ex(listener.getsockname())
    assert not_sent(f"http://127.0.0.1:{listener.getsockname()[1]}/api").reason is NotSentReason.UNREACHABLE
    for sock in waiting:
        sock.close()


def test_tls_against_a_server_without_it(server: TinyServer) -> None:
    assert not_sent(server.url.replace("http:", "https:")).reason is NotSentReason.TLS


def test_reset_during_the_tls_handshake(listener: socket.socket) -> None:
    def hang_up() -> None:
        connection, _ = listener.accept()
        connection.recv(1)
        connection.close()

    thread = threading.Thread(target=hang_up)
    thread.start()
    error = not_sent(f"https://127.0.0.1:{listener.getsockname()[1]}/api")
    thread.join()
    assert error.reason in {NotSentReason.UNREACHABLE, NotSentReason.TLS}


def test_silence_during_the_tls_handshake(listener: socket.socket) -> None:
    assert not_sent(f"https://127.0.0.1:{listener.getsockname()[1]}/api").reason is NotSentReason.UNREACHABLE


def test_certificate_of_somebody_unknown(server: TinyServer, tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.on("POST /v2/pwf/bill", reply(200, {"link_id": 1}))
    assert not_sent(server.url.replace("http:", "https:")).reason is NotSentReason.TLS
    assert server.seen == []


@pytest.mark.parametrize("api_url", ["", "bigflip.id/api", "htp://bigflip.id/api", "http:///api"])
def test_address_that_is_none(api_url: str) -> None:
    error = not_sent(api_url)
    assert error.reason is NotSentReason.WRONG_ADDRESS
    assert error.stops_everything


def self_signed(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    file = folder / "certificate.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return file
