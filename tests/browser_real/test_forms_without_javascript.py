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
    with page.expect_navigation():  # a page reloaded while the form is on its way is no page
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


def test_the_sender_is_asked_for_only_when_the_transfer_is_special(page: Page) -> None:
    page.goto("/disbursements/new")
    expect(page.locator("#sender")).to_be_hidden()
    page.check("[name=transfer_kind][value=special]")
    expect(page.locator("#sender")).to_be_visible()
    page.fill("[name=sender_place_of_birth]", "bandung")
    page.locator("button[name=then][value=submit]").click()
    expect(page.locator("#sender_place_of_birth-errors")).to_contain_text("Kab. Bandung, Kota Bandung")
    expect(page.locator("#sender_name-errors")).to_contain_text("Enter the sender's name.")
    assert page.input_value("[name=sender_place_of_birth]") == "bandung"


def test_somebody_is_kept_found_from_the_form_and_half_fills_a_payout(page: Page) -> None:
    page.goto("/beneficiaries/new")
    page.fill("[name=name]", "Toko Tanpa Skrip")
    page.select_option("[name=bank_code]", "bca")
    page.fill("[name=account_number]", "5465327099")
    page.fill("[name=recipient_city]", "kota depok")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Toko Tanpa Skrip")).to_be_visible()
    page.goto("/disbursements/new")
    page.fill("#beneficiary-words", "tanpa skrip")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Pay", exact=True).click()
    assert page.input_value("[name=account_number]") == "5465327099"
    assert page.input_value("[name=recipient_city]") == "Kota Depok"
    page.goto("/beneficiaries/?q=5465327099")
    page.get_by_role("link", name="Toko Tanpa Skrip").click()
    page.get_by_role("button", name="Remove").click()
    page.locator("#remove").get_by_role("button", name="Remove").click()
    expect(page.locator("main")).to_contain_text("Removed.")
    expect(page.locator("main")).not_to_contain_text("Toko Tanpa Skrip")
