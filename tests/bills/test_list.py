"""The list: tabs with bounded counts, filters, search, and pages that keep them all."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import insert

from app.bills.models import Bill
from app.db.transaction import transaction
from app.lib import clock
from app.users.permissions import Role
from tests.users.bench import Browser, House

TABS = ["All", "Open", "Under way", "Refused", "Closed", "Need a decision"]


def add(*bills: dict[str, Any]) -> None:
    now = clock.now()
    common = {"step": 1, "type": "SINGLE", "status": "ACTIVE", "attention": None, "sender_name": None}
    rows = [
        common
        | {"public_id": f"BIL-{number:04}", "title": f"Bill {number}", "created_at": now, "updated_at": now}
        | bill
        for number, bill in enumerate(bills)
    ]
    for row in rows:
        row.setdefault("search_text", f"{row['title']} {row['sender_name'] or ''}".lower())
    with transaction() as session:
        session.execute(insert(Bill), rows)


def shown(page: str) -> list[str]:
    """The public ids of the rows, top to bottom."""
    return re.findall(r'class="row-link" href="/bills/(BIL-\d+)"', page)


def counts(page: str) -> dict[str, str]:
    tabs = re.findall(r'<a class="tab"[^>]*>([^<]+?)\s*(?:<span class="tab-count">([^<]*)</span>)?</a>', page)
    return {name.strip(): count for name, count in tabs}


@pytest.fixture
def staff(house: House) -> Browser:
    return house.as_(Role.STAFF)


STATUSES = ["ACTIVE", "REQUESTED", "SENDING", "UNKNOWN", "REFUSED", "INACTIVE", "WITHDRAWN", "UNKNOWN"]


def one_of_each() -> None:
    undecided = {"attention": "undecided"}
    add(*({"status": status} | (undecided if n == 7 else {}) for n, status in enumerate(STATUSES)))


@pytest.mark.parametrize(
    ("tab", "rows"),
    [
        ("all", 8),
        ("open", 1),
        ("under_way", 4),
        ("refused", 1),
        ("closed", 2),
        ("decide", 1),
        ("no such tab", 8),
    ],
)
def test_each_tab_shows_its_statuses_and_counts_them(staff: Browser, tab: str, rows: int) -> None:
    one_of_each()
    page = staff.get(f"/bills/?tab={tab}").text
    assert len(shown(page)) == rows
    assert counts(page) == dict(zip(TABS, ["", "1", "4", "1", "2", "1"], strict=True))


def test_counts_stop_at_a_thousand(staff: Browser) -> None:
    add(*({} for _ in range(1_020)))
    assert counts(staff.get("/bills/").text)["Open"] == "1.000+"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=teh", ["BIL-0001"]),
        ("q=TEH+tarik", ["BIL-0001"]),
        ("q=jon", ["BIL-0002"]),
        ("q=100%25", ["BIL-0003"]),
        ("q=_", []),
        ("q=%5C", []),
        ("type=MULTIPLE", ["BIL-0004"]),
        ("step=2", ["BIL-0002"]),
        ("step=2&type=MULTIPLE", []),
        ("step=nonsense", ["BIL-0004", "BIL-0003", "BIL-0002", "BIL-0001", "BIL-0000"]),
        ("q=%27%3B+drop+table+bills%3B--", []),
        ("size=9999999999999999999999", None),
    ],
)
def test_filters_and_search_find_what_they_say_and_nothing_breaks(
    staff: Browser, query: str, found: list[str] | None
) -> None:
    add(
        {"title": "Kopi"},
        {"title": "Teh tarik"},
        {"title": "Kue", "sender_name": "Jon Snow", "step": 2},
        {"title": "100% coklat"},
        {"title": "Donasi", "type": "MULTIPLE"},
    )
    answer = staff.get(f"/bills/?{query}")
    assert answer.status_code == 200
    if found is not None:
        assert shown(answer.text) == found


def test_pages_keep_tab_filters_words_and_size(staff: Browser) -> None:
    add(*({"title": f"Kopi {number}", "type": "MULTIPLE"} for number in range(60)))
    first = staff.get("/bills/?tab=open&q=kopi&type=MULTIPLE&step=1&size=25").text
    [older] = re.findall(r'rel="next" href="([^"]+)"', first)
    asked = parse_qs(urlsplit(older.replace("&amp;", "&")).query)
    assert {name: asked[name] for name in ("tab", "q", "type", "step", "size")} == {
        "tab": ["open"],
        "q": ["kopi"],
        "type": ["MULTIPLE"],
        "step": ["1"],
        "size": ["25"],
    }
    second = staff.get(older.replace("&amp;", "&")).text
    assert not set(shown(first)) & set(shown(second))
    [newer] = re.findall(r'rel="prev" href="([^"]+)"', second)
    assert shown(staff.get(newer.replace("&amp;", "&")).text) == shown(first)
    [tab] = re.findall(r'class="tab" href="([^"]+tab=closed[^"]*)"', first)
    assert "q=kopi" in tab
    assert "type=MULTIPLE" in tab


def test_walking_down_meets_every_bill_once(staff: Browser) -> None:
    add(*({} for _ in range(70)))
    seen: list[str] = []
    address: str | None = "/bills/"
    while address:
        page = staff.get(address).text
        seen += shown(page)
        onward = re.findall(r'rel="next" href="([^"]+)"', page)
        address = onward[0].replace("&amp;", "&") if onward else None
    assert len(seen) == len(set(seen)) == 70


def test_an_expired_bill_says_so(staff: Browser) -> None:
    add({"expires_at": clock.now() - timedelta(minutes=1)}, {"expires_at": None})
    assert staff.get("/bills/").text.count("expired") == 1


def test_an_empty_list_says_what_will_appear_and_a_narrow_one_how_to_widen_it(staff: Browser) -> None:
    assert "No bills yet" in staff.get("/bills/").text
    add({})
    assert "Nothing fits" in staff.get("/bills/?q=nowhere").text


@pytest.mark.parametrize("path", ["?q=%00", "?type=%00", "?at=%00", "new?like=%00", "%00", "%00/live"])
def test_an_address_with_a_nul_is_a_404_on_every_database(staff: Browser, path: str) -> None:
    assert staff.get(f"/bills/{path}").status_code == 404


@pytest.mark.parametrize("path", ["/bills/BIL-none", "/bills/BIL-none/live", "/bills/BIL-none/edit"])
def test_a_bill_that_is_not_there_is_a_404(staff: Browser, path: str) -> None:
    assert staff.get(path).status_code == 404


def test_nobody_signed_in_sees_no_bill(house: House) -> None:
    add({})
    for path in ("/bills/", "/bills/BIL-0000", "/bills/BIL-0000/live", "/bills/BIL-0000/qr.png"):
        assert house.browser().get(path).status_code == 303
