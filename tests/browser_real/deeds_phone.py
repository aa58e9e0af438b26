"""What people do to see the pages of a hand-off: have the code shown, and open it as a phone does."""

from playwright.sync_api import Page


def show_the_code(page: Page) -> None:
    """Have the desk show the code, unless it does already."""
    if not page.locator("[data-address]").count():
        page.locator("#handed .form-sheet button[type=submit]").click()
    page.wait_for_selector("[data-address]")


def open_on_a_phone(page: Page) -> None:
    """Open the address of the code, where nobody is signed in."""
    show_the_code(page)
    address = page.locator("[data-address]").inner_text()
    page.goto("about:blank")  # the desk's page would ask on, and be sent to sign in
    page.context.clear_cookies()
    page.goto(address)


def send_nothing(page: Page) -> None:
    """Send no picture from the phone."""
    open_on_a_phone(page)
    page.locator("main form button[type=submit]").click()
    page.wait_for_selector("#picture-errors")
