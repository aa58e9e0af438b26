"""The list of transfers: every filter, order and page (reference: disbursement, Reading)."""

import pytest

from tests.sandbox.bench import Bench, Json

ROWS: list[Json] = [
    {
        "id": 1,
        "amount": 10000,
        "status": "DONE",
        "timestamp": "2017-08-24 21:21:23",
        "bank_code": "bni",
        "account_number": "0437051936",
        "recipient_name": "- FLIPTECH LENTERA",
        "remark": "test remark",
        "time_served": "2017-08-25 09:11:35",
        "direction": "FOREIGN_INBOUND_SPECIAL_TRANSFER",
        "sender": {"sender_name": "John Doe"},
    },
    {
        "id": 2,
        "amount": 30000,
        "timestamp": "2017-08-28 14:32:47",
        "bank_code": "bni",
        "account_number": "1122333301",
        "recipient_name": "John Smith",
        "remark": "50% off_now",
    },
    {
        "id": 3,
        "amount": 20000,
        "status": "CANCELLED",
        "timestamp": "2018-01-01 00:00:00",
        "bank_code": "bca",
        "account_number": "0437051999",
        "recipient_name": "Ayu",
        "created_from": "DASHBOARD",
    },
]


@pytest.fixture
def full(bench: Bench) -> Bench:
    assert bench.panel("POST", "/load", disbursements=ROWS).json()["disbursements"] == 3
    return bench


def _ids(bench: Bench, query: str, version: int = 3) -> list[int]:
    reply = bench.api("GET", f"/disbursement?{query}", prefix=f"/api/v{version}")
    assert reply.status_code == 200, reply.text
    return [row["id"] for row in reply.json()["data"]]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("", [3, 2, 1]),
        ("id=2", [2]),
        ("id=x", []),
        ("amount=10000", [1]),
        ("amount=1000", []),
        ("status=CANCELLED", [3]),
        ("status=CANC", []),
        ("direction=DOMESTIC_TRANSFER", [3, 2]),
        ("timestamp=2017-08-28", [2]),
        ("timestamp=2017", [2, 1]),
        ("bank_code=BN", [2, 1]),
        ("account_number=04370519", [3, 1]),
        ("recipient_name=john", [2]),
        ("remark=remark", [1]),
        ("remark=%25", [2]),
        ("remark=_n", [2]),
        ("time_served=2017-08-25", [1]),
        ("created_from=dash", [3]),
        ("bank_code=bni&status=PENDING", [2]),
        ("bank_code=bca&status=PENDING", []),
        ("status=&bank_code=", [3, 2, 1]),
        ("atribut=value", [3, 2, 1]),
        ("sort=id", [1, 2, 3]),
        ("sort=-id", [3, 2, 1]),
        ("sort=amount", [1, 3, 2]),
        ("sort=-amount", [2, 3, 1]),
        ("sort=status", [3, 1, 2]),
        ("sort=timestamp", [1, 2, 3]),
        ("sort=bank_code", [3, 1, 2]),
        ("sort=account_number", [1, 3, 2]),
        ("sort=-recipient_name", [2, 3, 1]),
        ("sort=remark", [3, 2, 1]),
        ("sort=-time_served", [1, 3, 2]),
        ("sort=created_from", [1, 2, 3]),
        ("sort=-direction", [1, 3, 2]),
    ],
)
def test_filters_and_orders(full: Bench, query: str, ids: list[int]) -> None:
    assert _ids(full, query) == ids
    assert _ids(full, query, 2) == ids


def test_pages(full: Bench) -> None:
    page = full.api("GET", "/disbursement?pagination=2&page=2").json()
    assert [row["id"] for row in page.pop("data")] == [1]
    assert page == {"total_data": 3, "data_per_page": 1, "total_page": 2, "page": 2}
    beyond = full.api("GET", "/disbursement?pagination=2&page=9").json()
    assert (beyond["data"], beyond["total_data"], beyond["page"]) == ([], 3, 9)
    full.panel("POST", "/load", disbursements=[{"id": 100 + number} for number in range(30)])
    assert len(_ids(full, "")) == 20


@pytest.mark.parametrize("wrong", ["0", "-1", "x", "1.5"])
@pytest.mark.parametrize("name", ["pagination", "page"])
def test_pages_count_from_one(full: Bench, name: str, wrong: str) -> None:
    assert full.errors(full.api("GET", f"/disbursement?{name}={wrong}")) == [(name, 1032)]


def test_bad_pages_and_orders_are_named_together(full: Bench) -> None:
    reply = full.api("GET", "/disbursement?sort=name&page=0&pagination=pagination")
    assert full.errors(reply) == [("pagination", 1032), ("page", 1032), ("sort", 1041)]
    assert full.errors(full.api("GET", "/disbursement?sort=--id")) == [("sort", 1041)]


def test_both_versions_see_the_same_transfers_in_their_own_shape(bench: Bench) -> None:
    made = [bench.transfer(version=2), bench.transfer(version=3)]
    for version, newer in ((2, set()), (3, {"beneficiary_email", "idempotency_key"})):
        rows = bench.api("GET", "/disbursement", prefix=f"/api/v{version}").json()["data"]
        assert [row["id"] for row in rows] == [made[1]["id"], made[0]["id"]]
        assert all(set(row) == set(made[0]) | newer for row in rows)
