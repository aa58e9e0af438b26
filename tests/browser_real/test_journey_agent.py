"""The whole way of an agent in a real browser: walked through, rejected, repaired, approved, and paid."""

import pytest
from playwright.sync_api import Page, expect

from app.users.permissions import Role
from tests.agents.leaks import Pictures, files_below, leaks
from tests.browser import Visitors
from tests.browser_real.steps_agents import (
    SOON_MS,
    address_for_the_phone,
    fill_address,
    fill_identity,
    flip_says,
    stands_at,
    take_at_the_desk,
    take_by_phone,
)
from tests.browser_real.steps_payouts import ACCOUNT, HOLDER, SUBMIT, approve, has_come_to
from tests.pictures import card, selfie
from tests.processes import Copy

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.alike]

PICTURES = CARD, SELFIE, BETTER_CARD = card(41), selfie(42), card(43)
NAME = "Bagus Hartono"


def test_an_agent_is_pictured_rejected_repaired_approved_and_paid(visitors: Visitors, copy: Copy) -> None:
    page = visitors.as_(Role.STAFF)
    public_id = fill_identity(page, NAME, "3276011708907777", "081298765432")
    fill_address(page)
    stands_at(page, "BASIC_DATA")
    _take_both_pictures(visitors, copy, page, public_id)
    _submit(copy, page, public_id)
    _mend_the_card(copy, page, public_id)
    flip_says(copy, NAME, kyc_status="APPROVED")
    stands_at(page, "APPROVED")
    _read_the_story(page, public_id)
    _pay(visitors, copy, public_id)
    assert visitors.complaints == []
    assert leaks(Pictures(*PICTURES), files_below(copy.folder)) == [], "of a picture nothing lies about (P40)"


def _take_both_pictures(visitors: Visitors, copy: Copy, page: Page, public_id: str) -> None:
    page.goto(f"/agents/{public_id}/card")
    take_at_the_desk(page, CARD)
    stands_at(page, "CARD_ACCEPTED")
    address = address_for_the_phone(page, public_id, "selfie")
    assert address.startswith(f"{copy.url}/phone/")
    phone = take_by_phone(visitors, address, SELFIE)
    expect(phone.get_by_role("heading", name="All pictures are taken")).to_be_visible()
    expect(page.locator("#handed [data-part=selfie]")).to_have_class("is-there", timeout=SOON_MS)
    page.get_by_role("link", name="Go on").click()
    stands_at(page, "SELFIE_CHECKING")


def _submit(copy: Copy, page: Page, public_id: str) -> None:
    flip_says(copy, NAME, kyc_status="UPLOAD_IDENTITY_SELFIE_SUCCESS")
    stands_at(page, "SELFIE_ACCEPTED")
    page.goto(f"/agents/{public_id}/review")
    page.get_by_role("button", name="Submit for verification").click()
    page.get_by_role("button", name="Submit", exact=True).click()
    stands_at(page, "PENDING")


def _mend_the_card(copy: Copy, page: Page, public_id: str) -> None:
    flip_says(copy, NAME, kyc_status="REJECTED", rejected_reason_code="16")
    stands_at(page, "REJECTED")
    page.goto(f"/agents/{public_id}/continue")
    assert page.url.endswith("/card")
    expect(page.locator("main")).to_contain_text("The card is not wholly in the picture.")
    take_at_the_desk(page, BETTER_CARD)
    stands_at(page, "PENDING")


def _read_the_story(page: Page, public_id: str) -> None:
    page.goto(f"/agents/{public_id}")
    story = page.locator("#story")
    for told in ("Flip registered the agent", "Flip rejected the agent", "Flip verified the agent"):
        expect(story).to_contain_text(told)
    expect(story).to_contain_text("Flip's callback no.")


def _pay(visitors: Visitors, copy: Copy, public_id: str) -> None:
    page = visitors.as_(Role.STAFF)
    page.goto(f"/agents/{public_id}")
    page.get_by_role("link", name="Pay through this agent").click()
    page.select_option("[name=bank_code]", "bca")
    page.fill("[name=account_number]", ACCOUNT)
    page.fill("[name=typed_name]", HOLDER)
    page.fill("[name=amount_idr]", "432.100")
    page.click(SUBMIT)
    page.wait_for_url("**/disbursements/DIS-*")
    expect(page.locator("#facts")).to_contain_text("The account exists")
    approve(visitors, page.url.rsplit("/", 1)[-1])
    has_come_to(page, "PENDING")
    [sent] = [one for one in copy.books()["disbursements"] if int(one["amount"]) == 432_100]
    assert sent["sender"]["sender_name"] == NAME
    copy.panel(f"disbursements/{sent['id']}", {"status": "DONE"})
    has_come_to(page, "DONE")
    page.goto(f"/agents/{public_id}")
    expect(page.locator("#transfers")).to_contain_text("432.100")
