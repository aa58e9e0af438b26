"""What was revealed of an agent stays while the page follows Flip, and is gone when one comes back (P30)."""

import pytest
from playwright.sync_api import Page, expect

from app.agents import queries, service
from app.config import from_environment
from app.factory import create_app
from app.timeline.makers import Maker
from app.users.permissions import Role
from tests.browser import Visitors
from tests.browser_real.scenery import Scene
from tests.processes import Copy

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.alike]

NUMBER = "3276011708900001"


def save_meanwhile(copy: Copy, public_id: str, place: str) -> None:
    """Somebody else changes where the agent was born."""
    with create_app(from_environment(copy.environ)).app_context():
        agent = queries.agent(public_id)
        assert agent is not None
        maker = Maker(1, "Dina", f"meanwhile-{place}")
        service.save(public_id, {"birth_place": place}, agent.version, maker)


def ask_now(page: Page) -> None:
    """Have the page ask at once, as it does when somebody comes back to it."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_p30_a_reveal_outlives_news_and_not_a_reload(visitors: Visitors, copy: Copy, scene: Scene) -> None:
    public_id = scene.agents["draft"]
    page = visitors.as_(Role.STAFF)
    page.goto(f"/agents/{public_id}")
    private = page.locator("#private")
    expect(private).not_to_contain_text(NUMBER)
    page.click("#private form button")
    expect(private).to_contain_text(NUMBER)
    expect(page.locator("h1")).to_have_count(1)
    before = page.locator("#story li").count()
    save_meanwhile(copy, public_id, "Bogor")
    ask_now(page)
    expect(page.locator("#story li")).to_have_count(before + 1)
    expect(private).to_contain_text(NUMBER)
    page.reload()
    expect(private).not_to_contain_text(NUMBER)
    expect(private).to_contain_text("Bogor")
    assert visitors.complaints == []
