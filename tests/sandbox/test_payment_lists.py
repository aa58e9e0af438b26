"""Lists of payments: envelope, filters, order, pages (reference: accept-payment, Payments)."""

import pytest

from tests.sandbox.bench import Bench

ROW = ["id", "link_id", "bill_link", "bill_title", "sender_name", "sender_bank", "sender_bank_type"]
ROW += ["virtual_account_number", "amount", "status", "settlement_status", "reference_id", "payment_url"]
ROW += ["created_at", "completed_at", "settlement_date"]


def _load(bench: Bench, count: int) -> None:
    """Payments P0, P1 … of one bill, a day apart from 2021-02-01 on."""
    rows = [
        {
            "id": f"P{n}",
            "bill_link_id": 5,
            "bill_title": "Kopi",
            "amount": 10000 + n * 3 % 5,
            "sender_bank": "bni",
            "sender_bank_type": "virtual_account",
            "created_at": f"2021-02-{n + 1:02} 10:00:00",
        }
        for n in range(count)
    ]
    assert bench.panel("POST", "/load", payments=rows).json()["payments"] == count


def _ids(bench: Bench, query: str, path: str = "/pwf/5/payment") -> list[str]:
    return [row["id"] for row in bench.api("GET", f"{path}?{query}").json()["data"]]


def test_the_envelope_counts_rows_and_pages(bench: Bench) -> None:
    _load(bench, 25)
    first = bench.api("GET", "/pwf/5/payment").json()
    assert list(first) == ["link_id", "total_data", "data_per_page", "total_page", "page", "data"]
    assert [first[name] for name in list(first)[:5]] == [5, 25, 20, 2, 1]
    assert list(first["data"][0]) == ROW
    second = bench.api("GET", "/pwf/payment?page=2").json()
    assert list(second) == ["total_data", "data_per_page", "total_page", "page", "data"]
    assert (second["data_per_page"], len(second["data"])) == (5, 5)
    beyond = bench.api("GET", "/pwf/payment?page=99").json()
    assert (beyond["data"], beyond["page"], beyond["total_data"]) == ([], 99, 25)


def test_the_newest_comes_first_unless_asked_otherwise(bench: Bench) -> None:
    _load(bench, 3)
    assert _ids(bench, "") == ["P2", "P1", "P0"]
    assert _ids(bench, "sort_type=sort_asc") == ["P0", "P1", "P2"]
    assert _ids(bench, "sort_by=amount") == ["P1", "P2", "P0"] == _ids(bench, "sort_by=amount&pagination=50")
    assert _ids(bench, "sort_by=id&sort_type=sort_asc&pagination=2&page=2") == ["P2"]


def test_dates_bound_the_creation_inclusively(bench: Bench) -> None:
    _load(bench, 5)
    assert _ids(bench, "start_date=2021-02-02&end_date=2021-02-04") == ["P3", "P2", "P1"]
    assert _ids(bench, "start_date=2021-02-02&end_date=2021-02-02") == ["P1"]
    assert _ids(bench, "start_date=&end_date=") == ["P4", "P3", "P2", "P1", "P0"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("start_date=2021-13-01", ("start_date", 1055)),
        ("end_date=kemarin", ("end_date", 1056)),
        ("start_date=2021-02-02&end_date=2021-02-01", ("end_date", 1057)),
        ("pagination=0", ("pagination", 1053)),
        ("pagination=ten", ("pagination", 1053)),
        ("page=-1", ("page", 1052)),
        ("sort_by=name", ("sort_by", 1062)),
        ("sort_type=asc", ("sort_type", 1063)),
    ],
)
def test_bad_filters_are_named(bench: Bench, query: str, expected: tuple[str, int]) -> None:
    assert bench.errors(bench.api("GET", f"/pwf/payment?{query}")) == [expected]


def test_the_reference_filters_the_long_list_only(bench: Bench) -> None:
    _load(bench, 2)
    bench.panel("POST", "/load", payments=[{"id": "PX", "bill_link_id": 5, "reference_id": "REF"}])
    assert _ids(bench, "reference_id=REF", "/pwf/payment") == ["PX"]
    assert len(_ids(bench, "reference_id=REF")) == 3


def test_only_virtual_accounts_show_a_number(bench: Bench) -> None:
    va, _ = bench.direct_bill()
    transfer, _ = bench.direct_bill(sender_bank="bca", sender_bank_type="bank_account")
    row = bench.api("GET", f"/pwf/{va}/payment").json()["data"][0]
    assert len(row["virtual_account_number"]) == 17
    row = bench.api("GET", f"/pwf/{transfer}/payment").json()["data"][0]
    assert (row["virtual_account_number"], row["status"]) == (None, "PENDING")
