"""With web, worker or sandbox stopped the pages say so, and the work resumes when it returns."""

import pytest
from playwright.sync_api import expect

from app.users.permissions import Role
from tests.browser import Visitors
from tests.browser_real.steps import LINK, choose_way, create_bill, link_of, pay_now
from tests.processes import Copy

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.alike]

# A worker counts as gone twenty seconds after its last heartbeat, and the overview asks every five.
NOTICED_MS = 35_000
RESUMED_MS = 20_000


def test_P44_with_the_sandbox_stopped_a_bill_waits_and_its_link_comes_when_it_returns(
    visitors: Visitors, copy: Copy
) -> None:
    page = visitors.as_(Role.STAFF)
    copy.stop("sandbox")
    create_bill(page, "Asked while Flip is away")
    expect(page.locator("#bill-notices")).to_contain_text("Flip could not be asked yet")
    expect(page.locator("#story")).to_contain_text("Nothing happened at Flip")
    page.goto("/")
    expect(page.locator("#today [role=alert]")).to_contain_text("Flip cannot be reached")
    page.go_back()

    copy.start("sandbox")
    expect(page.locator(LINK)).to_be_visible(timeout=RESUMED_MS)
    expect(page.locator("#bill-notices")).not_to_contain_text("Flip could not be asked yet")
    titles = [bill["title"] for bill in copy.books()["bills"]]
    assert titles.count("Asked while Flip is away") == 1
    assert visitors.complaints == []


def test_with_the_worker_stopped_the_overview_says_so_and_the_work_is_done_when_it_returns(
    visitors: Visitors, copy: Copy
) -> None:
    page, overview = visitors.as_(Role.STAFF), visitors.as_(Role.MANAGER)
    assert copy.stop("worker") == 0, "a worker told to stop leaves cleanly"
    overview.goto("/")
    create_bill(page, "Asked while the worker is away")
    expect(page.locator("#link")).to_contain_text("Creating the link")
    gone = overview.locator("#today [role=alert]", has_text="No worker is alive")
    expect(gone).to_be_visible(timeout=NOTICED_MS)
    ready = copy.ready()
    assert ready is not None
    assert list(ready["troubles"]) == ["worker"]

    copy.start("worker")
    expect(page.locator(LINK)).to_be_visible(timeout=RESUMED_MS)
    expect(gone).to_have_count(0, timeout=RESUMED_MS)
    assert visitors.complaints == []


def test_with_the_web_stopped_the_page_says_nothing_is_heard_and_the_payment_is_seen_when_it_returns(
    visitors: Visitors, copy: Copy
) -> None:
    page = visitors.as_(Role.STAFF)
    create_bill(page, "Paid while the web is away")
    customer = page.context.new_page()
    choose_way(customer, link_of(page), "bri:virtual_account")
    copy.stop("web")
    pay_now(customer)
    expect(customer.locator("h1")).to_contain_text("Paid", ignore_case=True)
    expect(page.locator("#bill .heard")).to_contain_text("Nothing heard since")
    expect(page.locator(".notice")).to_contain_text("This server does not answer")
    expect(page.locator("#payments [data-status=SUCCESSFUL]")).to_have_count(0)

    copy.panel("clock", {"speed": 100})  # its courier tries again every two minutes
    copy.start("web")
    expect(page.locator("#payments [data-status=SUCCESSFUL]")).to_be_visible(timeout=RESUMED_MS)
    expect(page.locator("#bill .heard")).to_contain_text("Last heard")
    expect(page.locator("#story")).to_contain_text("Flip's callback no.")
    copy.panel("clock", {"speed": 1})
    assert visitors.complaints.about_the_policy() == [], "htmx itself complains of a server that is away"
