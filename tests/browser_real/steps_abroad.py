"""What people do in the browser with transfers abroad: fill the form of a country and submit it."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser_real.steps_payouts import has_come_to
from tests.international.counter import BENEFICIARY, COUNTRIES, SENDER
from tests.processes import Copy, until

FORM = "#transfer-form"
SUBMIT = f"{FORM} .form-actions button"
SOON_MS = 30_000


def open_form(page: Page, kind: str, country: str) -> None:
    """Ask for the form of a type and a country, and stand by until it is there."""
    page.goto(f"/international/new?type={kind}&country={country}")
    wait_for_form(page)


def wait_for_form(page: Page) -> None:
    """The page that waits for Flip becomes the form; its lists of places come a moment later."""
    expect(page.locator(FORM)).to_be_visible(timeout=SOON_MS)

    def is_whole() -> bool:
        lists = page.locator("main datalist")
        if all(lists.nth(number).locator("option").count() for number in range(lists.count())):
            return True
        page.reload()
        return False

    until(is_whole, 30, "a list of the form stays empty")


def fill(page: Page, kind: str, country: str, **fields: str) -> None:
    """Fill in whatever the open form asks for; `fields` say what is different of the usual."""
    usual = BENEFICIARY | (SENDER if kind.startswith("C") else {}) | COUNTRIES[country]
    for name, value in (usual | fields).items():
        control = page.locator(f"{FORM} [name={name}]")
        if not control.count():
            assert name not in fields, f"the form does not ask for {name}"
        elif control.evaluate("one => one.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)


def submit(page: Page) -> str:
    """Put the transfer before the managers; our number of it."""
    page.click(SUBMIT)
    page.wait_for_url("**/international/INT-*", timeout=SOON_MS)
    return page.url.rsplit("/", 1)[-1]


def prepare(page: Page, kind: str, country: str, **fields: str) -> str:
    """As staff: open the form of a country, fill it in and submit it; our number of the transfer."""
    open_form(page, kind, country)
    fill(page, kind, country, **fields)
    return submit(page)


def stands_at(page: Page, status: str) -> None:
    """The open page of a transfer comes to show this status by itself."""
    has_come_to(page, status, seconds=SOON_MS / 1000)


def at_flip(copy: Copy, name: str) -> list[dict[str, Any]]:
    """Every transfer to this name in Flip's books."""
    return [one for one in copy.books()["international"] if one["beneficiary"]["full_name"] == name]


def finished(copy: Copy, name: str, status: str = "SUCCESSFUL") -> None:
    """Flip ends the one transfer to this name, and says so by callback."""
    [one] = at_flip(copy, name)
    copy.panel(f"international/{one['id']}", {"status": status})
