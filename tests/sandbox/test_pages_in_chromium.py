"""In a real browser: a bill is paid by clicking, no page breaks its own policy, scrolls sideways or shuts
anyone out.
"""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from app.sandbox.international.reasons import REASONS as ABROAD
from app.sandbox.transfers.reasons import REASONS
from tests.sandbox.abroad_steps import abroad, company_abroad, finish
from tests.sandbox.agent_steps import agent_in
from tests.sandbox.bench import Bench, MakeBench

pytestmark = pytest.mark.browser
Scheme = Literal["light", "dark"]
SHOP = "http://127.0.0.1:9/thanks"


@pytest.fixture
def browser(chromium: Browser) -> Browser:
    """The one real browser of all tests: two at once cannot be driven from one thread."""
    return chromium


def _looked_at(page: Page, address: str) -> None:
    """Opens a page and holds it to the width, the policy and the rules of access."""
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
    serious = [v for v in Axe().run(page).response["violations"] if v["impact"] in ("serious", "critical")]
    assert serious == [], address


def _page_of(bench: Bench, bill: dict[str, object]) -> str:
    return bench.url + "/pay/" + str(bill["link_url"]).rpartition("/")[2]


def _instruction(bench: Bench, payment_url: object) -> str:
    return bench.url + "/pay/" + str(payment_url).partition("/pay/")[2]


def _money_abroad(bench: Bench) -> None:
    """The longest of everything that the page shows, waiting, arrived and cancelled."""
    abroad(bench, beneficiary_full_name="John" * 60, beneficiary_account_number="9" * 60, key="k" * 255)
    finish(bench, abroad(bench))
    finish(bench, company_abroad(bench), "CANCELLED", reason=max(ABROAD, key=len))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_fits_a_small_phone_and_everybody(browser: Browser, bench: Bench, scheme: Scheme) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740}, color_scheme=scheme, locale="id-ID")
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    who = {"sender_name": "Siti Aminah", "sender_email": "siti@example.com"}
    methods = {"qris": "wallet_account", "mandiri": "virtual_account", "bca": "bank_account"}
    methods |= {"alfamart": "online_to_offline_account", "credit_card": "credit_card_account"}
    made = [
        bench.bill(is_phone_number_required=1, is_address_required=1),
        bench.bill(step=2, amount=20000, **who),
    ]
    for bill in made:
        _looked_at(page, _page_of(bench, bill))
    for bank, kind in methods.items():
        how = {"step": 3, "amount": 20000, "sender_bank": bank, "sender_bank_type": kind}
        bill = bench.bill(title="Kopi" * 20, **who, **how)
        _looked_at(page, _instruction(bench, bill["payment_url"]))
        attempt = bill["bill_payment"]
        assert isinstance(attempt, dict)
        bench.panel("POST", f"/payments/{attempt['id']}", status="FAILED" if bank == "bca" else "SUCCESSFUL")
        _looked_at(page, _instruction(bench, bill["payment_url"]))
    bench.panel("POST", "/faults", do="delay", seconds=0, match="POST /pwf/bill")
    for _ in range(2):
        held = bench.transfer(version=2, remark="gaji November")
    bench.panel("POST", f"/disbursements/{bench.transfer()['id']}", status="DONE")
    bench.panel("POST", f"/disbursements/{held['id']}", status="CANCELLED", reason=max(REASONS, key=len))
    bench.transfer(version=2)
    fields = {"account_number": "9" * 30, "bank_code": "bca", "inquiry_key": "k" * 60}
    bench.api("POST", "/disbursement/bank-account-inquiry", data=fields)
    for status in ("UPLOAD_IDENTITY_SELFIE_PROGRESS", "PENDING", "REJECTED"):
        agent_in(bench, status, name="Siti" * 12)
    _money_abroad(bench)
    sections = ("", "/bills", "/payments", "/transfers", "/inquiries", "/international", "/agents")
    for section in (*sections, "/banks", "/rates", "/faults", "/callbacks"):
        _looked_at(page, f"{bench.url}/panel{section}")
    page.close()
    assert refused == []


def test_a_bill_is_paid_by_clicking_and_leads_back(browser: Browser, make_bench: MakeBench) -> None:
    bench = make_bench()
    page = browser.new_page(viewport={"width": 360, "height": 740}, locale="en")
    page.goto(_page_of(bench, bench.bill(redirect_url=SHOP)))
    page.fill("#sender_name", "Siti Aminah")
    page.click("text=Continue")
    assert page.input_value("#sender_name") == "Siti Aminah"
    page.fill("#sender_email", "siti@example.com")
    page.fill("#amount", "75.000")
    page.click("text=Continue")
    page.check('input[value="bni:virtual_account"]')
    page.click("text=Continue with this method")
    assert page.inner_text("dd.number >> nth=1") == "Rp\u00a075.000"
    page.click("text=Pay now (simulated)")
    assert "Paid" in page.inner_text("h1")
    assert page.get_attribute("a.button", "href") == SHOP
    with page.expect_request(SHOP, timeout=9000):
        pass
    page.close()


def test_the_panel_works_by_clicking(browser: Browser, bench: Bench) -> None:
    _, payment_id = bench.direct_bill()
    page = browser.new_page(locale="en")
    page.goto(f"{bench.url}/panel/payments")
    page.click(f'[aria-label="Success: {payment_id}"]')
    assert page.inner_text("[role=status]") == "Done."
    page.click(f'[aria-label="Settle: {payment_id}"]')
    assert bench.payment(payment_id)["settlement_status"] == "Settled"
    page.close()
