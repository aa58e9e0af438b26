"""Habits of people at a browser: keys, copying, going back, leaving a tab, coming back to one's own look."""

import pytest
from playwright.sync_api import Page, expect

from app.users.permissions import Role
from tests.browser import Visitors, sign_in
from tests.browser_real.steps import LINK, create_bill, link_of

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.alike]


def test_theme_and_language_are_remembered_for_the_person(visitors: Visitors) -> None:
    page = visitors.nobody()
    sign_in(page, "second.manager@example.test")
    page.locator(".top-preferences [value=id]").click()
    expect(page.locator("html")).to_have_attribute("lang", "id")
    with page.expect_response("**/preferences/theme"):
        page.locator(".top-preferences [value=dark]").click()

    elsewhere = visitors.nobody(storage_state=_without_choices(page))
    elsewhere.goto("/")
    expect(elsewhere.locator("html")).to_have_attribute("lang", "id")
    expect(elsewhere.locator("html")).to_have_attribute("data-bs-theme", "dark")
    assert elsewhere.evaluate("getComputedStyle(document.body).colorScheme") == "dark"


def _without_choices(page: Page) -> object:
    kept = page.context.storage_state()
    kept["cookies"] = [one for one in kept["cookies"] if one.get("name") not in ("language", "theme")]
    return kept


def test_keys_reach_search_shortcuts_and_a_new_bill(visitors: Visitors) -> None:
    page = visitors.as_(Role.STAFF)
    page.goto("/bills/")
    page.keyboard.press("/")
    expect(page.locator("[data-search]")).to_be_focused()
    page.keyboard.press("Escape")
    page.locator("[data-search]").blur()
    page.keyboard.press("?")
    expect(page.locator("#shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#shortcuts")).to_be_hidden()
    page.keyboard.press("n")
    page.wait_for_url("**/bills/new")


def test_the_link_is_copied(visitors: Visitors) -> None:
    page = visitors.as_(Role.STAFF)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    create_bill(page, "To be copied")
    link = link_of(page)
    page.get_by_role("button", name="Copy: payment link").click()
    expect(page.locator(".notice")).to_contain_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == link


def test_going_back_after_fragments_shows_a_whole_page(visitors: Visitors) -> None:
    page = visitors.as_(Role.STAFF)
    create_bill(page, "Gone back to")
    link_of(page)
    page.goto("/bills/new")
    page.check("[name=step][value='2']")
    expect(page.locator("[name=sender_name]")).to_be_visible()
    page.goto("/payments/")
    page.go_back()
    expect(page.locator("nav.side")).to_have_count(1)
    expect(page.locator("h1")).to_have_text("New bill")
    page.go_back()
    expect(page.locator("nav.side")).to_have_count(1)
    expect(page.locator("h1")).to_have_text("Gone back to")
    expect(page.locator(LINK)).to_be_visible()


def test_P35_an_expired_session_leads_from_a_live_page_to_the_sign_in_page(visitors: Visitors) -> None:
    page = visitors.nobody()
    sign_in(page, "staff@example.test")
    create_bill(page, "Left open over night")
    link_of(page)
    page.context.clear_cookies()
    page.wait_for_url("**/sign-in**")
    expect(page.locator("form#sign-in")).to_have_count(1)
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("#bill")).to_have_count(0)


def test_a_hidden_tab_asks_nothing_and_asks_again_when_it_is_seen(visitors: Visitors) -> None:
    page = visitors.as_(Role.STAFF)
    create_bill(page, "Behind another tab")
    link_of(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    _turn(page, hidden=True)
    page.wait_for_timeout(300)  # what was under way may end
    asked.clear()
    page.wait_for_timeout(2_500)
    assert asked == []
    _turn(page, hidden=False)
    page.wait_for_timeout(1_500)
    assert asked
    assert all("seen=" in url for url in asked)


def _turn(page: Page, *, hidden: bool) -> None:
    page.evaluate(
        """hidden => {
          Object.defineProperty(document, "hidden", { get: () => hidden, configurable: true });
          document.dispatchEvent(new Event("visibilitychange"));
        }""",
        hidden,
    )
