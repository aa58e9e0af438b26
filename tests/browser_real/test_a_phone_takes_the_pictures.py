"""A phone takes an agent's pictures by the address the desk shows, and the desk ticks without reloading."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.agents import service
from app.config import from_environment
from app.db.transaction import release
from app.factory import create_app
from app.timeline.makers import Maker
from app.users.demo import PEOPLE
from app.users.permissions import Role
from tests.agents.walk import ADDRESS, IDENTITY
from tests.browser import Visitors
from tests.browser_real.looking import axe_findings, sticks_out
from tests.pictures import card, selfie, too_small
from tests.processes import Copy, until

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.alike]
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "is_mobile": True,
    "has_touch": True,
    "reduced_motion": "reduce",
}
A_WHILE_MS = 20_000


@pytest.fixture
def agent(copy: Copy) -> str:
    """An agent that Flip waits for the card of; our public id."""
    with create_app(from_environment(copy.environ)).app_context():
        maker = Maker(1, PEOPLE[0][1], "phone-journey")
        # Others in this copy find Budi Santoso by the name alone.
        own = {"name": "Wahyu Nugroho", "identity_number": "3276011708901234", "phone_number": "081290901234"}
        public_id = service.start(IDENTITY | own, "phone-journey", maker, phone_verified=True)
        if service.find(public_id).version == 1:
            service.save(public_id, ADDRESS, 1, maker)
            service.register(public_id, maker)
        until(lambda: is_at_flip(public_id), 30, "Flip does not know the agent")
    return public_id


def is_at_flip(public_id: str) -> bool:
    """True once the worker has registered the agent."""
    release()
    return service.find(public_id).is_at_flip


def hand_over(desk: Page, public_id: str) -> str:
    """Have the desk show the code; the address in it."""
    desk.goto(f"/agents/{public_id}/phone")
    desk.get_by_role("button", name="Show").click()
    address = desk.locator("[data-address]")
    expect(address).to_be_visible()
    return address.inner_text()


def choose(phone: Page, content: bytes) -> None:
    """Take a picture with the phone's camera."""
    phone.set_input_files("#picture", {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": content})


def send(phone: Page, content: bytes) -> None:
    """Take a picture, wait until the page has looked at it, and send it."""
    choose(phone, content)
    expect(phone.locator("#picture-preview")).to_be_visible()
    phone.get_by_role("button", name="Send the picture").tap()


def test_the_phone_takes_both_and_the_desk_ticks(visitors: Visitors, copy: Copy, agent: str) -> None:
    desk = visitors.as_(Role.STAFF, viewport={"width": 1280, "height": 900})
    address = hand_over(desk, agent)
    assert address.startswith(f"{copy.url}/phone/")
    expect(desk.get_by_text("No phone can reach this address")).to_be_visible()
    ticks = desk.locator("#hand-off .ticks li.is-there")
    expect(ticks).to_have_count(0)

    phone = visitors.nobody(**PHONE)
    phone.goto(address)
    expect(phone.locator("h1")).to_have_text("Identity card")
    assert axe_findings(phone) == []
    assert sticks_out(phone) == []
    expect(desk.get_by_text("A phone has opened the page.")).to_be_visible(timeout=A_WHILE_MS)

    choose(phone, too_small())
    expect(phone.locator("#picture-told")).to_contain_text("200 × 150")
    phone.get_by_role("button", name="Send the picture").tap()
    expect(phone.locator("h1")).to_have_text("Identity card")
    expect(ticks).to_have_count(0)

    send(phone, card())
    expect(phone.locator("h1")).to_have_text("Selfie with card")
    assert sticks_out(phone) == []
    expect(ticks).to_have_count(1, timeout=A_WHILE_MS)
    send(phone, selfie())
    expect(phone.locator("h1")).to_have_text("All pictures are taken")
    assert axe_findings(phone) == []
    expect(desk.get_by_text("All pictures are here")).to_be_visible(timeout=A_WHILE_MS)
    expect(desk.locator("[data-live]#handed")).to_have_count(0)
    expect(desk.get_by_role("link", name="Go on")).to_have_attribute("href", f"/agents/{agent}/continue")
    phone.goto(address)
    expect(phone.locator("h1")).to_have_text("This code opens nothing")
    assert visitors.complaints == []
