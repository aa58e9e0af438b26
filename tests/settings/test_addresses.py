"""The connection page tells the addresses on both sides, hides the key, and says when each kind last rang."""

from app.gateway.models import FlipState
from app.gateway.state import note
from tests.users.bench import Browser
from tests.world import World

KINDS = ("disbursement", "inquiry", "payment", "international", "agent", "bank-status")


def shown(world: World) -> str:
    manager: Browser = world.as_("manager")
    return manager.get("/settings/connection").text


def test_every_callback_address_stands_there_to_be_copied(world: World) -> None:
    page = shown(world)
    for kind in KINDS:
        assert f'data-copy="{world.url}/callbacks/{kind}"' in page


def test_each_address_says_when_it_last_rang(world: World) -> None:
    assert shown(world).count("None yet") == len(KINDS)
    world.knock('{"id": "1"}', kind="agent")
    world.knock("[]", kind="bank-status")
    assert shown(world).count("None yet") == len(KINDS) - 2


def test_the_key_shows_its_last_four_characters_alone(world: World) -> None:
    page = shown(world)
    key = world.app.config["SETTINGS"].flip_secret_key
    assert f"••••{key[-4:]}" in page
    assert key not in page
    assert world.app.config["SETTINGS"].flip_validation_token not in page
    assert world.app.config["SETTINGS"].flip_api_url in page


def test_the_light_leads_here_for_those_who_may_see_settings(world: World) -> None:
    assert '<a class="flip-word" href="/settings/connection"' in world.as_("manager").get("/").text
    staff = world.as_("staff").get("/").text
    assert 'class="flip-light' in staff
    assert "/settings/connection" not in staff


def test_the_overview_of_a_pause_leads_here_too(world: World) -> None:
    words = "What is in the way, and what to do"
    assert words not in world.as_("manager").get("/").text
    note(FlipState.PAUSED, "401", heard=True)
    assert words in world.as_("manager").get("/").text
    assert words not in world.as_("staff").get("/").text
