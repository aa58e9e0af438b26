"""One running copy for all real-browser tests, and the people who visit it."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import Visitors, in_window
from tests.browser_real.scenery import Scene, furnish
from tests.processes import NAMES, Copy, until


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copy]:
    """Web, worker and sandbox, started once."""
    folder: Path = tmp_path_factory.mktemp("copy")
    copy = Copy(folder)
    try:
        copy.start_all()
        until(lambda: _lists(copy), 60, "Flip's banks and rates are not there")
        yield copy
    finally:
        copy.stop_all()


def _lists(copy: Copy) -> bool:
    # The first lists come a moment after the worker has found Flip; forms without them offer no bank.
    with sqlite3.connect(copy.folder / "bendahara.db", timeout=20) as house:
        both = "SELECT EXISTS (SELECT 1 FROM banks) AND EXISTS (SELECT 1 FROM exchange_rates)"
        return bool(house.execute(both).fetchone()[0])


@pytest.fixture(scope="session")
def everybody(chromium: Browser, running: Copy) -> Visitors:
    """The people who visit it, signed in once each."""
    return Visitors(chromium, running)


@pytest.fixture
def copy(running: Copy) -> Iterator[Copy]:
    """The running copy, complete again after each test."""
    yield running
    running.start(*NAMES)


@pytest.fixture
def visitors(everybody: Visitors, copy: Copy) -> Iterator[Visitors]:
    """People before the running copy; their windows are closed at the end of the test."""
    with in_window(everybody) as people:
        yield people


@pytest.fixture(scope="session")
def scene(running: Copy) -> Scene:
    """What the running copy is filled with, once."""
    return furnish(running)
