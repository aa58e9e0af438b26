"""Everything a person asks for works in a browser without JavaScript; only liveness is missing."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import Visitors, sign_in
from tests.browser_real.steps import LINK, press_create
from tests.processes import Copy, until

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.alike]


@pytest.fixture
def page(visitors: Visitors) -> Page:
    """A window without JavaScript in which staff has signed in."""
    page = visitors.nobody(java_script_enabled=False)
    sign_in(page, "staff@example.test")
    return page


def _link_after_reloading(page: Page) -> str:
    def look() -> str | None:
        page.reload()
        found = page.locator(LINK)
        return found.get_attribute("href") if found.count() else None

    return str(until(look, 15, "no link appeared"))


def test_the_form_grows_with_the_step_by_its_button_and_loses_nothing(page: Page, copy: Copy) -> None:
    page.goto("/bills/new")
    page.fill("[name=title]", "Made without script")
    page.fill("[name=amount_idr]", "1,25jt")
    page.check("[name=step][value='3']")
    page.get_by_role("button", name="Show the fields for this choice").click()
    assert page.input_value("[name=title]") == "Made without script"
    page.fill("[name=sender_name]", "Jon Snow")
    page.get_by_role("button", name="Create bill").click()
    expect(page.locator("#sender_email-errors")).to_contain_text("Enter the customer's e-mail address.")
    assert page.input_value("[name=amount_idr]") == "1,25jt"
    page.fill("[name=sender_email]", "jon@example.com")
    page.select_option("[name=method]", "virtual_account:bni")
    press_create(page)
    assert _link_after_reloading(page).startswith(copy.sandbox_url)
    expect(page.locator("#pass-on")).to_contain_text("Virtual account")


def test_the_chosen_moment_of_expiry_is_asked_for_only_when_it_is_chosen(page: Page) -> None:
    page.goto("/bills/new")
    expect(page.locator("#expires_at")).to_be_hidden()
    page.select_option("[name=expiry]", "moment")
    expect(page.locator("#expires_at")).to_be_visible()


def test_closing_a_bill_says_first_what_it_means(page: Page, copy: Copy) -> None:
    page.goto("/bills/new")
    page.fill("[name=title]", "Closed without script")
    press_create(page)
    _link_after_reloading(page)
    page.get_by_role("button", name="Close", exact=True).click()
    dialog = page.locator("#close-bill")
    expect(dialog).to_contain_text("Nobody can pay it any more")
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="Close", exact=True).click()
    dialog.get_by_role("button", name="Close the bill").click()

    def closed() -> bool:
        page.reload()
        return "Closed" in page.locator(".headline").inner_text()

    until(closed, 15, "the bill was not closed")


def test_the_language_is_switched_and_the_page_stays(visitors: Visitors) -> None:
    page = visitors.nobody(java_script_enabled=False)
    page.goto("/sign-in?next=/bills/")
    page.locator("[name=language][value=id]").click()
    expect(page.locator("html")).to_have_attribute("lang", "id")
    assert page.url.endswith("/sign-in?next=/bills/")
    page.locator("[name=theme][value=dark]").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    expect(page.locator("html")).to_have_attribute("lang", "id")
