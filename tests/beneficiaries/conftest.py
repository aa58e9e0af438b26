"""The desk at which the people one pays again are kept."""

import pytest

from app.places.tasks import refresh as read_places
from tests.disbursements.desk import Desk, desk


@pytest.fixture(autouse=True)
def places(desk: Desk) -> None:
    read_places()


__all__ = ["desk"]
