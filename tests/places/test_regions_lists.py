"""Regions follow Flip's lists one parent at a time; what is gone keeps its name, and each list its age."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.extensions import db
from app.lib import clock
from app.places import queries, service
from app.places.models import Region, RegionList
from app.places.statuses import RegionLevel
from tests.places.atlas import CITY, COUNTRY, DISTRICT, PROVINCE, take
from tests.users.bench import House, later

ACEH, JABAR = ("1", "Aceh"), ("12", "Jawa Barat")


def count(model: type[Region] | type[RegionList]) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_regions_are_offered_within_their_parent_by_name(house: House) -> None:
    take(CITY, "12", ("190", "Kota Depok"), ("184", "kab. Bogor"))
    take(CITY, "1", ("1", "Kabupaten Simeulue"))
    assert queries.regions(CITY, "12") == [("184", "kab. Bogor"), ("190", "Kota Depok")]
    assert queries.regions(CITY, "1") == [("1", "Kabupaten Simeulue")]
    assert queries.regions(CITY, "11") == []
    assert [flip_id for flip_id, _ in queries.regions(CITY)] == ["184", "1", "190"]


def test_one_id_may_stand_for_a_region_of_each_level(house: House) -> None:
    for level, name in zip(RegionLevel, ("Indonesia", "Aceh", "Simeulue", "Teupah"), strict=True):
        take(level, "" if level is COUNTRY else "1", ("1", name))
    assert [queries.region_name(level, "1") for level in RegionLevel] == [
        "Indonesia",
        "Aceh",
        "Simeulue",
        "Teupah",
    ]


def test_what_flip_leaves_out_is_gone_renamed_and_may_come_back(house: House) -> None:
    take(PROVINCE, "1", ACEH, JABAR)
    with later(timedelta(hours=1)) as now:
        take(PROVINCE, "1", ("1", "Nanggroe Aceh Darussalam"))
    assert queries.regions(PROVINCE, "1") == [("1", "Nanggroe Aceh Darussalam")]
    assert queries.region_name(PROVINCE, "12") == "Jawa Barat"
    assert db.session.scalar(select(Region.gone_at).where(Region.flip_id == "12")) == now
    take(PROVINCE, "1", ACEH, JABAR)
    assert queries.regions(PROVINCE, "1") == [ACEH, JABAR]
    assert count(Region) == 2


def test_the_list_of_one_parent_takes_nothing_from_another(house: House) -> None:
    take(CITY, "12", ("184", "Kota Depok"))
    take(CITY, "1", ("1", "Kabupaten Simeulue"))
    assert queries.regions(CITY, "12") == [("184", "Kota Depok")]


def test_a_region_that_flip_moved_stands_in_its_new_parent_alone(house: House) -> None:
    take(CITY, "12", ("184", "Kota Depok"), ("190", "Kota Bogor"))
    take(CITY, "40", ("184", "Kota Depok"))
    assert queries.regions(CITY, "40") == [("184", "Kota Depok")]
    assert queries.regions(CITY, "12") == [("190", "Kota Bogor")]


@pytest.mark.parametrize("level", [COUNTRY, PROVINCE])
def test_an_empty_list_of_countries_or_provinces_changes_nothing(house: House, level: RegionLevel) -> None:
    take(level, "", ("1", "Somewhere"))
    read = queries.region_age(level)
    take(level, "")
    assert queries.regions(level, "") == [("1", "Somewhere")]
    known = queries.region_list(level)
    assert known
    assert (known.trouble, known.read_at is None, read is None) == (service.EMPTY, False, False)


@pytest.mark.parametrize("level", [CITY, DISTRICT])
def test_a_region_may_have_nothing_below_it(house: House, level: RegionLevel) -> None:
    take(level, "9", ("1", "Somewhere"))
    take(level, "9")
    assert queries.regions(level, "9") == []
    assert queries.region_age(level, "9") is not None


def test_each_list_has_an_age_of_its_own(house: House) -> None:
    start = clock.now()
    assert queries.region_age(CITY, "12") is None
    with later(timedelta(0), start):
        take(CITY, "12", ("184", "Kota Depok"))
    with later(timedelta(hours=2), start):
        take(CITY, "1", ("1", "Kabupaten Simeulue"))
        assert queries.region_age(CITY, "12") == timedelta(hours=2)
        assert queries.region_age(CITY, "1") == timedelta(0)


def test_trouble_is_kept_beside_the_list_that_stands_and_ends_with_the_next_one(house: House) -> None:
    service.note_trouble(CITY, "12", "Flip is not reachable")
    assert queries.region_age(CITY, "12") is None
    take(CITY, "12", ("184", "Kota Depok"))
    known = queries.region_list(CITY, "12")
    assert known
    assert known.trouble is None
    service.note_trouble(CITY, "12", "Flip is not reachable")
    assert queries.regions(CITY, "12") == [("184", "Kota Depok")]
    assert queries.region_age(CITY, "12") is not None


def test_an_address_is_told_from_the_narrowest_and_skips_what_has_no_name(house: House) -> None:
    take(COUNTRY, "", ("1", "Indonesia"))
    take(PROVINCE, "1", JABAR)
    take(CITY, "12", ("184", "Kota Depok"))
    take(DISTRICT, "184", ("1234", "Sukmajaya"))
    assert queries.region_path("1", "12", "184", "1234") == "Sukmajaya, Kota Depok, Jawa Barat, Indonesia"
    assert queries.region_path("1", "12", "184", "4711") == "Kota Depok, Jawa Barat, Indonesia"
    assert queries.region_path(None, None, None, None) == ""
    assert queries.region_name(CITY, None) is None


def test_all_districts_of_the_country_in_one_list_are_taken_at_once(house: House) -> None:
    listed = [(str(number), f"District {number}") for number in range(1, 7_001)]
    with house.statements() as seen:
        take(DISTRICT, "1", *listed)
    assert len(queries.regions(DISTRICT, "1")) == 7_000
    assert len(seen) < 50


def test_lists_taken_by_several_workers_at_once_make_one_row_for_each_region(house: House) -> None:
    listed = [(str(number), f"District {number}") for number in range(200)]
    house.all_at_once(lambda number: take(DISTRICT, "184", *listed), 4)
    assert (count(Region), count(RegionList)) == (200, 1)
