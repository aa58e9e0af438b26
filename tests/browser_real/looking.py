"""Looking at a page as those would who cannot see, who hold a phone, or who guard the policy."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

NARROW, WIDE = 360, 1280
HEIGHT = 900
THEMES = ("light", "dark")
LANGUAGES = ("en", "id")
# Colours that are on their way from one theme to the other are nobody's colours.
STILL = {"reduced_motion": "reduce"}
GRAVE = ("serious", "critical")
COLOURS_ONLY = {"runOnly": ["color-contrast"]}
_axe = Axe()


def axe_findings(page: Page, rules: dict[str, Any] | None = None) -> list[str]:
    """The serious and critical findings of axe on the page as it stands (P48)."""
    found = _axe.run(page, options=rules).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:120]} {node['failureSummary'][:200]}"
        for rule in found
        if rule["impact"] in GRAVE
        for node in rule["nodes"]
    ]


def wear(page: Page, theme: str) -> None:
    """Show the page in a theme."""
    page.evaluate(
        """theme => {
          document.documentElement.dataset.bsTheme = theme;
          return new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)));
        }""",
        theme,
    )


def sticks_out(page: Page) -> list[str]:
    """What makes the page scroll sideways; empty when nothing does."""
    return list(
        page.evaluate(
            """() => {
              const width = document.documentElement.clientWidth;
              if (document.documentElement.scrollWidth <= width) return [];
              return [...document.querySelectorAll("body *")]
                .filter((one) => one.getBoundingClientRect().right > width + 0.5)
                .map((one) => one.outerHTML.slice(0, 120)).slice(0, 5).concat("scrolls sideways");
            }"""
        )
    )
