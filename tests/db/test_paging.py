"""Keyset pages: there and back again, past vanished neighbours, and whatever a cursor may say."""

from typing import Any

import pytest
from sqlalchemy import Select, delete, insert, select

from app.bills.models import Bill
from app.db.paging import COUNT_LIMIT, Page, bounded_count, bounded_counts, read_page
from app.db.transaction import transaction
from app.extensions import db
from app.lib import clock
from tests.users.bench import House

HOSTILE = [
    "",
    "<",
    ">",
    "7",
    "<-1",
    "<1;drop table bills",
    ">1 or 1=1",
    "<" + "9" * 19,
    ">" + "9" * 400,
    "<٣",
    "<²",
    "\x00",
    "<\x001",
    "=5",
    "<0x10",
    "< 5",
]


def add_bills(count: int) -> None:
    now = clock.now()
    rows = [
        {
            "public_id": f"BIL-{number:05}",
            "status": "ACTIVE",
            "step": 1,
            "title": "Kopi",
            "type": "SINGLE",
            "created_at": now,
            "updated_at": now,
        }
        for number in range(count)
    ]
    with transaction() as session:
        session.execute(insert(Bill), rows)


def every_bill() -> Select[Bill]:
    return select(Bill)


def page(cursor: str | None, size: int = 3) -> Page[Bill]:
    return read_page(every_bill(), Bill.id, cursor=cursor, size=size)


def numbers(found: Page[Bill]) -> list[int]:
    return [int(bill.public_id[4:]) for bill in found.rows]


def test_walking_down_meets_every_row_once_and_ends(house: House) -> None:
    add_bills(8)
    seen, found = [], page(None)
    while True:
        seen.append(numbers(found))
        if found.older is None:
            break
        found = page(found.older)
    assert seen == [[7, 6, 5], [4, 3, 2], [1, 0]]


def test_going_down_and_back_up_shows_the_same_pages(house: House) -> None:
    add_bills(8)
    first = page(None)
    second = page(first.older)
    third = page(second.older)
    assert numbers(page(third.newer)) == numbers(second)
    back = page(second.newer)
    assert numbers(back) == numbers(first)
    assert back.newer is None
    assert first.newer is None


def test_a_list_that_fits_has_no_neighbours(house: House) -> None:
    add_bills(3)
    assert (page(None).newer, page(None).older) == (None, None)


def test_an_empty_list_is_an_empty_page(house: House) -> None:
    found = page("<5")
    assert (list(found.rows), found.newer, found.older) == ([], None, None)


def test_rows_that_vanish_between_two_pages_cost_no_other_row(house: House) -> None:
    add_bills(8)
    first = page(None)
    with transaction() as session:  # the very row the cursor names, and its neighbour
        session.execute(delete(Bill).where(Bill.public_id.in_(["BIL-00005", "BIL-00004"])))
    assert numbers(page(first.older)) == [3, 2, 1]


def test_rows_that_arrive_between_two_pages_are_not_shown_twice(house: House) -> None:
    add_bills(5)
    first = page(None)
    now = clock.now()
    with transaction() as session:
        session.add(
            Bill(
                public_id="BIL-00099",
                status="ACTIVE",
                step=1,
                title="Kopi",
                type="SINGLE",
                created_at=now,
                updated_at=now,
            )
        )
    assert numbers(page(first.older)) == [1, 0]


@pytest.mark.parametrize("cursor", ["<1", f">{2**62}"])
def test_a_cursor_beyond_the_last_row_leads_back_to_the_first_page(house: House, cursor: str) -> None:
    add_bills(5)
    assert numbers(page(cursor)) == [4, 3, 2]


@pytest.mark.parametrize("cursor", HOSTILE)
def test_a_cursor_that_cannot_be_read_means_the_first_page(house: House, cursor: str) -> None:
    add_bills(4)
    found = page(cursor)
    assert numbers(found) == [3, 2, 1] or cursor.startswith("<" + "9")


def test_counting_stops_at_the_bound(house: House) -> None:
    add_bills(COUNT_LIMIT + 30)
    assert bounded_count(every_bill()) == COUNT_LIMIT + 1


def test_several_counts_are_one_statement(house: House) -> None:
    add_bills(4)
    queries: dict[str, Select[Any]] = {
        "all": every_bill(),
        "none": every_bill().where(Bill.status == "UNKNOWN"),
        "few": every_bill().where(Bill.public_id < "BIL-00002"),
    }
    db.session.rollback()
    with house.statements() as seen:
        assert bounded_counts(queries) == {"all": 4, "none": 0, "few": 2}
    assert len(seen) == 1
