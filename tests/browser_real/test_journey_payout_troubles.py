"""The same way with what can go wrong: each ends right, with one payment, and the page says what happens."""

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from app.users.permissions import Role
from tests.browser import Visitors
from tests.browser_real.steps_payouts import approve, has_come_to, prepare
from tests.processes import Copy, until

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.alike]

CREATE = "POST /disbursement$"


def at_flip(copy: Copy, amount: int) -> list[dict[str, object]]:
    """Every transfer of this amount in Flip's books."""
    return [one for one in copy.books()["disbursements"] if int(one["amount"]) == amount]


def settled(copy: Copy, amount: int, **how: object) -> None:
    """Flip settles the one transfer of this amount."""
    [one] = at_flip(copy, amount)
    copy.panel(f"disbursements/{one['id']}", dict(how))


def test_P45_a_severely_disturbed_bank_holds_it_and_the_banks_callback_lets_it_go(
    visitors: Visitors, copy: Copy
) -> None:
    page = visitors.as_(Role.STAFF)
    number = prepare(page, "210.000")
    copy.panel("banks/bca", {"status": "HEAVILY_DISTURBED"})
    approve(visitors, number)
    has_come_to(page, "HELD")
    expect(page.locator("#held")).to_contain_text("until the bank takes transfers again")
    assert at_flip(copy, 210_000) == []
    copy.panel("banks/bca", {"status": "OPERATIONAL"})
    has_come_to(page, "PENDING")
    settled(copy, 210_000, status="DONE")
    has_come_to(page, "DONE")
    assert visitors.complaints == []


def test_P4_a_reply_that_was_dropped_after_the_work_was_done_is_no_second_payment(
    visitors: Visitors, copy: Copy
) -> None:
    page = visitors.as_(Role.STAFF)
    number = prepare(page, "220.000")
    # Flip's answers about it are held back too, so that a person has the time to read what is not known.
    copy.panel("faults", {"match": CREATE, "do": "drop_reply", "times": 1})
    copy.panel("faults", {"match": "GET /get-disbursement", "do": "delay", "seconds": 4, "times": 1})
    approve(visitors, number)
    has_come_to(page, "UNKNOWN")
    expect(page.locator("#payout")).to_contain_text("Do not pay again")
    has_come_to(page, "PENDING", seconds=30)
    settled(copy, 220_000, status="DONE")
    has_come_to(page, "DONE")
    assert len(at_flip(copy, 220_000)) == 1
    assert visitors.complaints == []


def test_P4_an_error_of_flips_and_then_success_is_one_payment(visitors: Visitors, copy: Copy) -> None:
    page = visitors.as_(Role.STAFF)
    number = prepare(page, "230.000")
    copy.panel("faults", {"match": CREATE, "do": "status", "status": 500, "times": 1})
    approve(visitors, number)
    has_come_to(page, "UNKNOWN")
    # Flip is asked by key twice, a minute apart, before the same key goes out again.
    has_come_to(page, "PENDING", seconds=100)
    expect(page.locator("#story")).to_contain_text("Attempt 2.")
    settled(copy, 230_000, status="DONE")
    has_come_to(page, "DONE")
    assert len(at_flip(copy, 230_000)) == 1
    assert visitors.complaints == []


def test_one_that_flip_cancels_says_why(visitors: Visitors, copy: Copy) -> None:
    page = visitors.as_(Role.STAFF)
    approve(visitors, prepare(page, "240.000"))
    has_come_to(page, "PENDING")
    settled(copy, 240_000, status="CANCELLED", reason="INACTIVE_ACCOUNT")
    has_come_to(page, "CANCELLED")
    expect(page.locator("#payout")).to_contain_text("INACTIVE_ACCOUNT")
    assert visitors.complaints == []


def test_P23_with_the_callback_lost_polling_settles_it(visitors: Visitors, copy: Copy) -> None:
    page = visitors.as_(Role.STAFF)
    approve(visitors, prepare(page, "250.000"))
    has_come_to(page, "PENDING")
    copy.panel("callbacks", {"send": False})
    try:
        settled(copy, 250_000, status="DONE")
        copy.stop("worker")
        some_minutes_pass(copy)
        copy.start("worker")
        has_come_to(page, "DONE", seconds=30)
    finally:
        copy.panel("callbacks", {"send": True})
    expect(page.locator("#story li", has_text="The money arrived").first).to_contain_text("Asked Flip")
    assert visitors.complaints == []


def some_minutes_pass(copy: Copy) -> None:
    """Nobody can wait minutes in a test: what was written just now was written a while ago."""
    then = (datetime.now(UTC) - timedelta(minutes=10)).strftime("%Y-%m-%d %H:%M:%S.%f")
    with sqlite3.connect(copy.folder / "bendahara.db", timeout=20) as books:
        books.execute("UPDATE transactions SET updated_at = ? WHERE status = 'PENDING'", (then,))
        books.execute("DELETE FROM clockwork_slots WHERE job = 'payouts.follow'")


def test_P44_a_wrong_key_pauses_all_sending_and_refuses_nothing(visitors: Visitors, copy: Copy) -> None:
    page = visitors.as_(Role.STAFF)
    number = prepare(page, "260.000")
    copy.stop("worker")
    copy.environ["FLIP_SECRET_KEY"] = "not-the-key"
    copy.start("worker")
    try:
        boss = approve(visitors, number)
        expect(page.locator("#payout")).to_contain_text("Sending is paused", timeout=30_000)
        has_come_to(page, "APPROVED")
        boss.goto("/settings/connection")
        expect(boss.locator("main")).to_contain_text("Sending is paused")
        assert at_flip(copy, 260_000) == []
    finally:
        copy.stop("worker")
        del copy.environ["FLIP_SECRET_KEY"]
        copy.start("worker")
    has_come_to(page, "PENDING", seconds=40)
    until(lambda: len(at_flip(copy, 260_000)) == 1, 5, "Flip has no transfer")
    assert visitors.complaints == []
