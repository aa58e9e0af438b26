"""Whatever script stands in a field that a customer, a callback or staff can fill: none of it runs (P37)."""

import json
import sqlite3
from contextlib import closing
from typing import Any

import pytest
import requests
from playwright.sync_api import Page, expect

from app.beneficiaries.service import DETAILS, add
from app.config import from_environment
from app.extensions import db
from app.factory import create_app
from app.users.permissions import Role
from tests.browser import Visitors
from tests.browser_real.payloads import MARK, PAYLOADS, RAN
from tests.browser_real.steps import create_bill, link_of
from tests.processes import Copy, until

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.alike]

FIRST_LINK = 990_000
TOLD = ("id", "bill_title", "sender_name", "sender_email", "sender_bank", "status")
FILL = """([form, text]) => {
  const typed = "input[type=text], input[type=email], input[type=tel], textarea";
  for (const one of document.getElementById(form).querySelectorAll(typed)) one.value = text;
}"""
# Our own QR code can be taken away as a file, as `data:image/svg+xml`; the checkout has an empty icon.
LEADING_ASTRAY = r"""[...document.querySelectorAll("[href], [action], [src]")]
  .flatMap((one) => ["href", "action", "src"].map((name) => one.getAttribute(name) ?? ""))
  .filter((address) => /^\s*(javascript:|data:(?!image\/svg|,$))/i.test(address))"""


def _clean(text: str) -> str:
    return text.replace("\x00", "")


def _bill(number: int, text: str) -> dict[str, Any]:
    link_id = FIRST_LINK + number
    attempt = {"id": f"PGPWF9{number:03}", "link_id": link_id, "status": "PENDING", "amount": 25_000}
    attempt |= {"sender_bank": "bri", "sender_bank_type": "virtual_account", "bill_title": text}
    attempt |= {"sender_name": text, "sender_email": text, "user_address": text, "reference_id": text}
    attempt |= {"virtual_account_number": text, "payment_url": text}
    bill = {"link_id": link_id, "title": text, "amount": 25_000, "redirect_url": text, "link_url": text}
    return bill | {"customer": {"name": text, "email": text, "address": text}, "payment": attempt}


@pytest.fixture(scope="module")
def poisoned(running: Copy) -> int:
    """Payloads in the books of Flip and in callbacks; how many callbacks."""
    bills = [_bill(number, _clean(text)) for number, text in enumerate(PAYLOADS)]
    payments = [bill.pop("payment") for bill in bills]
    running.panel("load", {"bills": bills, "payments": payments})
    running.flask("reconcile")
    for number, text in enumerate(PAYLOADS):
        told: dict[str, Any] = dict.fromkeys(TOLD, text)
        told |= {"bill_link_id": FIRST_LINK + number, "amount": 25_000, text: text}
        assert running.knock(json.dumps(told)) == 200
    _knock_with_strange_headers(running)
    until(lambda: _worked(running), 60, "the callbacks were not worked")
    return len(PAYLOADS)


def _knock_with_strange_headers(copy: Copy) -> None:
    for text in PAYLOADS:
        if text.isascii() and text.isprintable():
            headers = {"User-Agent": text.strip(), "X-Request-ID": text.strip(), "X-Payload": text.strip()}
            body = {"data": json.dumps({"text": text}), "token": "local-validation-token"}
            requests.post(f"{copy.url}/callbacks/payment", data=body, headers=headers, timeout=20)
            requests.get(f"{copy.url}/sign-in", headers=headers, timeout=20)


def _worked(copy: Copy) -> bool:
    with closing(sqlite3.connect(copy.folder / "bendahara.db")) as books:
        open_ones = "SELECT count(*) FROM receipts WHERE state IN ('waiting', 'claimed')"
        return bool(books.execute(open_ones).fetchone() == (0,))


def _is_untouched(page: Page, visitors: Visitors) -> None:
    page.mouse.move(400, 300)
    assert page.evaluate(f"{RAN} ?? 0") == 0
    assert page.locator(f"[{MARK}]").count() == 0, "markup came through"
    assert page.evaluate(LEADING_ASTRAY) == []
    assert visitors.complaints == []


def _rows(page: Page) -> list[str]:
    return [link.get_attribute("href") or "" for link in page.locator(".row-link").all()]


@pytest.mark.parametrize("room", ["bills", "payments", "callbacks"])
def test_P37_no_payload_runs_in_lists_or_on_the_pages_they_lead_to(
    visitors: Visitors, poisoned: int, room: str
) -> None:
    page = visitors.as_(Role.MANAGER)
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.goto(f"/{room}/?size=50")
    addresses = _rows(page)[:poisoned]
    assert len(addresses) == poisoned
    _is_untouched(page, visitors)
    for address in addresses:
        page.goto(address, wait_until="domcontentloaded")
        _is_untouched(page, visitors)


