"""The first load is under 200 kB compressed, later pages under 15 kB: offices and phones have slow lines."""

import pytest
from playwright.sync_api import Page

from app.users.permissions import Role
from tests.browser import Visitors
from tests.browser_real.scenery import Scene

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.alike]

FIRST_BYTES = 200_000
LATER_BYTES = 15_000


class Scales:
    """Weighs what goes over the line, as it goes: compressed, with headers; what is cached weighs nothing."""

    def __init__(self, page: Page) -> None:
        self.page, self.weight = page, 0
        line = page.context.new_cdp_session(page)
        line.on("Network.loadingFinished", lambda told: self._add(told["encodedDataLength"]))
        line.send("Network.enable")

    def _add(self, weight: float) -> None:
        self.weight += int(weight)

    def of(self, path: str) -> int:
        """The bytes one page costs, without what it asks for afterwards by itself."""
        self.weight = 0
        self.page.goto(path, wait_until="load")
        return self.weight


def test_the_first_page_and_the_later_ones_are_light(visitors: Visitors, scene: Scene) -> None:
    page = visitors.as_(Role.MANAGER)
    scales = Scales(page)
    first = scales.of("/bills/")
    later = {
        path: scales.of(path)
        for path in (
            "/",
            "/bills/",
            "/payments/",
            "/callbacks/",
            "/bills/new",
            "/audit",
            f"/bills/{scene.bills['paid']}",
            f"/payments/{scene.payments['settled']}",
        )
    }
    assert 20_000 < first < FIRST_BYTES
    assert {path: weight for path, weight in later.items() if weight >= LATER_BYTES} == {}
    assert min(later.values()) > 1_000, "the scales must weigh"
