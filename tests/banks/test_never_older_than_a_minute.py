"""What one watches of banks is never older than a minute, and says when Flip itself is closed or away."""

from datetime import timedelta

import pytest

from app.banks import queries
from app.banks.tasks import refresh
from app.gateway.tasks import look, look_at_hours
from app.lib import clock
from app.outbox.clockwork import take_turn, turns
from tests.users.bench import Browser, later
from tests.world import World

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}
PAGES = ("/banks/", "/banks/bca")


def live_address(page: str, path: str) -> str:
    """Where the page asks for its live part."""
    start = page.index(f'hx-get="{path}')
    return page[start:].split('"')[1].replace("&amp;", "&")


def test_the_clockwork_keeps_the_board_under_a_minute_old(world: World) -> None:
    turn, seen, start = turns()["banks.refresh"], {}, clock.now()  # type: ignore[var-annotated]
    for seconds in range(0, 300, 5):
        with later(timedelta(seconds=seconds), start) as now:
            world.flip.panel("banks/bca", {"queue": seconds})
            if take_turn(turn, seen):
                turn.job()
            bank = queries.bank("bca")
            assert bank is not None
            assert now - bank.heard_at < timedelta(seconds=60)
            assert bank.queue is not None
            assert seconds - bank.queue < 60


def test_a_turn_that_failed_is_made_up_for_within_the_minute(world: World) -> None:
    turn, seen, start = turns()["banks.refresh"], {}, clock.now()  # type: ignore[var-annotated]
    refresh()
    world.flip.fault("/general/banks", "status", status=500, times=1)
    for seconds in (0, turn.seconds):
        with later(timedelta(seconds=seconds), start):
            assert take_turn(turn, seen)
            turn.job()
    bank = queries.bank("bca")
    assert bank is not None
    assert bank.heard_at == start + timedelta(seconds=turn.seconds)


@pytest.mark.parametrize(("page", "live"), [("/banks/", "/banks/live"), ("/banks/bca", "/banks/bca/now")])
def test_an_open_page_asks_cheaply_and_hears_of_a_change(world: World, page: str, live: str) -> None:
    refresh()
    browser: Browser = world.as_("support")
    address = live_address(browser.get(page).text, live)
    with world.house.statements() as seen:
        assert browser.get(address, **PARTIAL).status_code == 204
    assert len(seen) <= 4, seen
    world.flip.panel("banks/bca", {"queue": 4711})
    refresh()
    fragment = browser.get(address, **PARTIAL)
    assert fragment.status_code == 200
    assert "4711" in fragment.text
    assert "<html" not in fragment.text


def test_a_bank_nobody_lists_has_no_page_and_no_live_part(world: World) -> None:
    browser = world.as_("staff")
    assert browser.get("/banks/nowhere").status_code == 404
    assert browser.get("/banks/nowhere/now", **PARTIAL).status_code == 404


def test_closed_hours_and_maintenance_stand_on_both_pages_as_a_banner(world: World) -> None:
    refresh()
    browser = world.as_("staff")
    world.flip.panel("clock", {"operational": True})
    look()
    look_at_hours()
    for page in PAGES:
        assert "outside its working hours (Monday" not in browser.get(page).text
    world.flip.panel("clock", {"operational": False})
    look_at_hours()
    for page in PAGES:
        assert "outside its working hours (Monday" in browser.get(page).text
    world.flip.panel("clock", {"maintenance": True})
    with later(timedelta(minutes=2)):
        look()
    for page in PAGES:
        assert "waits until it ends" in browser.get(page).text


def test_the_chart_of_a_day_has_queue_and_state_in_its_table(world: World) -> None:
    refresh()
    world.flip.panel("banks/bca", {"status": "DISTURBED"})
    refresh()
    page = world.as_("staff").get("/banks/bca").text
    table = page[page.index('data-chart="queue-chart"') :].split("</table>")[0]
    assert 'data-tone="good" data-word="Working normally"' in table
    assert 'data-tone="attention" data-word="Slow: transfers may be late"' in table
    key = page[page.index("chart-key") :].split("</p>")[0]
    assert "Working normally" in key
    assert "Slow: transfers may be late" in key
