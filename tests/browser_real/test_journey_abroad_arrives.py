"""The whole way of a transfer abroad in a real browser: quoted, approved, sent and seen to arrive."""

import pytest
from playwright.sync_api import FilePayload, Page, expect

from app.users.permissions import Role
from tests.browser import Visitors
from tests.browser_real.steps_abroad import (
    FORM,
    SOON_MS,
    SUBMIT,
    at_flip,
    fill,
    finished,
    open_form,
    stands_at,
    submit,
    wait_for_form,
)
from tests.browser_real.steps_payouts import approve
from tests.processes import Copy

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.alike]

INVOICE = b"%PDF-1.7\r\n" + bytes(range(256)) * 300 + b"\n%%EOF"
TYPED = f"""() => {{
  const asked = document.querySelectorAll("{FORM} :is(input:not([type=hidden]), select)");
  return Object.fromEntries([...asked].map((one) => [one.name, one.value]));
}}"""


def test_pounds_go_from_the_rate_board_to_an_account_in_london_and_are_seen_to_arrive(
    visitors: Visitors, copy: Copy
) -> None:
    page, name = visitors.as_(Role.STAFF), "Edmund Blackwood"
    _from_the_board_to_the_form(page)
    _see_what_the_country_asks(page)
    who = {"beneficiary_full_name": name, "beneficiary_account_number": "41926801"}
    fill(page, "C2C", "GBR", amount="61,07", **who)
    _see_what_it_costs(page)
    number = submit(page)
    born = page.evaluate("performance.timeOrigin")
    stands_at(page, "AWAITING")

    boss = approve(visitors, number)
    stands_at(page, "PENDING")
    [sent] = at_flip(copy, name)
    assert sent["beneficiary"]["sort_code"] == "200000"
    finished(copy, name)
    stands_at(page, "DONE")
    stands_at(boss, "DONE")
    assert page.evaluate("performance.timeOrigin") == born, "the page must not have been loaded again"
    facts = page.locator("#facts")
    expect(facts).to_contain_text("SUCCESSFUL")
    expect(facts).to_contain_text(str(sent["id"]))
    expect(page.locator("#story li", has_text="The money arrived").first).to_contain_text(
        "Flip's callback no."
    )
    _print_the_receipt(page, name)
    _find_it_among_all(visitors, name, number)
    assert visitors.complaints == []


def _from_the_board_to_the_form(page: Page) -> None:
    page.goto("/international/rates?type=C2C")
    row = page.locator("#board tr", has_text="United Kingdom")
    expect(row).to_contain_text("GBP", timeout=SOON_MS)
    row.get_by_role("link", name="Send there").click()
    wait_for_form(page)


def _see_what_the_country_asks(page: Page) -> None:
    expect(page.locator("[name=beneficiary_sort_code]")).to_be_visible()
    for other in ("iban", "branch_number", "ifs_code", "bsb_number"):
        expect(page.locator(f"[name=beneficiary_{other}]")).to_have_count(0)


def _see_what_it_costs(page: Page) -> None:
    quote = page.locator("#about")
    expect(quote).to_contain_text("GBP 61.07", timeout=SOON_MS)
    for told in ("It costs", "Fee on top", "Together", "Rate read", "WIB"):
        expect(quote).to_contain_text(told)


def _print_the_receipt(page: Page, name: str) -> None:
    page.get_by_role("link", name="Our receipt, to print").click()
    receipt = page.locator("#receipt")
    for told in ("Receipt of a transfer abroad", "GBP 61.07", name, "United Kingdom", "Rate Flip took"):
        expect(receipt).to_contain_text(told)


def _find_it_among_all(visitors: Visitors, name: str, number: str) -> None:
    page = visitors.as_(Role.STAFF)
    page.goto("/transactions/")
    row = page.locator("#transactions tr", has_text=name)
    for told in (number, "GBP 61.07", "Rp 1.1", "Rp 80.000", "Arrived", "Transfer abroad"):
        expect(row).to_contain_text(told)
    row.get_by_role("link", name=name).click()
    page.wait_for_url(f"**/international/{number}")


def test_a_yen_has_no_decimals_and_of_what_was_typed_nothing_is_lost(visitors: Visitors, copy: Copy) -> None:
    page, name = visitors.as_(Role.STAFF), "Haruka Nishimura"
    open_form(page, "C2C", "JPN")
    how = {"beneficiary_full_name": name, "beneficiary_account_number": "0041926"}
    fill(page, "C2C", "JPN", amount="15.000,5", **how)
    before = page.evaluate(TYPED)
    assert before["sender_name"], "it was all filled in"
    with page.expect_navigation():
        page.click(SUBMIT)
    expect(page.locator("#amount-errors")).to_contain_text("No decimals are possible here.")
    expect(page.locator(".field-error")).to_have_count(1)
    assert page.evaluate(TYPED) == before
    page.fill("[name=amount]", "15.000")
    submit(page)
    expect(page.locator("#facts")).to_contain_text("JPY 15,000")
    assert at_flip(copy, name) == []
    assert visitors.complaints == []


def test_ringgit_go_to_a_company_with_their_invoice_which_comes_back_byte_for_byte(
    visitors: Visitors, copy: Copy
) -> None:
    page, name = visitors.as_(Role.STAFF), "Kedai Perabot Melati Sdn Bhd"
    open_form(page, "B2B", "MYS")
    fill(page, "B2B", "MYS", beneficiary_full_name=name, beneficiary_account_number="0041926802")
    chosen: FilePayload = {"name": "Faktur November.PDF", "mimeType": "application/pdf", "buffer": INVOICE}
    page.set_input_files("[name=attachment]", chosen)
    number = submit(page)
    expect(page.locator("#people")).to_contain_text("pdf, 76 KB")

    boss = approve(visitors, number)
    stands_at(page, "PENDING")
    [sent] = at_flip(copy, name)
    assert sent["attachment"]["size"] == len(INVOICE)
    finished(copy, name)
    stands_at(page, "DONE")
    for window in (page, boss):
        with window.expect_download() as saving:
            window.get_by_role("link", name="Save the invoice").click()
        assert saving.value.suggested_filename == f"{number}.pdf"
        assert saving.value.path().read_bytes() == INVOICE
    assert visitors.complaints == []
