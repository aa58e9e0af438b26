"""Phones that take an agent's pictures under the address a desk shows them."""

import re
from io import BytesIO
from urllib.parse import urlsplit

from sqlalchemy import select
from werkzeug.test import TestResponse

from app.agents.picture_models import AgentPicture
from app.extensions import db
from tests.agents.walk import Walk
from tests.pictures import card, selfie
from tests.users.bench import Browser

OVER = "This code opens nothing"
BOTH = ("identity", "selfie")


class Phone:
    """Somebody's phone, in which nobody is signed in."""

    def __init__(self, browser: Browser, path: str) -> None:
        self.browser, self.path = browser, path

    def look(self, more: str = "") -> TestResponse:
        """Open the address."""
        return self.browser.get(self.path + more)

    def send(self, part: str, file: bytes | None = None) -> TestResponse:
        """Send a picture."""
        file = (card() if part == "identity" else selfie()) if file is None else file
        return self.browser.post(self.path, part=part, picture=(BytesIO(file), "photo.jpg"))


def shown_address(page: TestResponse) -> str | None:
    """The address for the phone that the desk's page shows."""
    found = re.search(r"data-address>([^<]+)<", page.text)
    return found[1] if found else None


def ask_for(desk: Browser, public_id: str, *parts: str) -> TestResponse:
    """Have the desk ask for pictures; its page afterwards."""
    answer = desk.post(f"/agents/{public_id}/phone", parts=list(parts))
    assert answer.status_code == 303, answer.text
    return desk.get(f"/agents/{public_id}/phone")


def hand_over(walk: Walk, public_id: str, *parts: str) -> Phone:
    """A phone that has scanned the code the desk shows for these pictures."""
    address = shown_address(ask_for(walk.staff, public_id, *(parts or BOTH)))
    assert address
    return Phone(walk.world.house.browser("198.51.100.20"), urlsplit(address).path)


def kept(walk: Walk, public_id: str) -> list[AgentPicture]:
    """Every picture kept of an agent, replaced ones too, oldest first."""
    agent_id = walk.agent(public_id).id
    query = select(AgentPicture).where(AgentPicture.agent_id == agent_id).order_by(AgentPicture.id)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))
