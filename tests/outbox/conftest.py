"""Every test of the outbox begins with a clean count and no clockwork but its own."""

from collections.abc import Iterator

import pytest

from app.outbox import clockwork
from tests.outbox import bench
from tests.users.bench import House


@pytest.fixture(autouse=True)
def clean_count(house: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing done yet, the gate closed, no turns."""
    monkeypatch.setattr(clockwork, "_turns", {})
    bench.done.clear()
    bench.told.clear()
    bench.gate.clear()
    yield
    bench.gate.set()
