"""The live part of a bill: nothing while nothing is new, silent when final, and cheap in SQL (B7)."""

import re

import pytest

from app.bills.models import Bill
from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.transaction import transaction
from app.users.permissions import Role
from tests.bills.bench import FORM, METHOD, only_bill
from tests.users.bench import Browser
from tests.world import STEP_3, World, wait_until

MOST_STATEMENTS = 8


def poll_of(page: str) -> str | None:
    """The address that this page or fragment will ask next."""
    found = re.search(r'<div id="bill"[^>]*hx-get="([^"]+)"', page)
    return found[1].replace("&amp;", "&") if found else None


def asks(page: str) -> str:
    address = poll_of(page)
    assert address, "the page has stopped asking"
    return address


def partial(browser: Browser) -> Browser:
    browser.headers |= {"HX-Request": "true", "HX-Request-Type": "partial"}
    return browser


def test_a_poll_with_nothing_new_is_an_empty_204(world: World) -> None:
    bill = world.open_bill()
    staff = world.as_(Role.STAFF)
    address = asks(staff.get(f"/bills/{bill.public_id}").text)
    answer = staff.get(address)
    assert (answer.status_code, answer.data, answer.headers["Cache-Control"]) == (204, b"", "no-store")


def test_the_link_appears_with_the_next_poll_and_the_poll_after_is_quiet(world: World) -> None:
    public_id = world.ask_for_bill()
    staff = world.as_(Role.STAFF)
    page = staff.get(f"/bills/{public_id}").text
    assert "data-link" not in page
    world.work()
    fragment = staff.get(asks(page))
    assert fragment.status_code == 200
    assert fragment.text.lstrip().startswith('<div id="bill"')
    assert (world.bill(public_id).link_url or "no link") in fragment.text
    assert staff.get(asks(fragment.text)).status_code == 204


def test_a_payment_shows_with_the_next_poll(world: World) -> None:
    bill = world.open_bill(**STEP_3)
    staff = world.as_(Role.STAFF)
    address = asks(staff.get(f"/bills/{bill.public_id}").text)
    world.pay(world.transactions()[0].flip_id or "")
    wait_until(world.receipts)
    world.work()
    assert 'data-status="SUCCESSFUL"' in staff.get(address).text


@pytest.mark.parametrize("fate", ["refused", "given up"])
def test_what_is_final_asks_no_more(world: World, fate: str) -> None:
    public_id = world.ask_for_bill(title="Coffee #1" if fate == "refused" else "Coffee")
    staff = world.as_(Role.STAFF)
    if fate == "refused":
        world.work()
    else:
        staff.post(f"/bills/{public_id}/give-up")
    page = staff.get(f"/bills/{public_id}").text
    assert poll_of(page) is None
    assert "data-live" not in page[page.index('id="bill"') :]


def test_the_poll_of_a_refused_bill_leads_its_maker_to_the_form_and_nobody_else(world: World) -> None:
    maker, other = world.as_(Role.STAFF), partial(world.as_(Role.STAFF))
    world.flip.fault("POST /pwf/bill", "status", status=422, times=1)
    maker.post("/bills/", **FORM)
    public_id = only_bill(world).public_id
    seen = asks(maker.get(f"/bills/{public_id}").text)
    world.work()
    assert only_bill(world).state == "REFUSED"
    led = partial(maker).get(seen)
    assert (led.status_code, led.headers["HX-Redirect"]) == (204, f"/bills/{public_id}/correct")
    shown = other.get(seen)
    assert (shown.status_code, "HX-Redirect" in shown.headers) == (200, False)


def pages_of(world: World) -> dict[str, str]:
    bill = world.open_bill(**STEP_3)
    refused = world.open_bill(title="Coffee #1")
    for number in range(4):
        world.open_bill(title=f"More {number}")
    path = f"/bills/{bill.public_id}"
    return {
        "overview": "/",
        "live overview": "/overview/live",
        "list": "/bills/",
        "filtered list": "/bills/?tab=open&q=more&type=SINGLE&step=1",
        "new": "/bills/new",
        "duplicate": f"/bills/new?like={bill.public_id}",
        "show": path,
        "live": f"{path}/live",
        "quiet live": f"{path}/live?seen=SEEN",
        "edit": f"{path}/edit",
        "correct": f"/bills/{refused.public_id}/correct",
    }


def test_B7_no_page_of_bills_needs_more_than_eight_statements(world: World) -> None:
    addresses = pages_of(world)
    staff = world.as_(Role.STAFF)
    seen = asks(staff.get(addresses["show"]).text).rpartition("=")[2]
    counted = {}
    for name, address in addresses.items():
        with world.house.statements() as statements:
            assert staff.get(address.replace("SEEN", seen)).status_code in (200, 204)
        counted[name] = len(statements)
    assert {name: count for name, count in counted.items() if count > MOST_STATEMENTS} == {}
    assert counted["quiet live"] <= 4, counted


def test_the_overview_is_quiet_too_while_a_bill_waits_for_a_decision(world: World) -> None:
    row_id = world.bill(world.ask_for_bill()).id
    with transaction():
        change(table_of(Bill), row_id, status="UNKNOWN", attention="undecided")
    staff = world.as_(Role.STAFF)
    found = re.search(r'hx-get="(/overview/live[^"]+)"', staff.get("/").text)
    assert found
    assert [staff.get(found[1]).status_code for _ in range(2)] == [204, 204]
    with transaction():
        change(table_of(Bill), row_id, attention=None)
    assert staff.get(found[1]).status_code == 200


def test_B7_making_a_bill_needs_no_more_statements_than_it_says(world: World) -> None:
    staff = world.as_(Role.STAFF)
    form = FORM | METHOD | {"csrf_token": staff.token()}
    with world.house.statements() as statements:
        staff.post_raw("/bills/", **form)
    assert len(statements) <= MOST_STATEMENTS
