"""The balance at the top of every page follows Flip, and what somebody opened to read stays open."""

import pytest
from playwright.sync_api import Page, expect

from app.balances.tasks import read_by_clock
from app.config import from_environment
from app.factory import create_app
from app.lib.money import format_idr
from app.users.permissions import Role
from tests.browser import Visitors
from tests.processes import Copy

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.alike]


def read_now(copy: Copy) -> None:
    """Have the balance read without waiting for the clock's next turn."""
    with create_app(from_environment(copy.environ)).app_context():
        read_by_clock()


def ask_now(page: Page) -> None:
    """Have the page ask at once, as it does when somebody comes back to it."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_the_chip_follows_the_balance_and_stays_open(visitors: Visitors, copy: Copy) -> None:
    page = visitors.as_(Role.STAFF)
    page.goto("/banks/")
    page.click("#balance button")
    opened = page.locator("#balance-more:popover-open")
    expect(opened).to_be_visible()
    after = copy.panel("balance", {"top_up": 1_234_567})["balance"]
    read_now(copy)
    ask_now(page)
    expect(page.locator("#balance button")).to_contain_text(format_idr(after))
    expect(opened).to_contain_text(format_idr(after))
    page.click("#balance-more a")
    expect(page.locator("#standing")).to_contain_text(format_idr(after))
    assert visitors.complaints == []


def test_the_page_of_the_balance_follows_too_and_draws_its_chart(visitors: Visitors, copy: Copy) -> None:
    page = visitors.as_(Role.MANAGER)
    read_now(copy)
    page.goto("/balances/")
    expect(page.locator("#balance-chart")).to_be_visible()
    assert page.evaluate("Chart.getChart('balance-chart').data.datasets[0].data.length") >= 2
    after = copy.panel("balance", {"top_up": 7_654_321})["balance"]
    read_now(copy)
    ask_now(page)
    expect(page.locator("#standing")).to_contain_text(format_idr(after))
    assert visitors.complaints == []


def test_support_sees_no_balance(visitors: Visitors, copy: Copy) -> None:
    page = visitors.as_(Role.SUPPORT)
    page.goto("/banks/")
    expect(page.locator("#balance")).to_have_count(0)
    page.goto("/balances/")
    expect(page.locator("h1")).to_contain_text("not")
