"""The whole way of a payout in a real browser: prepared, checked, sent, arrived; all live."""

import pytest
from playwright.sync_api import expect

from app.users.permissions import Role
from tests.browser import Visitors
from tests.browser_real.steps_payouts import approve, has_come_to, prepare
from tests.processes import Copy, until

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.alike]


def transfer(copy: Copy, amount: int) -> dict[str, object]:
    """The one transfer of this amount in Flip's books, as soon as it is there."""

    def found() -> list[dict[str, object]]:
        return [one for one in copy.books()["disbursements"] if int(one["amount"]) == amount]

    one = until(found, 15, "Flip has no such transfer")
    assert len(one) == 1
    return dict(one[0])


def test_a_payout_to_bca_is_checked_approved_sent_and_seen_to_arrive(visitors: Visitors, copy: Copy) -> None:
    page, board = visitors.as_(Role.STAFF), visitors.as_(Role.STAFF)
    board.goto("/banks/")
    number = prepare(page, "1,25jt")
    born = page.evaluate("performance.timeOrigin")
    expect(page.locator("#facts")).to_contain_text("satu juta dua ratus lima puluh ribu rupiah")
    expect(page.locator("#facts")).to_contain_text("PT Fliptech Lentera IP")

    boss = approve(visitors, number)
    has_come_to(page, "PENDING")
    sent = transfer(copy, 1_250_000)
    after = copy.books()["balance"]
    shown = f"{after:,}".replace(",", ".")
    expect(page.locator("#balance")).to_contain_text(shown, timeout=60_000)

    copy.panel("banks/bca", {"status": "DISTURBED", "queue": 321})
    expect(board.locator("#board tr", has_text="BCA").first).to_contain_text("Slow", timeout=65_000)

    copy.panel(f"disbursements/{sent['id']}", {"status": "DONE"})
    has_come_to(page, "DONE")
    has_come_to(boss, "DONE")
    story = page.locator("#story")
    for step in ("put before the managers", "Approved", "being handed to Flip", "Flip took it"):
        expect(story).to_contain_text(step)
    arrived = story.locator("li", has_text="The money arrived").first
    expect(arrived).to_contain_text("Flip's callback no.")
    assert page.evaluate("performance.timeOrigin") == born, "the page must not have been loaded again"
    assert visitors.complaints == []
    copy.panel("banks/bca", {"status": "OPERATIONAL", "queue": 3})
