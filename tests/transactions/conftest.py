"""A house in which every kind of money movement has its page."""

import pytest

from app.lib.labels import mark
from app.payouts.statuses import PayoutStatus
from app.timeline.models import Kind
from app.timeline.pages import KindPage, add_page, pages
from app.users.permissions import Role
from tests.users.bench import Browser, House


@pytest.fixture
def staff(house: House) -> Browser:
    """Somebody of the staff, who sees whole account numbers."""
    if Kind.INTERNATIONAL not in pages():
        add_page(Kind.INTERNATIONAL, KindPage(mark("Transfers abroad"), "disbursements.show", PayoutStatus))
    return house.as_(Role.STAFF)
