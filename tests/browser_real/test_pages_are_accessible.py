"""Every page in both themes, both languages and on a phone: readable for all, as the policy wants it."""

import pytest
from playwright.sync_api import Page, expect

from app.factory import create_app
from app.web.guard import guard_of
from tests.browser import Visitors
from tests.browser_real.looking import (
    COLOURS_ONLY,
    HEIGHT,
    NARROW,
    STILL,
    WIDE,
    axe_findings,
    sticks_out,
    wear,
)
from tests.browser_real.scenery import Scene
from tests.browser_real.visits import PANEL_PAGES, SANDBOX_VISITS, VISITS, Visit
from tests.processes import Copy, until

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.alike]

# Answers that are no pages: files and figures, and ways on to another page.
NO_PAGES = {"static", "healthz", "readyz", "metrics", "bills.qr", "settings.public_key", "agents.picture"}
NO_PAGES |= {"international.attachment"}
# Parts of pages that are visited; most are called `live`.
PARTS = {
    *("banks.now", "beneficiaries.suggested", "disbursements.agents", "disbursements.facts"),
    "disbursements.name_checked",
    *(
        "agents.phone_live",
        "agents.step_live",
        "corridors.corridor_live",
        "corridors.rates_live",
        "international.countries",
        "international.quote",
        "international.wait",
        "parties.beneficiary_countries",
        "parties.beneficiary_wait",
        "places.regions",
        "reports.balance_chip",
        "reports.balances_live",
    ),
}
ONWARD = {
    "agents.by_number",
    "agents.go_on",
    "bills.of_link",
    "payments.by_number",
    "disbursements.by_number",
    "international.by_number",
    "settings.index",
}


def named(visit: Visit) -> str:
    return visit.name


def window(visitors: Visitors, visit: Visit, width: int = WIDE) -> Page:
    how = {"locale": "id-ID", "viewport": {"width": width, "height": HEIGHT}, **STILL}
    return visitors.as_(visit.who, **how) if visit.who else visitors.nobody(**how)


@pytest.mark.parametrize("visit", VISITS, ids=named)
def test_P48_P34_each_page_is_readable_for_all_in_both_themes_and_keeps_the_policy(
    visitors: Visitors, scene: Scene, visit: Visit
) -> None:
    page = window(visitors, visit)
    visit.go(page, scene)
    wear(page, "light")
    assert axe_findings(page) == []
    wear(page, "dark")
    assert axe_findings(page, COLOURS_ONLY) == []
    expect(page.locator("html")).to_have_attribute("lang", "id")
    expect(page.locator("h1")).to_have_count(1)
    assert sticks_out(page) == []
    page.set_viewport_size({"width": NARROW, "height": HEIGHT})
    # A chart shrinks a moment after its window.
    until(lambda: not sticks_out(page), 3, f"on a phone this sticks out: {sticks_out(page)}")
    in_english = page.request.get(page.url, headers={"Accept-Language": "en"})
    assert '<html lang="en"' in in_english.text()
    assert visitors.complaints == []


@pytest.mark.parametrize("visit", SANDBOX_VISITS, ids=named)
def test_P48_the_customers_pages_are_readable_for_all(visitors: Visitors, scene: Scene, visit: Visit) -> None:
    _look_at_the_sandbox(window(visitors, visit, width=NARROW), visit, scene)
    assert visitors.complaints == []


@pytest.mark.parametrize("path", PANEL_PAGES)
def test_P48_the_panels_pages_are_readable_for_all(
    visitors: Visitors, scene: Scene, path: str, copy: Copy
) -> None:
    visit = Visit("panel", "panel", None, lambda scene: f"{copy.sandbox_url}/panel{path}")
    _look_at_the_sandbox(window(visitors, visit, width=NARROW), visit, scene)
    assert visitors.complaints == []


def _look_at_the_sandbox(page: Page, visit: Visit, scene: Scene) -> None:
    visit.go(page, scene)
    assert sticks_out(page) == []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="light" if scheme == "light" else "dark")
        assert axe_findings(page) == []


def test_every_page_there_is_gets_visited() -> None:
    app = create_app()
    pages = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and guard_of(app, rule.endpoint)
    }
    pages = {name for name in pages - NO_PAGES - PARTS - ONWARD if not name.endswith(".live")}
    assert pages - {visit.endpoint for visit in VISITS} == set()


def test_the_looking_itself_can_fail(visitors: Visitors) -> None:
    page = visitors.nobody(viewport={"width": NARROW, "height": HEIGHT})
    page.goto("/sign-in")
    page.evaluate("document.body.append(document.createElement('input'))")
    assert any("label" in finding for finding in axe_findings(page))
    page.evaluate("document.querySelector('h1').style.width = '900px'")
    assert sticks_out(page)
    page.evaluate("document.body.setAttribute('style', 'color: red')")
    assert any("Content Security Policy" in complaint for complaint in visitors.complaints)
