"""The inbox as people read it: by tab and address, page by page, and masked for those who may not see all."""

import re

import pytest
from sqlalchemy import func, insert, select

from app.callbacks.models import Receipt
from app.db.transaction import transaction
from app.lib import clock
from app.outbox.models import WorkState
from tests.callbacks.bench import body, load, payment
from tests.users.bench import Browser, House
from tests.world import TOKEN, World

ACCOUNT, EMAIL, VA = "5465327020", "jon@example.com", "8889940000012345"
SHORT = "730415"
TABS = ("all", "working", "applied", "attention", "set_aside")
PRIVATE = {
    "beneficiary_account_number": SHORT,
    "account_number": ACCOUNT,
    "virtual_account_number": VA,
    "note": f"pay to {ACCOUNT}",
}


def fill(count: int, **columns: object) -> None:
    """So many receipts, as the worker leaves them."""
    now = clock.now()
    row = {"kind": "payment", "data": b"{}", "headers": {}, "address": "10.0.0.1", "deliveries": 1}
    row |= {"first_at": now, "last_at": now, "state": WorkState.DONE, "verdict": "applied", "attempts": 1}
    with transaction() as session:
        start = session.scalar(select(func.count()).select_from(Receipt)) or 0
        rows = [
            row | {"next_at": now, "digest": f"{start + number:064}"} | columns for number in range(count)
        ]
        session.execute(insert(Receipt), rows)


def numbers(browser: Browser, address: str) -> list[int]:
    """The callbacks listed at an address."""
    found = re.findall(r'class="row-link" href="/callbacks/(\d+)"', browser.get(address).text)
    return [int(number) for number in found]


def test_tabs_show_what_became_of_them_with_counts(house: House) -> None:
    fill(3)
    fill(2, verdict="unrecognised", note="Flip does not know this payment.")
    fill(1, verdict="conflict")
    fill(4, verdict=None, state=WorkState.WAITING)
    fill(1, verdict=None, state=WorkState.SET_ASIDE, last_error="ZeroDivisionError: one too many")
    support = house.as_("support")
    shown = {tab: len(numbers(support, f"/callbacks/?tab={tab}")) for tab in TABS}
    assert shown == {"all": 11, "working": 4, "applied": 3, "attention": 3, "set_aside": 1}
    page = re.sub(r"<[^>]+>|\s+", " ", support.get("/callbacks/").text)
    for words in (r"Being worked\s+4", r"Need a look\s+3", r"Set aside\s+1"):
        assert re.search(words, page)
    assert "Flip does not know this payment." in support.get("/callbacks/?tab=attention").text


def test_counts_go_no_further_than_the_bound(house: House) -> None:
    fill(1_005, verdict="unrecognised")
    assert "1.000+" in house.as_("support").get("/callbacks/").text


def test_the_address_they_came_to_narrows_list_and_counts(house: House) -> None:
    fill(2, kind="agent", verdict="unrecognised")
    fill(3, verdict="unrecognised")
    support = house.as_("support")
    assert numbers(support, "/callbacks/?tab=attention&kind=agent") == [2, 1]
    assert len(numbers(support, "/callbacks/?kind=no-such-kind")) == 5
    page = support.get("/callbacks/?tab=attention&kind=agent").text
    assert 'value="agent" selected' in page
    assert "tab=set_aside&amp;kind=agent" in page


def test_pages_follow_each_other_without_gap_or_repeat(house: House) -> None:
    fill(60)
    support, seen = house.as_("support"), []
    address = "/callbacks/?tab=applied"
    while address:
        page = support.get(address).text
        seen += numbers(support, address)
        older = re.search(r'href="([^"]+at=%3C\d+[^"]*)"', page)
        address = older.group(1).replace("&amp;", "&") if older else ""
        assert len(seen) <= 60
    assert seen == list(range(60, 0, -1))


@pytest.mark.parametrize("at", ["<", "<x", "junk", ">" + "9" * 30, "<0"])
def test_an_unreadable_page_mark_is_the_first_page_or_an_empty_one(house: House, at: str) -> None:
    fill(2)
    assert house.as_("support").get(f"/callbacks/?at={at}").status_code == 200


