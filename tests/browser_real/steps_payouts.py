"""What people do in the browser with payouts: prepare one, approve it with a fresh code, watch it."""

import time

from playwright.sync_api import Page, expect

from app.users.demo import SEED
from app.users.permissions import Role
from app.users.totp import code_of, step_now
from tests.browser import Visitors

ACCOUNT, HOLDER = "5465327020", "PT Fliptech Lentera IP"
STATUS = ".headline [data-status]"
SUBMIT = "#payout-form button[value=submit]"
_last_step: dict[Role, int] = {}


def prepare(page: Page, amount: str, **fields: str) -> str:
    """As staff: fill the form, wait for the bank's word on the account, submit; our number of the payout."""
    page.goto("/disbursements/new")
    page.select_option("[name=bank_code]", fields.get("bank_code", "bca"))
    page.fill("[name=account_number]", fields.get("account_number", ACCOUNT))
    page.fill("[name=typed_name]", fields.get("typed_name", HOLDER))
    page.fill("[name=amount_idr]", amount)
    page.click(SUBMIT)
    page.wait_for_url("**/disbursements/DIS-*")
    expect(page.locator("#facts")).to_contain_text("The account exists")
    return page.url.rsplit("/", 1)[-1]


def approve(visitors: Visitors, number: str) -> Page:
    """As somebody who may: open the payout, approve it with a code nobody used; their window."""
    role, code = _fresh_code(visitors)
    page = visitors.as_(role)
    room = "international" if number.startswith("INT") else "disbursements"
    page.goto(f"/{room}/{number}")
    page.fill("#decide [name=code]", code)
    page.get_by_role("button", name="Approve").click()
    expect(page.locator(STATUS)).not_to_have_attribute("data-status", "AWAITING", timeout=30_000)
    return page


def has_come_to(page: Page, status: str, seconds: float = 15) -> None:
    """The open page of a payout shows this status by itself."""
    expect(page.locator(STATUS)).to_have_attribute("data-status", status, timeout=seconds * 1000)


def _fresh_code(visitors: Visitors) -> tuple[Role, str]:
    # A code works once and each person's app makes one in thirty seconds: who has an unused one approves.
    while True:
        for role in (Role.MANAGER, Role.ADMIN):
            if role not in _last_step:
                visitors.as_(role).close()  # signing in used the code of this moment
                _last_step[role] = step_now()
            step = max(step_now(), _last_step[role] + 1)
            if step <= step_now() + 1:
                _last_step[role] = step
                return role, code_of(SEED, step)
        time.sleep(1)
