"""The scenes of these tests: on SQLite, and on PostgreSQL where one answers."""

from collections.abc import Iterator

import pytest

from tests.crash.scene import Scene, a_scene
from tests.services import need, postgresql_url


@pytest.fixture(scope="module", params=["SQLite", "PostgreSQL"])
def scene(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """A scene for all tests of a module."""
    url = need(postgresql_url) if request.param == "PostgreSQL" else None
    with a_scene(tmp_path_factory.mktemp("crash"), url) as made:
        yield made
