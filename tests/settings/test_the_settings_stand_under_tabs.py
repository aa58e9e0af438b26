"""The settings are pages under tabs, in the menu of those who may see them."""

import pytest

from app.settings.tabs import TABS
from tests.users.bench import House

pytestmark = pytest.mark.alike


def test_the_menu_leads_to_the_first_page_and_each_tab_to_its_own(house: House) -> None:
    manager = house.as_("manager")
    assert 'href="/settings/"' in manager.get("/").text
    assert manager.get("/settings/").location == "/settings/connection"
    for _, label in TABS:
        page = manager.get(f"/settings/{label.lower()}")
        assert page.status_code == 200
        assert f'href="/settings/{label.lower()}" aria-current="page"' in page.text


def test_the_menu_of_staff_has_no_settings(house: House) -> None:
    assert "/settings/" not in house.as_("staff").get("/").text
