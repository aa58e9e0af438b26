"""A sandbox over real HTTP, and a merchant's server that keeps every callback it gets."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.sandbox.bench import Bench, MakeBench, Merchant
from tests.sandbox.serving import serve_merchant, serve_sandbox

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The sandbox has a file of its own: whatever database the house is on, it is the same."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.alike)


@pytest.fixture
def merchant() -> Iterator[Merchant]:
    with serve_merchant() as held:
        yield held


@pytest.fixture
def make_bench(tmp_path: Path, merchant: Merchant) -> Iterator[MakeBench]:
    with ExitStack() as stack:

        def make(*, background: bool = True, **settings: object) -> Bench:
            chosen = {
                "database_path": str(tmp_path / "sandbox.db"),
                "callback_base_url": merchant.url,
            } | settings
            return stack.enter_context(serve_sandbox(background=background, **chosen))

        yield make


@pytest.fixture
def bench(make_bench: MakeBench) -> Bench:
    return make_bench(callback_interval=0.05)
