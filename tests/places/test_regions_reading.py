"""Regions are read from Flip: two lists by the clock, the others when a form wants them, and each once."""

import json
from datetime import timedelta
from typing import Any

import pytest
import requests

from app.gateway.models import FlipState
from app.outbox.clockwork import turns
from app.places import queries, service
from app.places.statuses import INDONESIA, RegionLevel
from app.places.tasks import NOT_GIVEN, read_regions, refresh_regions_by_clock
from tests.gateway.bench import known
from tests.places.atlas import CITY, COUNTRY, DISTRICT, PROVINCE, promised
from tests.users.bench import later
from tests.world import World

DEPOK = {"country_id": "1", "province_id": "12", "city_id": "184", "district_id": "1234"}


def at_flip(world: World, listed: str, **within: str) -> dict[str, str]:
    """What the sandbox lists, asked by hand."""
    answer = requests.get(
        f"{world.flip.url}/kyc/api/v1/{listed}",
        params={"user_type": "1", **within},
        headers={"Request-ID": "bigflip-by-hand"},
        auth=("local-secret-key", ""),
        timeout=20,
    )
    return {str(row["id"]): row["name"] for row in answer.json()[listed]}


def flip_lists(world: World, listed: str, names: dict[str, str]) -> None:
    """Have Flip list something else from now on."""
    rows = [{"id": int(flip_id), "name": name} for flip_id, name in names.items()]
    body = json.dumps({listed: rows})
    world.flip.fault(f"GET /{listed}", "status", status=200, body=body, content_type="application/json")


def trouble(level: RegionLevel, parent_id: str) -> str | None:
    found = queries.region_list(level, parent_id)
    return found.trouble if found else None


def test_the_clock_reads_the_countries_and_the_provinces_of_indonesia(world: World) -> None:
    assert turns()["places.refresh_regions"].seconds <= 60
    refresh_regions_by_clock()
    assert dict(queries.regions(COUNTRY)) == at_flip(world, "countries")
    assert dict(queries.regions(PROVINCE)) == at_flip(world, "provinces", country_id=INDONESIA)
    assert queries.regions(CITY) == queries.regions(DISTRICT) == []


def test_the_clock_reads_them_again_only_when_they_are_old(world: World) -> None:
    refresh_regions_by_clock()
    flip_lists(world, "provinces", {"1": "Aceh", "99": "Papua Baru"})
    refresh_regions_by_clock()
    assert len(queries.regions(PROVINCE)) > 2
    with later(service.OLD):
        refresh_regions_by_clock()
        assert queries.regions(PROVINCE, INDONESIA) == [("1", "Aceh"), ("99", "Papua Baru")]
    assert queries.region_name(PROVINCE, "12") == "Jawa Barat"


@pytest.mark.parametrize(
    ("level", "listed", "within"),
    [
        (COUNTRY, "countries", {}),
        (PROVINCE, "provinces", {"country_id": "1"}),
        (CITY, "cities", {"province_id": "12"}),
        (DISTRICT, "districts", {"city_id": "184"}),
    ],
)
def test_a_wanted_list_is_flips_own_and_no_more_than_that(
    world: World, level: RegionLevel, listed: str, within: dict[str, str]
) -> None:
    parent_id = next(iter(within.values()), "")
    for _ in range(3):
        service.want_regions(level, parent_id)
    assert promised() == 1
    world.work()
    assert dict(queries.regions(level)) == at_flip(world, listed, **within)
    assert queries.regions(level)
    service.want_regions(level, parent_id)
    assert promised() == 1


def test_an_old_list_is_asked_for_once_by_however_many_forms(world: World) -> None:
    read_regions(CITY, "12")
    with later(service.OLD + timedelta(minutes=1)):
        world.house.all_at_once(lambda number: service.want_regions(CITY, "12"), 4)
        assert promised() == 1
        world.work()
        service.want_regions(CITY, "12")
        assert promised() == 1


def test_the_form_follows_what_flip_lists(world: World) -> None:
    staff = world.as_("staff")
    refresh_regions_by_clock()
    address = "/places/regions?country_id=1&province_id=12"
    assert "Flip is being asked" in staff.get(address).text
    world.work()
    assert "Kota Depok" in staff.get(address).text
    flip_lists(world, "cities", {"184": "Depok Raya", "999": "Kota Baru"})
    with later(service.OLD + timedelta(minutes=1)):
        staff = world.as_("staff")
        assert "Kota Depok" in staff.get(address).text
        world.work()
        changed = staff.get(address).text
    assert "Depok Raya" in changed
    assert "Kota Baru" in changed
    assert "Kota Bogor" not in changed
    assert queries.region_path(*DEPOK.values()) == "Depok Raya, Jawa Barat, Indonesia"


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ({"status": 500}, FlipState.TROUBLED.label),
        ({"status": 200, "body": "[1, 2]"}, FlipState.TROUBLED.label),
        ({"status": 422, "body": '{"errors": [{"code": 4001, "message": "no"}]}'}, NOT_GIVEN),
    ],
)
def test_a_list_that_cannot_be_read_is_told_and_not_tried_again_by_itself(
    world: World, how: dict[str, Any], told: str
) -> None:
    read_regions(CITY, "12")
    before = queries.regions(CITY)
    world.flip.fault("GET /cities", "status", **how)
    with later(service.OLD + timedelta(minutes=1)):
        service.want_regions(CITY, "12")
        world.work()
        assert trouble(CITY, "12") == told
        assert queries.regions(CITY) == before
        assert promised() == 1
        service.want_regions(CITY, "12", again=False)
        assert promised() == 1
        world.flip.no_faults()
        service.want_regions(CITY, "12")
        world.work()
    assert trouble(CITY, "12") is None


@pytest.mark.parametrize("status", [403, 404])
def test_a_company_that_may_not_ask_the_kyc_host_keeps_on_sending(world: World, status: int) -> None:
    world.flip.fault("GET /countries", "status", status=status, body="{}", content_type="application/json")
    refresh_regions_by_clock()
    assert trouble(COUNTRY, "")
    assert known().state is not FlipState.PAUSED


def test_a_name_that_is_empty_is_no_region(world: World) -> None:
    flip_lists(world, "cities", {"184": "Kota Depok", "185": ""})
    read_regions(CITY, "12")
    assert queries.regions(CITY) == [("184", "Kota Depok")]
