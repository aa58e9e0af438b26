"""Somebody who reads the list."""

import pytest

from app.users.permissions import Role
from tests.users.bench import Browser, House


@pytest.fixture
def staff(house: House) -> Browser:
    """Somebody of the staff, who sees whole account numbers."""
    return house.as_(Role.STAFF)
