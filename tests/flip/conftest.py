"""A server that stands for Flip, and a client of it, for the tests of the client library."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.flip.client import FlipClient
from tests.flip.tiny_server import TinyServer


@pytest.fixture
def server() -> Iterator[TinyServer]:
    """A server of its own for every test."""
    server = TinyServer()
    yield server
    server.stop()


@pytest.fixture
def client(server: TinyServer) -> Iterator[FlipClient]:
    """A client that loses patience soon."""
    client = FlipClient(
        api_url=server.url,
        kyc_url=f"{server.url}/kyc",
        secret_key="secret/key-of-tests",
        read_timeout=0.4,
    )
    yield client
    client.close()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The client library knows no database."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.alike)
