"""What people do in the browser with agents: fill one in, take pictures at the desk and by phone, submit."""

import re

from playwright.sync_api import FilePayload, Page, expect

from tests.browser import Visitors
from tests.processes import Copy

HEADLINE = ".headline [data-status]"
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
SOON_MS = 20_000


def fill_identity(page: Page, name: str, number: str, phone_number: str) -> str:
    """From the beginning to a kept identity; our number of the agent."""
    page.goto("/agents/new")
    page.get_by_role("link", name="Begin").click()
    page.fill("[name=name]", name)
    page.check("[name=identity_type][value=ktp]")
    page.fill("[name=identity_number]", number)
    page.fill("[name=birth_date]", "1990-08-17")
    page.fill("[name=birth_place]", "Depok")
    page.check("[name=gender][value=male]")
    page.select_option("[name=occupation]", "entrepreneur")
    page.fill("[name=phone_number]", phone_number)
    page.check("[name=phone_verified]")
    page.click("#identity-form button[value=on]")
    page.wait_for_url("**/agents/AGT-*/address")
    return page.url.split("/")[-2]


def fill_address(page: Page) -> None:
    """Choose the regions one within the other, write the street, and have the agent registered."""
    for level, name in (
        ("province_id", "Jawa Barat"),
        ("city_id", "Kota Depok"),
        ("district_id", "Sukmajaya"),
    ):
        choice = page.locator(f"#address-form [name={level}]")
        expect(choice.locator("option", has_text=re.compile(f"^{name}$", re.IGNORECASE))).to_be_attached(
            timeout=SOON_MS
        )
        choice.select_option(
            label=choice.locator("option", has_text=re.compile(name, re.IGNORECASE)).inner_text()
        )
    page.fill("[name=address]", "Jl. Margonda Raya 17 RT 02/05")
    page.check("[name=use_identity_address]")
    page.click("#address-form button[value=on]")


def stands_at(page: Page, status: str) -> None:
    """The open page of an agent comes to show this status by itself."""
    expect(page.locator(HEADLINE)).to_have_attribute("data-status", status, timeout=SOON_MS)


def take_at_the_desk(page: Page, picture: bytes) -> None:
    """Choose a file on the open step, see the page find it good, and send it."""
    page.locator("input[type=file]").first.set_input_files(_file(picture))
    expect(page.locator(".picture-told").first).to_contain_text("This will be sent")
    page.get_by_role("button", name="Send it to Flip").click()


def address_for_the_phone(page: Page, public_id: str, part: str) -> str:
    """Have the desk show a code for one picture; the address in it."""
    page.goto(f"/agents/{public_id}/phone")
    page.check(f"[name=parts][value={part}]")
    page.get_by_role("button", name="Show the code").click()
    return page.locator("[data-address]").inner_text()


def take_by_phone(visitors: Visitors, address: str, picture: bytes) -> Page:
    """On a phone in which nobody is signed in: open the address, take the picture, send it; its window."""
    phone = visitors.nobody(**PHONE)
    phone.goto(address)
    phone.locator("input[type=file]").first.set_input_files(_file(picture))
    expect(phone.locator(".picture-told").first).to_contain_text("This will be sent")
    phone.get_by_role("button", name="Send the picture").click()
    return phone


def _file(picture: bytes) -> FilePayload:
    return {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": picture}


def flip_says(copy: Copy, name: str, **word: str) -> None:
    """Flip decides about the one agent of this name."""
    [agent] = [one for one in copy.books()["agents"] if one["name"] == name]
    copy.panel(f"agents/{agent['id']}", dict(word))
