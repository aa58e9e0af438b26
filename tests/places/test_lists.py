"""Cities and countries follow Flip's own lists, and are remembered with their age."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.extensions import db
from app.lib import clock
from app.outbox.clockwork import turns
from app.outbox.models import OutboxWork
from app.places import queries, service
from app.places.models import Place
from app.places.statuses import PlaceKind
from app.places.tasks import refresh, refresh_by_clock
from tests.gateway.bench import nobody_at_home, reach
from tests.users.bench import later
from tests.world import World

CITY, COUNTRY = PlaceKind.CITY, PlaceKind.COUNTRY


def promised() -> int:
    db.session.rollback()
    query = select(func.count(OutboxWork.id)).where(OutboxWork.kind == "places.refresh")
    return db.session.scalar(query) or 0


def test_the_lists_are_flips_own_by_name(world: World) -> None:
    refresh()
    at_flip = world.flip.read("places")
    assert dict(queries.cities()) == at_flip["city"]
    assert dict(queries.countries()) == at_flip["country"]
    for pairs in (queries.cities(), queries.countries()):
        names = [name.casefold() for _, name in pairs]
        assert names == sorted(names)
    assert queries.cities_and_countries() == queries.cities() + queries.countries()


def test_what_flip_adds_renames_and_takes_away_changes_what_is_offered(world: World) -> None:
    refresh()
    before = dict(queries.cities())
    world.flip.panel(
        "places", {"city": {"999": "Kota Baru", "391": "Jakarta", "111": None}, "country": {"100006": None}}
    )
    refresh()
    assert dict(queries.cities()) == {
        code: name
        for code, name in (before | {"999": "Kota Baru", "391": "Jakarta"}).items()
        if code != "111"
    }
    assert "100006" not in dict(queries.countries())


def test_what_is_gone_keeps_its_name_and_may_come_back(world: World) -> None:
    refresh()
    name = queries.name_of(CITY, "111")
    world.flip.panel("places", {"city": {"111": None}})
    with later(timedelta(hours=1)) as now:
        refresh()
    assert "111" not in dict(queries.cities())
    assert queries.name_of(CITY, "111") == name == "Kab. Bandung"
    assert db.session.scalar(select(Place.gone_at).where(Place.code == "111")) == now
    world.flip.panel("places", {"city": {"111": "Kab. Bandung"}})
    refresh()
    assert "111" in dict(queries.cities())


def test_a_code_is_named_by_its_kind_or_by_whichever_it_is(world: World) -> None:
    refresh()
    assert queries.name_of(COUNTRY, "100252") == "Indonesia"
    assert queries.name_of(CITY, "100252") is None
    assert queries.name_of(None, "100252") == "Indonesia"
    assert queries.name_of(None, "391") == "Kota Jakarta Pusat"
    assert queries.name_of(None, None) is None
    assert queries.name_of(CITY, "4711") is None


def test_a_list_with_nothing_in_it_takes_nothing_away(world: World) -> None:
    refresh()
    before, at = queries.cities(), queries.heard_at()
    with later(timedelta(hours=7)):
        service.take_list(CITY, {})
    assert before
    assert queries.cities() == before
    assert queries.heard_at() == at


def test_the_age_is_that_of_the_older_list_and_unknown_before_both_were_read(world: World) -> None:
    assert queries.age() is None
    start = clock.now()
    with later(timedelta(0), start):
        service.take_list(CITY, {"391": "Kota Jakarta Pusat"})
        assert queries.age() is None
        service.take_list(COUNTRY, {"100252": "Indonesia"})
    with later(timedelta(hours=2), start):
        service.take_list(COUNTRY, {"100252": "Indonesia"})
        assert queries.heard_at() == start
        assert queries.age() == timedelta(hours=2)


def test_a_list_that_says_the_same_again_is_only_younger(world: World) -> None:
    start = clock.now()
    for hours in (0, 3):
        with later(timedelta(hours=hours), start):
            refresh()
    assert queries.heard_at() == start + timedelta(hours=3)
    assert db.session.scalars(select(Place.listed_at).distinct()).all() == [start]


def test_the_clock_reads_at_the_start_and_then_when_the_lists_are_old(world: World) -> None:
    assert turns()["places.refresh"].seconds <= 60
    refresh_by_clock()
    assert dict(queries.cities())["391"] == "Kota Jakarta Pusat"
    world.flip.panel("places", {"city": {"391": "Jakarta"}})
    refresh_by_clock()
    assert dict(queries.cities())["391"] == "Kota Jakarta Pusat"
    with later(service.OLD):
        refresh_by_clock()
    assert dict(queries.cities())["391"] == "Jakarta"


def test_a_form_that_finds_them_old_asks_once_and_young_ones_cost_nothing(world: World) -> None:
    for _ in range(3):
        service.renew_if_old()
    assert promised() == 1
    world.work()
    assert dict(queries.countries())["100252"] == "Indonesia"
    service.renew_if_old()
    assert promised() == 1
    with later(service.OLD + timedelta(minutes=1)):
        service.renew_if_old()
        service.renew_if_old()
    assert promised() == 2


@pytest.mark.parametrize("how", [{"status": 500}, {"status": 200, "body": "[1, 2]"}])
def test_lists_that_cannot_be_read_leave_what_is_known(world: World, how: dict[str, object]) -> None:
    refresh()
    before = queries.cities_and_countries()
    world.flip.fault("-list", "status", **how)
    with later(service.OLD):
        refresh_by_clock()
    assert queries.cities_and_countries() == before


def test_with_flip_away_the_old_lists_are_offered(world: World) -> None:
    refresh()
    before = queries.cities()
    reach(world, url=nobody_at_home())
    with later(service.OLD):
        refresh_by_clock()
        assert queries.age() == pytest.approx(service.OLD, abs=timedelta(minutes=1))
    assert queries.cities() == before


def test_workers_that_read_at_once_make_one_row_for_each_place(world: World) -> None:
    world.house.all_at_once(lambda number: refresh(), 4)
    db.session.rollback()
    at_flip = world.flip.read("places")
    count = db.session.scalar(select(func.count(Place.id)))
    assert count == len(at_flip["city"]) + len(at_flip["country"])
