"""Whatever an address says, it is a page or none: sizes, names, days and numbers nobody can mean."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import insert
from werkzeug.routing import IntegerConverter

from app.bills.models import Bill
from app.db.transaction import transaction
from app.lib import clock
from app.users.permissions import Role
from tests.users.bench import Browser, House

LARGEST = 2**63 - 1
LISTS = (
    *("agents", "balances", "beneficiaries", "bills", "callbacks"),
    *("disbursements", "inquiries", "international", "payments", "transactions"),
)
# What `url_for` takes for itself, when somebody else names it.
TAKEN = ("endpoint", "_external", "_scheme", "_method", "_anchor")


@pytest.fixture
def manager(house: House) -> Browser:
    return house.as_(Role.MANAGER)


def add_bills(count: int) -> None:
    now = clock.now()
    common = {"status": "ACTIVE", "step": 1, "title": "Kopi", "type": "SINGLE"}
    rows = [
        {"public_id": f"BIL-{one}", "created_at": now, "updated_at": now} | common for one in range(count)
    ]
    with transaction() as session:
        session.execute(insert(Bill), rows)


def test_a_size_no_machine_can_read_is_the_usual_one(manager: Browser) -> None:
    for name in LISTS:
        for size in ("9" * 10_000, "٥٠", "-25"):
            assert manager.get(f"/{name}/?size={size}").status_code == 200, (name, size)


def test_names_of_anybody_in_the_query_mean_nothing_to_the_links_of_a_list(manager: Browser) -> None:
    add_bills(30)
    for name in TAKEN:
        page = manager.get(f"/bills/?{name}=https://evil.example&at=")
        assert page.status_code == 200, name
        assert 'rel="next" href="/bills/?' in page.text


def test_P50_the_first_and_the_last_day_there_is_are_days_of_an_empty_list(manager: Browser) -> None:
    for day in (date.min, date.max):
        for address in ("/balances/?day={}", "/audit?day={}", "/transactions/?since={}&until={}"):
            assert manager.get(address.format(day, day)).status_code == 200, address


def test_no_address_takes_a_number_that_no_row_has(house: House) -> None:
    endless = [rule for rule, limit in _numbers(house) if limit is None or limit > LARGEST]
    assert endless == []
    assert len(list(_numbers(house))) > 3


def _numbers(house: House) -> Iterator[tuple[str, int | None]]:
    for rule in house.app.url_map.iter_rules():
        for converter in rule._converters.values():
            if isinstance(converter, IntegerConverter):
                yield rule.rule, converter.max
