"""What somebody does on the pages of payouts, to see them with something on them."""

from itertools import count

from playwright.sync_api import Page

AMOUNTS = count(150)
SENDER = {
    "recipient_city": "Kota Bandung",
    "beneficiary_emails": "a@example.com b@example.com",
    "sender_name": "Siti Rahma",
    "sender_address": "Jalan Melati 12, RT 03/04, Kelurahan Cigadung",
    "sender_country": "Argentina",
    "sender_place_of_birth": "Kota Bandung",
    "sender_date_of_birth": "1990-02-28",
    "sender_identity_number": "3174012345670009",
}


def put_before_a_manager(page: Page) -> None:
    """Submit a payout like no other."""
    page.select_option("[name=bank_code]", "bca")
    page.fill("[name=account_number]", "5465327020")
    page.fill("[name=typed_name]", "PT Fliptech Lentera IP")
    page.fill("[name=amount_idr]", f"{next(AMOUNTS)}.000")  # of two alike one has to say why
    page.click("button[name=then][value=submit]")
    page.wait_for_url("**/disbursements/DIS-*")


def fill_payout(page: Page, amount: str = "1,25jt") -> None:
    """Fill the form in and wait for what it shows beside itself."""
    page.select_option("[name=bank_code]", "bca")
    page.fill("[name=account_number]", "5465327020")
    page.fill("[name=typed_name]", "Siti Aminah")
    page.fill("[name=amount_idr]", amount)
    page.wait_for_selector("#about .about-words")
    page.wait_for_selector("#name-check .note", timeout=15_000)  # the bank names somebody else


def repeat_a_payout(page: Page) -> None:
    """Submit one twice, so that the form asks why."""
    for _ in range(2):
        page.goto("/disbursements/new")
        fill_payout(page, "77.000")
        page.click("button[name=then][value=submit]")
        page.wait_for_load_state()
    page.wait_for_selector("#alike .alike-list")


def keep_a_draft(page: Page) -> None:
    """Keep a draft."""
    page.fill("[name=typed_name]", "Siti Aminah")
    page.click("button[name=then][value=draft]")
    page.wait_for_url("**/disbursements/DIS-*")


def edit_a_payout(page: Page) -> None:
    """Submit one and go to change it."""
    put_before_a_manager(page)
    page.click("main a[href$='/edit']")
    page.wait_for_selector("#payout-form")


def choose_special(page: Page) -> None:
    """Choose the kind that tells of a sender."""
    page.check("[name=transfer_kind][value=special]")
    page.wait_for_selector("[name=sender_name]:visible")


def send_empty_special(page: Page) -> None:
    """Send that form empty."""
    choose_special(page)
    page.fill("[name=recipient_city]", "bandung")
    page.fill("[name=beneficiary_emails]", "nobody")
    page.click("button[name=then][value=submit]")
    page.wait_for_selector("#sender_name-errors")


def put_special_before_a_manager(page: Page) -> None:
    """Submit a special transfer."""
    choose_special(page)
    page.select_option("[name=direction]", index=2)
    page.select_option("[name=sender_job]", index=1)
    page.select_option("[name=sender_identity_type]", index=1)
    for name, text in SENDER.items():
        page.fill(f"[name={name}]", text)
    put_before_a_manager(page)


def send_through_nobody(page: Page) -> None:
    """Send the form for an agent whom nobody knows."""
    page.check("[name=transfer_kind][value=agent]")
    page.fill("#agent", "Nobody at all")
    page.click("button[name=then][value=submit]")
    page.wait_for_selector("#agent-errors")


def put_an_agents_before_a_manager(page: Page) -> None:
    """Submit one that goes through an agent."""
    page.check("[name=transfer_kind][value=agent]")
    page.fill("#agent", "Budi Santoso")
    put_before_a_manager(page)


def look_for_somebody(page: Page) -> None:
    """Look for a beneficiary."""
    page.fill("#beneficiary-words", "lentera")
    page.wait_for_selector("#suggested a")


def ask_flip(page: Page) -> None:
    """Have Flip asked whether it is safe to pay again."""
    page.click("#verdict button[type=submit]")
    page.wait_for_selector("#verdict[data-verdict=safe]", timeout=15_000)
