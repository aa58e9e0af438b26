"""The address for the phone stands under PUBLIC_URL, and the desk says so when no phone can reach that."""

from pathlib import Path

import pytest

from app.config import from_environment
from tests.agents.phones import ask_for, shown_address
from tests.agents.walk import Walk
from tests.world import World, a_world

WARNING = "No phone can reach this address"


def desk_at(world: World, public_url: str) -> tuple[str, str]:
    """The desk's page of a server that calls itself so, and the address for the phone on it."""
    walk = Walk(world)
    page = ask_for(walk.staff, walk.registered(), "identity")
    return page.text, shown_address(page) or ""


@pytest.mark.parametrize(
    "public_url",
    [
        "https://bendahara.example.com",
        "https://example.com/bendahara",
        "http://192.168.1.20:5000",
        "https://localhost.example.com",
        "http://[2001:db8::1]:5000",
    ],
)
def test_the_address_stands_under_public_url_and_nothing_warns(tmp_path: Path, public_url: str) -> None:
    with a_world(tmp_path, courier=False, PUBLIC_URL=public_url) as world:
        page, address = desk_at(world, public_url)
    assert address.startswith(f"{public_url}/phone/")
    assert WARNING not in page
    assert "data:image/svg+xml" in page


@pytest.mark.parametrize(
    "public_url",
    [
        "http://127.0.0.1:5000",
        "http://localhost:5000",
        "http://LOCALHOST",
        "http://[::1]:5000",
        "http://127.9.9.9",
        "http://bendahara.localhost",
        "http://0.0.0.0:5000",
    ],
)
def test_while_public_url_is_loopback_the_desk_says_what_to_set(tmp_path: Path, public_url: str) -> None:
    with a_world(tmp_path, courier=False, PUBLIC_URL=public_url) as world:
        page, address = desk_at(world, public_url)
        unmade = Walk(world).staff.get(f"/agents/{address_of_another(world)}/phone").text
    assert address.startswith(f"{public_url}/phone/")
    for text in (page, unmade):
        assert WARNING in text
        assert "Set PUBLIC_URL" in text
        assert "https://bendahara.example.com" in text
        assert public_url in text


def address_of_another(world: World) -> str:
    """An agent for whom nothing was handed over."""
    return Walk(world).draft(identity_number="3276011708900999", phone_number="081999999999")


def test_without_public_url_it_is_loopback(tmp_path: Path) -> None:
    assert from_environment({"INSTANCE": str(tmp_path)}).is_loopback
