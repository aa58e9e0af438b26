"""The same way with what can go wrong: a rate that moves, a reply that is lost; each ends right, once."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
import requests
from playwright.sync_api import expect

from app.users.permissions import Role
from tests.browser import Visitors
from tests.browser_real.steps_abroad import at_flip, finished, prepare, stands_at
from tests.browser_real.steps_payouts import approve
from tests.processes import Copy

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.alike]

CREATE, LIST = "POST /international-disbursement", "GET /international-disbursement$"
BEFORE, AFTER = Decimal("3341.96"), Decimal("3442.22")


@pytest.fixture
def ringgit(copy: Copy) -> Iterator[str]:
    """Malaysia at a rate that stays until a test moves it."""
    copy.panel("rates/MYS", {"rate": float(BEFORE)})
    yield "MYS"
    copy.panel("rates/MYS", {"rate": None})


def test_a_rate_that_moved_meanwhile_stops_for_a_person_and_goes_once_it_is_approved_anew(
    visitors: Visitors, copy: Copy, ringgit: str
) -> None:
    page, name = visitors.as_(Role.STAFF), "Nurul Aisyah"
    who = {"beneficiary_full_name": name, "beneficiary_account_number": "0041926803"}
    number = prepare(page, "C2C", ringgit, **who)
    expect(page.locator("#facts")).to_contain_text("Rp 3.341,96")
    copy.panel(f"rates/{ringgit}", {"rate": float(AFTER)})

    boss = approve(visitors, number)
    stands_at(page, "HELD")
    expect(page.locator("#held")).to_contain_text("The rate moved further than the house lets pass unseen")
    expect(page.locator("#facts")).to_contain_text("Rp 3.341,96")
    expect(page.locator("#new-quote")).to_contain_text("Rp 3.442,22")
    expect(boss.get_by_role("button", name="Take the new quote")).to_have_count(0)
    assert at_flip(copy, name) == []

    with page.expect_navigation():
        page.get_by_role("button", name="Take the new quote").click()
    stands_at(page, "AWAITING")
    expect(page.locator("#facts")).to_contain_text("Rp 3.442,22")
    expect(page.locator("#facts")).to_contain_text("It was changed since, so this no longer counts.")
    assert at_flip(copy, name) == []
    approve(visitors, number)
    stands_at(page, "PENDING")
    finished(copy, name)
    stands_at(page, "DONE")
    [one] = at_flip(copy, name)
    assert Decimal(str(one["exchange_rate"])) == AFTER
    assert visitors.complaints == []


def test_P4_a_reply_that_was_dropped_after_the_work_was_done_is_no_second_transfer(
    visitors: Visitors, copy: Copy
) -> None:
    page, name = visitors.as_(Role.STAFF), "Oliver Ashdown"
    who = {"beneficiary_full_name": name, "beneficiary_account_number": "41926804"}
    number = prepare(page, "C2C", "GBR", amount="62,08", **who)
    # Flip's list is held back too, so that a person has the time to read what is not known.
    copy.panel("faults", {"match": CREATE, "do": "drop_reply", "times": 1})
    slow = copy.panel("faults", {"match": LIST, "do": "delay", "seconds": 4})
    try:
        approve(visitors, number)
        stands_at(page, "UNKNOWN")
        expect(page.locator("#transfer")).to_contain_text("Do not pay again")
    finally:
        requests.delete(f"{copy.sandbox_url}/panel/api/faults/{slow['id']}", timeout=20).raise_for_status()
    stands_at(page, "PENDING")
    expect(page.locator("#story li", has_text="Flip took it").first).to_contain_text("Asked Flip")
    finished(copy, name)
    stands_at(page, "DONE")
    assert len(at_flip(copy, name)) == 1
    assert visitors.complaints == []
