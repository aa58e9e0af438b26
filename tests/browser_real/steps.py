"""What people do again and again in the browser: make a bill, open its link, pay it."""

from playwright.sync_api import Page, expect

LINK = "#link [data-link]"


def create_bill(page: Page, title: str, amount: str = "150.000") -> None:
    """Fill the form of a bill at step 1 and create it."""
    page.goto("/bills/new")
    page.fill("[name=title]", title)
    page.fill("[name=amount_idr]", amount)
    press_create(page)


def press_create(page: Page) -> None:
    """Create the bill whose form is filled; its page is open then."""
    page.get_by_role("button", name="Create bill").click()
    page.wait_for_url("**/bills/BIL-*")


def know_the_customer(page: Page, step: str, title: str) -> None:
    """Fill a form of step 2 or 3 up to the way to pay."""
    page.goto("/bills/new")
    page.fill("[name=title]", title)
    page.fill("[name=amount_idr]", "150.000")
    page.check(f"[name=step][value='{step}']")
    page.locator("[name=sender_name]").fill("Jon Snow")
    page.fill("[name=sender_email]", "jon@example.com")


def link_of(page: Page) -> str:
    """The payment link of the bill whose page is open, as soon as Flip has made it."""
    expect(page.locator(LINK)).to_be_visible()
    return page.locator(LINK).get_attribute("href") or ""


def choose_way(customer: Page, link: str, way: str) -> None:
    """As the customer: open the link, say who one is where asked, and choose how to pay (`bank:kind`)."""
    customer.goto(link)
    if customer.locator("[name=sender_name]").is_visible():
        customer.fill("[name=sender_name]", "Jon Snow")
        customer.fill("[name=sender_email]", "jon@example.com")
        customer.click("button[value=details]")
    customer.check(f"[name=method][value='{way}']")
    customer.click("button[value=method]")
    expect(customer.locator("#instructions")).to_be_visible()


def pay_now(customer: Page) -> None:
    """As the customer: pay what the instructions ask for."""
    customer.get_by_role("button", name="Pay now").click()
