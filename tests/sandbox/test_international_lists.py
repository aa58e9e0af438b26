"""The list of transfers abroad: filters, order, pages (reference: international, Reading)."""

import pytest

from tests.sandbox.abroad_steps import CALL
from tests.sandbox.bench import Bench, Json

ROWS: list[Json] = [
    {"id": 5, "amount": 300, "destination_country": "GBR", "status": "DONE"},
    {"id": 3, "amount": 100, "destination_country": "JPN", "status": "PENDING"},
    {"id": 12, "amount": 200, "destination_country": "GBR", "status": "CANCELLED", "source_country": "MYS"},
]


@pytest.fixture
def full(bench: Bench) -> Bench:
    assert bench.panel("POST", "/load", international=ROWS).json()["international"] == 3
    return bench


def _ids(bench: Bench, query: str) -> list[int]:
    reply = bench.api("GET", f"{CALL}?{query}")
    assert reply.status_code == 200, reply.text
    return [row["id"] for row in reply.json()["data"]]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("", [3, 5, 12]),
        ("sort=-id", [12, 5, 3]),
        ("sort_by=-id", [12, 5, 3]),
        ("sort=amount&sort_by=-id", [3, 12, 5]),
        ("sort=-amount", [5, 12, 3]),
        ("sort=destination_country", [5, 12, 3]),
        ("sort=-destination_country", [3, 12, 5]),
        ("sort=status", [12, 5, 3]),
        ("sort=source_country", [5, 3, 12]),
        ("id=5", [5]),
        ("status=DONE", [5]),
        ("status=DON", []),
        ("destination_country=GBR", [5, 12]),
        ("destination_country=GBR&status=CANCELLED", [12]),
        ("source_country=MYS", [12]),
        ("amount=100", [3]),
        ("nonsense=1", [3, 5, 12]),
        ("pagination=2", [3, 5]),
        ("pagination=2&page=2", [12]),
        ("pagination=2&page=3", []),
    ],
)
def test_filters_orders_and_pages(full: Bench, query: str, ids: list[int]) -> None:
    assert _ids(full, query) == ids


def test_the_envelope_counts(full: Bench) -> None:
    held = full.api("GET", f"{CALL}?pagination=2&page=2").json()
    assert list(held) == ["total_data", "data_per_page", "total_page", "page", "data"]
    assert [held[name] for name in ("total_data", "data_per_page", "total_page", "page")] == [3, 1, 2, 2]


def test_twenty_stand_on_a_page(bench: Bench) -> None:
    bench.panel("POST", "/load", international=[{"id": number} for number in range(1, 26)])
    assert _ids(bench, "") == list(range(1, 21))


@pytest.mark.parametrize(
    ("query", "attribute", "code"),
    [
        ("page=0", "page", 1020),
        ("page=x", "page", 1020),
        ("pagination=-1", "pagination", 1020),
        ("sort=name", "sort", 1041),
        ("sort_by=--id", "sort_by", 1041),
        ("sort=id;DROP", "sort", 1041),
    ],
)
def test_nonsense_is_refused(full: Bench, query: str, attribute: str, code: int) -> None:
    assert full.errors(full.api("GET", f"{CALL}?{query}")) == [(attribute, code)]