def test_P37_no_payload_runs_in_the_overview_the_audit_or_a_search(visitors: Visitors, poisoned: int) -> None:
    page = visitors.as_(Role.MANAGER)
    for path in ("/", "/audit", "/people"):
        page.goto(path)
        _is_untouched(page, visitors)
    for text in PAYLOADS[::4]:
        page.goto("/bills/")
        page.fill("[data-search]", _clean(text))
        page.keyboard.press("Enter")
        page.wait_for_url("**q=**")
        _is_untouched(page, visitors)


def test_P37_what_staff_type_into_a_bill_comes_back_as_text(visitors: Visitors) -> None:
    page = visitors.as_(Role.STAFF)
    page.goto("/bills/new")
    page.check("[name=step][value='2']")
    expect(page.locator("[name=sender_name]")).to_be_visible()
    for text in PAYLOADS:
        page.evaluate(FILL, ["bill-form", _clean(text)])
        with page.expect_response("**/bills/"):
            page.get_by_role("button", name="Create bill").click()
        expect(page.get_by_role("button", name="Create bill")).to_be_enabled()
        assert page.input_value("[name=amount_idr]") == _clean(text)
        _is_untouched(page, visitors)


def test_P37_what_staff_type_into_a_payout_comes_back_as_text(visitors: Visitors) -> None:
    page = visitors.as_(Role.STAFF)
    page.goto("/disbursements/new")
    page.check("[name=transfer_kind][value=special]")
    submit = page.locator("button[name=then][value=submit]")
    for text in PAYLOADS:
        page.evaluate(FILL, ["payout-form", _clean(text)])
        with page.expect_navigation():
            submit.click()
        assert page.input_value("[name=sender_country]") == _clean(text)
        _is_untouched(page, visitors)


def test_P37_what_staff_type_into_a_transfer_abroad_comes_back_as_text(visitors: Visitors) -> None:
    page = visitors.as_(Role.STAFF)
    page.goto("/international/new?type=C2C&country=GBR")
    submit = page.get_by_role("button", name="Put before a manager")
    expect(submit).to_be_visible(timeout=15_000)  # once Flip has said what is asked there
    for text in PAYLOADS:
        page.evaluate(FILL, ["transfer-form", _clean(text)])
        with page.expect_navigation():
            submit.click()
        assert page.input_value("[name=amount]") == _clean(text)
        assert page.input_value("[name=beneficiary_full_name]") == _clean(text).strip()
        _is_untouched(page, visitors)


def test_P37_what_is_kept_of_a_beneficiary_is_shown_as_text(visitors: Visitors, running: Copy) -> None:
    page = visitors.as_(Role.STAFF)
    page.goto("/beneficiaries/?size=100")
    others = len(_rows(page))
    with create_app(from_environment(running.environ)).app_context():
        for number, text in enumerate(PAYLOADS):
            kept = dict.fromkeys(DETAILS, _clean(text)) | {"account_number": str(number), "bank_code": "bca"}
            add(kept, 1, _clean(text))
        db.session.remove()
        db.engine.dispose()
    page.goto("/beneficiaries/?size=100")
    addresses = _rows(page)
    assert len(addresses) == others + len(PAYLOADS)
    _is_untouched(page, visitors)
    for address in addresses:
        page.goto(address, wait_until="domcontentloaded")
        _is_untouched(page, visitors)
    for address in addresses[::4]:
        page.goto(f"/disbursements/new?to={address.rsplit('/', 1)[-1]}", wait_until="domcontentloaded")
        _is_untouched(page, visitors)


def test_P37_what_a_customer_types_at_the_checkout_is_shown_to_staff_as_text(visitors: Visitors) -> None:
    page = visitors.as_(Role.STAFF)
    create_bill(page, "Paid by somebody odd")
    customer = page.context.new_page()
    customer.goto(link_of(page))
    name = f"<img {MARK} src=x onerror={RAN}=1>"
    customer.fill("[name=sender_name]", name)
    customer.fill("[name=sender_email]", "jon@example.com")
    customer.click("button[value=details]")
    customer.check("[name=method][value='bri:virtual_account']")
    customer.click("button[value=method]")
    customer.get_by_role("button", name="Pay now").click()
    expect(page.locator("#payments [data-status=SUCCESSFUL]")).to_be_visible()
    expect(page.locator("#payments .row-link")).to_have_text(name)
    _is_untouched(page, visitors)
    _is_untouched(customer, visitors)


def test_the_looking_itself_can_fail(visitors: Visitors) -> None:
    page = visitors.nobody()
    page.goto("/sign-in")
    page.evaluate(
        f"document.querySelector('main').insertAdjacentHTML('beforeend', '<img {MARK} src=x onerror=1>')"
    )
    with pytest.raises(AssertionError):
        _is_untouched(page, visitors)
