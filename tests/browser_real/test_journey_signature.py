"""The signature in a browser and three processes: made, asked for by Flip, turned on, taken, no restart."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from app.users.demo import SEED
from app.users.permissions import Role
from app.users.totp import code_of, step_now
from tests.browser import Visitors, in_window
from tests.processes import Copy

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.alike]
A_WHILE_MS = 20_000


@pytest.fixture
def own_copy(tmp_path: Path) -> Iterator[Copy]:
    """A copy of this test's own: while its Flip refuses signatures, nobody else could send."""
    copy = Copy(tmp_path)
    try:
        copy.start_all()
        yield copy
    finally:
        copy.stop_all()


def check(page: Page, look: str, words: str) -> None:
    """Press Check now; what is found on this look appears by itself."""
    page.goto("/settings/connection")
    page.get_by_role("button", name="Check now").click()
    finding = page.locator(".finding", has_text=look)
    expect(finding).to_contain_text(words, timeout=A_WHILE_MS)


def test_P44_from_a_new_key_to_signed_transfers_and_all_of_it_live(chromium: Browser, own_copy: Copy) -> None:
    with in_window(Visitors(chromium, own_copy)) as visitors:
        admin = visitors.as_(Role.ADMIN)
        check(admin, "The signature", "Requests are not signed")
        admin.goto("/settings/signature")
        admin.get_by_role("button", name="Make a key").click()
        public = admin.locator("pre.raw").inner_text()
        own_copy.panel("signature", {"public_key": public})
        check(admin, "The signature", "its check of signatures is switched on")
        expect(admin.locator("#connection [role=alert]").first).to_contain_text("Flip refuses our signature")

        admin.goto("/settings/signature")
        admin.get_by_role("link", name="Turn on").click()
        admin.check("[name=confirmed]")
        admin.fill("[name=code]", code_of(SEED, step_now() + 1))  # this moment's code signed them in
        admin.get_by_role("button", name="Turn on").click()
        signature = admin.locator(".finding", has_text="The signature")
        expect(signature).to_contain_text("Flip answered a signed call", timeout=A_WHILE_MS)
        expect(admin.locator("#connection [role=alert]")).to_have_count(0)
        assert visitors.complaints == []
