"""Every layout and component in a real browser: under the policy, at both widths, in both themes."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route
from werkzeug.serving import make_server

from app.web import assets
from tests.web.gallery_app import gallery

pytestmark = pytest.mark.browser
SHOWN = ("show", "list", "form", "bare", "403", "500")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The gallery, served."""
    assets.build()
    server = make_server("127.0.0.1", 0, gallery(), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser(chromium: Browser) -> Browser:
    """The one real browser of the test run."""
    return chromium


@pytest.fixture
def refused(browser: Browser) -> list[str]:
    """What the content security policy refused, and what the console complained of."""
    return []


@pytest.fixture
def page(browser: Browser, refused: list[str]) -> Iterator[Page]:
    """A fresh page that takes note of complaints."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(6000)
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: refused.append(str(error)))
    yield page
    page.close()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", SHOWN)
def test_page_is_clean(
    page: Page, address: str, refused: list[str], name: str, theme: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}/{name}?theme={theme}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if folder := os.environ.get("SCREENS"):
        page.screenshot(path=Path(folder) / f"{name}-{theme}-{width}.png", full_page=True)
    found = Axe().run(page).response["violations"]
    assert [
        (v["id"], node["html"], node["failureSummary"])
        for v in found
        if v["impact"] in ("serious", "critical")
        for node in v["nodes"]
    ] == []
    assert refused == []


def test_live_part_morphs_in_place_and_stops_when_done(page: Page, address: str, refused: list[str]) -> None:
    page.goto(f"{address}/show")
    page.evaluate("document.getElementById('link').dataset.same = 'yes'")
    page.wait_for_selector("text=Still waiting")
    assert "Last heard" in page.inner_text("#link .heard")
    page.wait_for_selector("#link:not([data-live])")
    assert page.inner_text("#answer") == "Paid"
    asked = page.request.get(f"{address}/asked").text()
    page.wait_for_timeout(2500)
    assert page.request.get(f"{address}/asked").text() == asked
    assert refused == []


def test_hidden_tab_does_not_poll(page: Page, address: str) -> None:
    page.add_init_script("Object.defineProperty(document, 'hidden', {get: () => true})")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/show")
    page.wait_for_timeout(2500)
    assert not [url for url in asked if url.endswith("/part")]


def test_silent_server_is_said_once_and_shown_beside_the_live_part(page: Page, address: str) -> None:
    page.route("**/part", lambda route: route.fulfill(status=500, headers={"X-Request-ID": "abc12345"}))
    page.goto(f"{address}/show")
    page.wait_for_selector("#link.is-silent")
    page.wait_for_timeout(2200)
    assert page.locator(".notice").count() == 1
    assert "Reference: abc12345" in page.inner_text(".notice")
    assert "Nothing heard since" in page.inner_text("#link .heard")
    assert page.locator("#link").count() == 1, "the error page must not be swapped in"


def test_unreachable_server_is_said(page: Page, address: str) -> None:
    page.route("**/part", lambda route: route.abort())
    page.goto(f"{address}/show")
    page.wait_for_selector("#link.is-silent")
    assert "does not answer" in page.inner_text(".notice")


def test_keys_reach_search_and_shortcuts(page: Page, address: str) -> None:
    page.goto(f"{address}/list")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("?")
    assert page.input_value("[name=q]") == "?"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Control+k")
    assert page.evaluate("document.activeElement.name") == "q"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    assert page.locator("#shortcuts").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#shortcuts").is_visible()
    page.keyboard.press("n")
    page.wait_for_url("**/form")


def test_theme_changes_without_losing_what_was_typed(page: Page, address: str, refused: list[str]) -> None:
    page.goto(f"{address}/form")
    page.fill("#title", "typed and not sent")
    with page.expect_request("**/preferences.theme") as sent:
        page.click(".top-preferences [value=dark]")
    assert "theme" in (sent.value.post_data or "")
    assert page.get_attribute("html", "data-bs-theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).colorScheme") == "dark"
    assert page.input_value("#title") == "typed and not sent"
    assert refused == []


def test_copy_button_copies(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{address}/show")
    page.click("[data-copy='8808123412341234']")
    page.wait_for_selector("text=Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "8808123412341234"


def test_button_pressed_once_is_disabled_while_sending(page: Page, address: str) -> None:
    page.goto(f"{address}/form")
    page.route("**/form", lambda route: None)
    pressed = """async () => {
        const button = document.querySelector("main .btn-primary");
        button.click();
        await new Promise((done) => setTimeout(done, 50));
        return button.disabled;
    }"""
    assert page.evaluate(pressed)


def test_htmx_form_sends_the_token_and_shows_what_was_wrong(page: Page, address: str) -> None:
    sent: list[str | None] = []

    def refuse(route: Route) -> None:
        sent.append(route.request.headers.get("x-csrftoken"))
        assert page.is_disabled("#jot button")
        route.fulfill(status=422, body="<form id='jot'><p>That is not an address.</p></form>")

    page.goto(f"{address}/form")
    page.route("**/jot", refuse)
    page.click("text=Keep")
    page.wait_for_selector("text=That is not an address.")
    assert page.locator(".notice").count() == 0
    assert [bool(token) for token in sent] == [True]


def test_htmx_form_stays_locked_while_the_browser_moves_on(page: Page, address: str) -> None:
    page.goto(f"{address}/form")
    page.route("**/jot", lambda route: route.fulfill(status=204, headers={"HX-Redirect": "#elsewhere"}))
    page.click("text=Keep")
    page.wait_for_url("**/form#elsewhere")
    assert page.is_disabled("#jot button")


def test_phone_menu_opens_and_closes_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(f"{address}/list")
    assert not page.locator("#menu").is_visible()
    page.click("[popovertarget=menu]")
    assert page.locator("#menu").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#menu").is_visible()
    context.close()


def test_every_icon_is_in_the_sheet(page: Page, address: str) -> None:
    sheet = page.request.get(f"{address}/icons.svg").text()
    for name in SHOWN:
        page.goto(f"{address}/{name}")
        names = page.eval_on_selector_all("use", "us => us.map(u => u.href.baseVal.split('#')[1])")
        assert [n for n in names if f'id="{n}"' not in sheet] == []
