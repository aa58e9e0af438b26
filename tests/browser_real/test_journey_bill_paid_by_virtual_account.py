"""The whole way in a real browser: staff makes a bill, the customer pays it, and staff sees it happen."""

import pytest
from playwright.sync_api import Page, expect

from app.users.permissions import Role
from tests.browser import Visitors, sign_in
from tests.browser_real.steps import (
    choose_way,
    create_bill,
    know_the_customer,
    link_of,
    pay_now,
    press_create,
)

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.alike]


def test_staff_sees_a_customer_pay_by_virtual_account_without_reloading(visitors: Visitors) -> None:
    page = visitors.nobody()
    sign_in(page, "staff@example.test")
    create_bill(page, "Coffee table, paid by Mandiri")
    born = page.evaluate("performance.timeOrigin")
    link = link_of(page)

    customer = page.context.new_page()
    choose_way(customer, link, "mandiri:virtual_account")
    pay_now(customer)

    paid = page.locator("#payments [data-status=SUCCESSFUL]")
    expect(paid).to_contain_text("Paid")
    story = page.locator("#story")
    for step in ("The bill was asked for", "Flip is being asked for the link", "Flip made the link"):
        expect(story).to_contain_text(step)
    paid_step = story.locator("li", has_text="The customer paid").first
    expect(paid_step).to_contain_text("Flip's callback no.")
    expect(paid_step).to_contain_text("Received")
    expect(story.locator("li", has_text="The bill was asked for")).to_contain_text("Sari Wulandari")
    assert page.evaluate("performance.timeOrigin") == born, "the page must not have been loaded again"
    assert visitors.complaints == []


def test_a_step_2_bill_leads_the_customer_to_the_ways_to_pay(visitors: Visitors) -> None:
    page = visitors.as_(Role.STAFF)
    know_the_customer(page, "2", "Chair for Jon")
    press_create(page)
    link = link_of(page)

    customer = page.context.new_page()
    customer.goto(link)
    expect(customer.locator("[name=sender_name]:visible")).to_have_count(0)
    choose_way(customer, link, "bni:virtual_account")
    pay_now(customer)

    expect(page.locator("#payments [data-status=SUCCESSFUL]")).to_contain_text("Paid")
    assert visitors.complaints == []


def _step_3(page: Page, way: str) -> None:
    know_the_customer(page, "3", "Lamp for Jon")
    page.select_option("[name=method]", way)
    press_create(page)
    link_of(page)


@pytest.mark.parametrize(
    ("way", "passed_on"),
    [
        ("virtual_account:bri", ["Virtual account", "Rp 150.000"]),
        ("bank_account:bca", ["Amount to the last rupiah", "Unique code in it"]),
        ("wallet_account:qris", ["QRIS", "Rp 150.000"]),
        ("wallet_account:ovo", ["Open the payment page"]),
        ("online_to_offline_account:alfamart", ["Payment code at the counter"]),
    ],
)
def test_a_step_3_bill_shows_what_to_pass_on(visitors: Visitors, way: str, passed_on: list[str]) -> None:
    page = visitors.as_(Role.STAFF)
    _step_3(page, way)
    for words in passed_on:
        expect(page.locator("#pass-on")).to_contain_text(words)
    if "qris" in way:
        expect(page.locator("#pass-on img")).to_be_visible()
    assert visitors.complaints == []


def test_a_step_3_bill_is_paid_with_what_was_passed_on(visitors: Visitors) -> None:
    page = visitors.as_(Role.STAFF)
    _step_3(page, "virtual_account:mandiri")
    number = page.locator("#pass-on .number-text").inner_text().replace(" ", "")

    customer = page.context.new_page()
    customer.goto(page.locator("#link [data-link]").get_attribute("href") or "")
    expect(customer.locator("#instructions")).to_contain_text(number)
    pay_now(customer)

    expect(page.locator("#payments [data-status=SUCCESSFUL]")).to_contain_text("Paid")
    assert visitors.complaints == []
