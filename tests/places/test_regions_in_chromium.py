"""In a real browser the lists follow each other, lose nothing that was chosen, and stop asking at the end."""

import re
from collections.abc import Iterator

import pytest
from flask import render_template_string, request
from playwright.sync_api import Browser, Page, Route, expect

from app.places.region_fields import RESIDENCE, RegionFields, ResidenceRegionFields, offer_regions
from app.places.tasks import refresh_regions_by_clock
from app.web.guard import needs
from tests.places.atlas import CITY, take, take_depok
from tests.world import World

pytestmark = pytest.mark.browser

FORM = """
{% extends "layouts/app.html" %}
{% from "components/csrf.html" import csrf %}
{% block title %}Address{% endblock %}
{% block content %}
<h1>Address</h1>
<form id="address" method="post">{{ csrf() }}
  {% include "places/_regions.html" %}
  {% with regions = residence %}{% include "places/_regions.html" %}{% endwith %}
</form>
{% endblock %}
"""


class Address(RegionFields, ResidenceRegionFields):
    """A form with both addresses of somebody."""


@needs("agents.write")
def a_form() -> str:
    """A page of a room that asks for an address; sent, it shows itself anew."""
    form = Address(request.form if request.form else None, meta={"csrf": False})
    return render_template_string(FORM, regions=offer_regions(form), residence=offer_regions(form, RESIDENCE))


@pytest.fixture
def asked() -> list[str]:
    """What the page asked of the server by itself, in order."""
    return []


def opened(world: World, chromium: Browser, asked: list[str], **how: bool) -> Iterator[Page]:
    """The page, in which staff is signed in."""
    world.app.add_url_rule("/a-form", "places.a_form", a_form, methods=["GET", "POST"])
    signed_in = world.as_("staff").client.get_cookie("bendahara")
    assert signed_in
    context = chromium.new_context(locale="en-GB", base_url=world.url, **how)  # type: ignore[arg-type]
    context.add_cookies([{"name": "bendahara", "value": signed_in.value, "url": world.url}])
    context.set_default_timeout(6_000)
    page = context.new_page()
    page.on("request", lambda sent: asked.append(sent.url) if "/places/regions" in sent.url else None)
    page.on("console", lambda said: asked.append(f"complaint: {said.text}") if said.type == "error" else None)
    yield page
    context.close()


@pytest.fixture
def page(world: World, chromium: Browser, asked: list[str]) -> Iterator[Page]:
    """A window with JavaScript."""
    yield from opened(world, chromium, asked)


@pytest.fixture
def plain_page(world: World, chromium: Browser, asked: list[str]) -> Iterator[Page]:
    """A window without JavaScript."""
    yield from opened(world, chromium, asked, java_script_enabled=False)


def test_each_choice_opens_the_next_list_and_the_other_address_stays(page: Page, asked: list[str]) -> None:
    take_depok()
    take(CITY, "1", ("1", "Kabupaten Simeulue"))
    page.goto("/a-form")
    page.select_option("#residence_country_id", "1")
    page.select_option("#residence_province_id", label="Aceh")
    page.select_option("#province_id", label="Jawa Barat")
    page.select_option("#city_id", label="Kota Depok")
    page.select_option("#district_id", label="Sukmajaya")
    assert page.input_value("#residence_province_id") == "1"
    page.select_option("#residence_city_id", label="Kabupaten Simeulue")
    page.focus("#province_id")
    page.select_option("#province_id", label="Aceh")
    expect(page.locator("#city_id option")).to_have_text(["Choose…", "Kabupaten Simeulue"])
    assert page.input_value("#city_id") == ""
    assert page.input_value("#district_id") == ""
    assert page.input_value("#residence_city_id") == "1"
    assert page.evaluate("document.activeElement.id") == "province_id"
    page.select_option("#province_id", label="Jawa Barat")
    page.select_option("#city_id", label="Kota Depok")
    page.select_option("#district_id", label="Beji")
    assert not [line for line in asked if line.startswith("complaint")]


def test_the_part_polls_only_until_the_list_is_there(page: Page, world: World, asked: list[str]) -> None:
    refresh_regions_by_clock()
    page.goto("/a-form")
    page.select_option("#province_id", label="Jawa Barat")
    expect(page.locator("#regions")).to_contain_text("Flip is being asked for the list…")
    page.select_option("#residence_country_id", "1")
    world.work()
    page.select_option("#city_id", label="Kota Depok")
    expect(page.locator("#regions")).to_contain_text("Flip is being asked for the list…")
    world.work()
    page.select_option("#district_id", label="Sukmajaya")
    assert page.input_value("#residence_country_id") == "1"
    expect(page.locator("#regions[data-live]")).to_have_count(0)
    before = len(asked)
    page.wait_for_timeout(2_500)
    assert len(asked) == before


def test_in_vain_the_part_says_so_and_a_person_asks_again(page: Page, world: World, asked: list[str]) -> None:
    refresh_regions_by_clock()
    world.flip.fault("GET /cities", "status", status=500)
    page.goto("/a-form")
    page.select_option("#province_id", label="Jawa Barat")
    expect(page.locator("#regions")).to_contain_text("Flip is being asked for the list…")
    world.work()
    expect(page.locator("#regions [role=alert]")).to_contain_text("Flip could not be asked for the list.")
    before = len(asked)
    page.wait_for_timeout(2_500)
    assert len(asked) == before
    world.flip.no_faults()
    page.get_by_role("button", name="Ask again").click()
    expect(page.locator("#regions")).to_contain_text("Flip is being asked for the list…")
    world.work()
    page.select_option("#city_id", label="Kota Depok")


def test_a_second_choice_made_at_once_is_the_one_that_counts(page: Page, asked: list[str]) -> None:
    take_depok()
    page.goto("/a-form")
    waiting: list[Route] = []
    page.route(re.compile("province_id=1&"), lambda route: waiting.append(route))
    page.select_option("#province_id", label="Aceh")
    page.select_option("#province_id", label="Jawa Barat")
    expect(page.locator("#city_id option")).to_have_text(["Choose…", "Kota Bogor", "Kota Depok"])
    for route in waiting:
        route.continue_()
    page.wait_for_timeout(300)
    assert page.input_value("#province_id") == "12"
    assert len(waiting) == 1
    expect(page.locator("#notices")).to_be_empty()


def test_without_script_a_button_shows_the_next_list(plain_page: Page) -> None:
    take_depok()
    plain_page.goto("/a-form")
    plain_page.select_option("#province_id", label="Jawa Barat")
    plain_page.locator("#regions").get_by_role("button", name="Show the places").click()
    plain_page.select_option("#city_id", label="Kota Depok")
    plain_page.locator("#regions").get_by_role("button", name="Show the places").click()
    plain_page.select_option("#district_id", label="Sukmajaya")
    assert plain_page.input_value("#province_id") == "12"
