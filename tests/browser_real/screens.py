"""`make screens`: photographs every page in each theme, width and language; fails on what it finds wrong."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser import QUIET, Visitors
from tests.browser_real.looking import (
    HEIGHT,
    LANGUAGES,
    NARROW,
    STILL,
    THEMES,
    WIDE,
    axe_findings,
    sticks_out,
    wear,
)
from tests.browser_real.scenery import Scene, furnish
from tests.browser_real.visits import SANDBOX_VISITS, VISITS, Visit, panel_visits
from tests.processes import ROOT, Copy
from tests.services import Missing, chromium

FOLDER = ROOT / "screens"
LOCALES = {"en": "en-GB", "id": "id-ID"}


def main(only: list[str]) -> int:
    """Photograph the pages whose names begin with one of `only`, or all; 0 when nothing is wrong."""
    try:
        path = chromium()
    except Missing as trouble:
        print(trouble)
        return 1
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        copy = Copy(Path(folder))
        try:
            copy.start_all()
            scene = furnish(copy)
            browser = playwright.chromium.launch(executable_path=path, args=QUIET)
            wrong = _visit_all(Visitors(browser, copy), scene, only)
            browser.close()
        finally:
            copy.stop_all()
    print("\n".join(wrong) or f"Nothing wrong; the pictures are in {FOLDER.name}/.")
    return 1 if wrong else 0


def _visit_all(visitors: Visitors, scene: Scene, only: list[str]) -> list[str]:
    wrong: list[str] = []
    for visit in (*VISITS, *SANDBOX_VISITS, *panel_visits(visitors.copy)):
        if not only or visit.name.startswith(tuple(only)):
            for language in LANGUAGES:
                wrong += _photograph(visitors, visit, scene, language)
    return wrong


def _photograph(visitors: Visitors, visit: Visit, scene: Scene, language: str) -> list[str]:
    wrong: list[str] = []
    for width in (NARROW, WIDE):
        how = {"locale": LOCALES[language], "viewport": {"width": width, "height": HEIGHT}, **STILL}
        page = visitors.as_(visit.who, **how) if visit.who else visitors.nobody(**how)
        visit.go(page, scene)
        wrong += sticks_out(page)
        for theme in THEMES:
            wear(page, theme)
            wrong += axe_findings(page)
            _picture(page, f"{visit.name}-{language}-{width}-{theme}")
        wrong += visitors.complaints
        visitors.close()
    return [f"{visit.name} ({language}): {one}" for one in wrong]


def _picture(page: Page, name: str) -> None:
    # A bar that sticks would lie across the middle of a picture longer than the window.
    height = page.evaluate("document.documentElement.scrollHeight")
    width = page.viewport_size["width"] if page.viewport_size else WIDE
    page.set_viewport_size({"width": width, "height": max(height, HEIGHT)})
    page.screenshot(path=FOLDER / f"{name}.png")
    page.set_viewport_size({"width": width, "height": HEIGHT})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