def test_B7_a_page_costs_at_most_eight_statements_however_many_there_are(house: House) -> None:
    support = house.as_("support")
    for _ in range(2):
        fill(100, verdict="unrecognised")
        for address in ("/callbacks/?size=100", "/callbacks/?tab=attention&kind=payment", "/callbacks/1"):
            with house.statements() as statements:
                assert support.get(address).status_code == 200
            assert len(statements) <= 8, statements


@pytest.mark.parametrize("role", ["manager", "admin"])
def test_those_who_may_see_accounts_see_the_body_as_it_came(world: World, role: str) -> None:
    world.knock(body(payment(1, **PRIVATE)))
    page = world.as_(role).get("/callbacks/1").text
    for shown in (ACCOUNT, VA, EMAIL, payment(1)["id"], "45000"):
        assert shown in page


def test_P30_support_sees_no_account_number_and_no_address_but_ids_and_amounts(world: World) -> None:
    world.knock(body(payment(1, amount=1_250_000_000, **PRIVATE)))
    page = world.as_("support").get("/callbacks/1").text
    for hidden in (ACCOUNT, VA, EMAIL, SHORT):
        assert hidden not in page
    for shown in (ACCOUNT[-4:], VA[-4:], "j•••@example.com", payment(1)["id"], "1250000000"):
        assert shown in page


@pytest.mark.parametrize("data", ['{"to": "%s", "mail": "%s", "half', '{"a": 1.5, "b": %s, "c": "%s"}'])
def test_P30_support_sees_no_more_in_a_body_that_cannot_be_laid_out(world: World, data: str) -> None:
    world.knock(data % (ACCOUNT, EMAIL))
    page = world.as_("support").get("/callbacks/1").text
    assert ACCOUNT not in page
    assert EMAIL not in page
    assert ACCOUNT in world.as_("manager").get("/callbacks/1").text


@pytest.mark.parametrize(
    "data",
    ['{"a": 1, "a": 2}', '{"a": 1e400}', '{"a": 0.10}', '{"a": NaN}', '{"a": "\\ud800"}', "[" * 3000],
)
def test_what_would_read_otherwise_is_shown_as_it_came(world: World, data: str) -> None:
    world.knock(data)
    page = world.as_("manager").get("/callbacks/1").text
    assert data.replace('"', "&#34;") in page


def test_headers_are_shown_and_the_token_is_not(world: World) -> None:
    world.knock("{}")
    page = world.as_("admin").get("/callbacks/1").text
    assert "User-Agent: python-requests" in page
    assert "127.0.0.1" in page
    assert TOKEN not in page


def test_the_page_leads_to_the_payment_it_is_about(world: World) -> None:
    load(world, payment(1))
    world.knock(body(payment(1)))
    world.work()
    support = world.as_("support")
    [movement] = world.transactions()
    link = re.search(r'href="(/payments/number/\d+)"', support.get("/callbacks/1").text)
    assert link
    assert support.get(link.group(1)).headers["Location"] == f"/payments/{movement.public_id}"


def test_refused_tokens_are_counted_on_the_page(world: World) -> None:
    for _ in range(3):
        world.knock("{}", token="wrong")
    page = re.sub(r"<[^>]+>|\s+", " ", world.as_("support").get("/callbacks/").text)
    assert re.search(r"payment\s+127\.0\.0\.1\s+3", page)


def test_staff_may_not_read_the_inbox(house: House) -> None:
    fill(1)
    staff = house.as_("staff")
    assert staff.get("/callbacks/").status_code == 403
    assert staff.get("/callbacks/1").status_code == 403
    assert "/callbacks/" not in staff.get("/").text


@pytest.mark.parametrize("number", ["2", "0", "9" * 18, "9" * 25, "1e3"])
def test_what_is_not_there_is_not_found(house: House, number: str) -> None:
    fill(1)
    assert house.as_("support").get(f"/callbacks/{number}").status_code == 404


def test_an_empty_inbox_says_what_will_appear(house: House) -> None:
    assert "No callbacks here" in house.as_("support").get("/callbacks/").text
