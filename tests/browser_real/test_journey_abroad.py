"""The way of a transfer abroad in a real browser: where to, the form, the quote beside it, sent, arrived."""

import pytest
from playwright.sync_api import Page, expect

from app.users.permissions import Role
from tests.browser import Visitors, sign_in
from tests.browser_real.steps_payouts import approve, has_come_to
from tests.international.counter import BENEFICIARY, COUNTRIES, SENDER
from tests.processes import Copy, until

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.alike]


def choose(page: Page, country: str) -> None:
    """Say where to, from the list on."""
    page.goto("/international/")
    page.get_by_role("link", name="New transfer").click()
    page.select_option("[name=country]", country)
    page.get_by_role("button", name="Go on").click()


def fill_in(page: Page, country: str) -> None:
    """Fill everything in as one would."""
    for name, value in (BENEFICIARY | SENDER | COUNTRIES[country]).items():
        box = page.locator(f"[name={name}]")
        if box.evaluate("box => box.tagName") == "SELECT":
            box.select_option(value)
        else:
            box.fill(value)


def submit(page: Page) -> str:
    """Put it before the managers; our number."""
    page.get_by_role("button", name="Put before a manager").click()
    page.wait_for_url("**/international/INT-*")
    return page.url.rsplit("/", 1)[-1]


def test_a_transfer_to_london_is_quoted_as_one_types_and_seen_to_arrive(
    visitors: Visitors, copy: Copy
) -> None:
    page = visitors.as_(Role.STAFF)
    choose(page, "GBR")
    # The form opens by itself once Flip has said what the country asks.
    page.wait_for_selector("#transfer-form", timeout=15_000)
    page.fill("[name=amount]", "52,71")
    quote = page.locator("#about")
    expect(quote).to_contain_text("GBP 52.71")
    expect(quote).to_contain_text("Rate read")
    fill_in(page, "GBR")
    page.fill("[name=amount]", "52,71")  # nobody else sends this much
    number = submit(page)
    born = page.evaluate("performance.timeOrigin")
    expect(page.locator("#people")).to_contain_text("John Smith")
    boss = approve(visitors, number)
    has_come_to(page, "PENDING")
    expect(page.locator("#facts")).to_contain_text("Rate Flip took")
    [at_flip] = [one for one in copy.books()["international"] if str(one["beneficiary_amount"]) == "52.71"]
    copy.panel(f"international/{at_flip['id']}", {"status": "SUCCESSFUL"})
    has_come_to(page, "DONE")
    has_come_to(boss, "DONE")
    expect(page.get_by_role("link", name="Our receipt, to print")).to_be_visible()
    assert page.evaluate("performance.timeOrigin") == born, "the page must not have been loaded again"
    assert visitors.complaints == []


def test_it_is_prepared_without_javascript_too(visitors: Visitors, copy: Copy) -> None:
    page = visitors.nobody(java_script_enabled=False)
    sign_in(page, "staff@example.test")
    choose(page, "DEU")

    def opened() -> bool:
        again = page.get_by_role("link", name="Look again")
        if again.count():
            with page.expect_navigation():
                again.click()
        return page.locator("#transfer-form").count() == 1

    until(opened, 15, "the form did not open")
    fill_in(page, "DEU")
    page.fill("[name=beneficiary_iban]", "DE00")
    page.get_by_role("button", name="Put before a manager").click()
    expect(page.locator("#beneficiary_iban-errors")).to_be_visible()
    assert page.input_value("[name=beneficiary_full_name]") == BENEFICIARY["beneficiary_full_name"]
    page.fill("[name=beneficiary_iban]", COUNTRIES["DEU"]["beneficiary_iban"])
    submit(page)
    expect(page.locator("#facts")).to_contain_text("EUR 99.95")
