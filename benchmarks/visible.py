"""How soon people see it: a link after Create, a payment after the customer paid, a callback once it came."""

import json
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from app.users.permissions import Role
from benchmarks.figures import Figure, spread
from tests.browser import QUIET, Visitors
from tests.browser_real.steps import LINK, choose_way
from tests.processes import Copy
from tests.services import chromium

ROUNDS = 25
PAID = "#payments [data-status=SUCCESSFUL]"
# Writes down the moment at which something first stands on the page; looking from outside would come late.
WATCH = f"const looked = {json.dumps({'link': LINK, 'paid': PAID})};"
WATCH += """
(() => {
  window.seen = {};
  const look = () => {
    for (const [name, selector] of Object.entries(looked))
      if (!window.seen[name] && document.querySelector(selector)) window.seen[name] = Date.now() / 1000;
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
})();
"""


def measure() -> Iterator[Figure]:
    """The three figures, each the 95th percentile of as many rounds, in a real browser."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        copy = Copy(Path(folder))
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        try:
            copy.start_all()
            rounds = list(_rounds(Visitors(browser, copy), Path(folder)))[1:]  # the first one warms up
        finally:
            browser.close()
            copy.stop_all()
    links, payments, callbacks = zip(*rounds, strict=True)
    yield _figure("V1", "link visible after Create, p95", links, must=2.0, aim=1.0)
    yield _figure("V2", "payment visible after the customer paid, p95", payments, must=2.0, aim=1.0)
    yield _figure("B13", "callback received → visible in a real browser, p95", callbacks, must=2.0, aim=1.0)


def _figure(id_: str, what: str, values: Sequence[float], *, must: float, aim: float) -> Figure:
    p95 = statistics.quantiles(values, n=20)[18]
    beside = [f"median and range {spread(values, ' s')}"]
    return Figure(
        id=id_, what=what, value=p95, must=must, aim=aim, unit=" s", larger_is_better=False, beside=beside
    )


def _rounds(visitors: Visitors, folder: Path) -> Iterator[tuple[float, float, float]]:
    page = visitors.as_(Role.STAFF)
    page.add_init_script(WATCH)
    customer = visitors.nobody()
    for number in range(ROUNDS + 1):
        pressed = _press_create(page, f"Round {number}")
        link_seen = _seen(page, "link")
        choose_way(customer, page.locator(LINK).get_attribute("href") or "", "bri:virtual_account")
        time.sleep(random.random())  # or each round would pay at the same beat of the page's polls
        paid = time.time()
        customer.get_by_role("button", name="Pay now").click(no_wait_after=True)
        paid_seen = _seen(page, "paid")
        yield link_seen - pressed, paid_seen - paid, paid_seen - _last_received(folder)


def _press_create(page: Page, title: str) -> float:
    page.goto("/bills/new")
    page.fill("[name=title]", title)
    page.fill("[name=amount_idr]", "150.000")
    pressed = time.time()
    page.get_by_role("button", name="Create bill").click(no_wait_after=True)
    page.wait_for_url("**/bills/BIL-*")
    return pressed


def _seen(page: Page, name: str) -> float:
    page.wait_for_function("name => window.seen?.[name]", arg=name)
    return float(page.evaluate("name => window.seen[name]", name))


def _last_received(folder: Path) -> float:
    with sqlite3.connect(folder / "bendahara.db") as books:
        (written,) = books.execute("SELECT first_at FROM receipts ORDER BY id DESC LIMIT 1").fetchone()
    return datetime.fromisoformat(written).replace(tzinfo=UTC).timestamp()
