"""Pages of the list: each row once while others arrive, the same way back, and no dearer further down."""

import random

from sqlalchemy import select

from app.extensions import db
from app.timeline.models import Transaction
from tests.transactions.rows import add, onward, random_row, row, shown, walked
from tests.users.bench import Browser, House

MOST_STATEMENTS = 8


def test_walking_down_meets_every_row_once_while_new_ones_arrive(staff: Browser) -> None:
    dice = random.Random(7)
    expected = add(*(random_row(dice) for _ in range(230)))
    seen, address, arrived = list[str](), "/transactions/", set[str]()
    while address:
        page = staff.get(address).text
        seen += shown(page)
        address = onward(page) or ""
        arrived |= set(add(*(random_row(dice) for _ in range(3))))
    assert seen == expected
    assert not arrived & set(seen)
    assert set(walked(staff, "/transactions/?size=100")) == arrived | set(expected)


def test_the_way_back_up_shows_the_same_pages_and_then_what_arrived(staff: Browser) -> None:
    add(*(row() for _ in range(60)))
    first = staff.get("/transactions/").text
    second = staff.get(onward(first) or "").text
    arrived = add(row(), row())
    back = staff.get(onward(second, "prev") or "").text
    assert shown(back) == shown(first)
    assert shown(staff.get(onward(back, "prev") or "").text)[:2] == arrived


def test_a_page_keeps_tab_filters_words_and_size(staff: Browser) -> None:
    asked = "tab=disbursement&status=payout.DONE&q=budi&size=25&least=1&origin=here&since=2026-01-01"
    add(*(row(counterparty="Budi Santoso") for _ in range(30)))
    further = onward(staff.get(f"/transactions/?{asked}").text)
    assert further
    assert further.startswith(f"/transactions/?{asked}&at=")
    assert len(shown(staff.get(further).text)) == 5


def test_no_page_needs_more_than_eight_statements_however_deep(house: House, staff: Browser) -> None:
    add(
        *(row(counterparty="Budi", currency_code="GBP", bank_code="GBR:1") for _ in range(1_100)), maker="Ani"
    )
    db.session.rollback()
    deep = db.session.scalars(select(Transaction.id).order_by(Transaction.id).limit(1).offset(150)).one()
    filters = "tab=disbursement&q=budi&status=payout.DONE&since=2026-01-01&until=2027-01-01&least=1&look="
    counted = {}
    for name, query in {
        "first": "size=100",
        "deep": f"size=100&at=<{deep}",
        "back": f"size=100&at=>{deep}",
        "beyond": "at=<0",
        "filtered": f"{filters}&size=100&at=<{deep}",
        "nothing fits": "q=nosuchthing",
        "wrong": "least=-1&since=x",
    }.items():
        with house.statements() as statements:
            assert staff.get(f"/transactions/?{query}").status_code == 200
        counted[name] = len(statements)
    assert {name: count for name, count in counted.items() if count > MOST_STATEMENTS} == {}
    assert counted["first"] == counted["deep"] == counted["back"] == counted["filtered"], counted
