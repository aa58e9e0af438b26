"""Rates are read by the clock, and under a minute old where somebody watches; no web request calls Flip."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest

from app.corridors import queries, service
from app.corridors.statuses import TransactionType
from app.corridors.tasks import OLD, read_rates, refresh_by_clock
from app.gateway.tasks import look
from app.lib import clock
from app.outbox.clockwork import take_turn, turns
from tests.corridors.rates import C2C, POUNDS, promised, rate_of, take
from tests.gateway.bench import nobody_at_home, reach
from tests.users.bench import House, later
from tests.world import World

BOARD, LIVE = "/international/rates", "/international/rates/live"
WORK = "corridors.read_rates"
CALL = "/international-disbursement/exchange-rates"


def trouble() -> str | None:
    known = queries.rate_list(C2C)
    assert known is not None
    return known.trouble


def test_the_clock_reads_every_type(world: World) -> None:
    refresh_by_clock()
    counts = {str(kind): len(queries.rates(kind)) for kind in TransactionType}
    assert counts == {"C2C": 49, "C2B": 48, "B2C": 49, "B2B": 50}
    kept = rate_of()
    assert (kept.rate, kept.fee_idr) == (Decimal("19000.55"), 80_000)
    assert (kept.minimum_amount, kept.maximum_amount) == (Decimal("1.5"), Decimal("3000.5"))
    assert rate_of("AUS", "AUD").is_active is False
    assert str(rate_of("VNM", "VND", TransactionType.B2B).rate) == "0.6312"


def test_the_clock_reads_again_only_what_is_old(world: World) -> None:
    refresh_by_clock()
    world.flip.panel("rates/GBR", {"rate": "19500"})
    refresh_by_clock()
    assert rate_of().rate == Decimal("19000.55")
    with later(OLD):
        refresh_by_clock()
    assert rate_of().rate == 19500


def test_unwatched_rates_stay_under_five_minutes_old(world: World) -> None:
    turn, seen, start = turns()["corridors.refresh_rates"], {}, clock.now()  # type: ignore[var-annotated]
    for seconds in range(0, 900, 15):
        with later(timedelta(seconds=seconds), start) as now:
            if take_turn(turn, seen):
                turn.job()
            assert now - rate_of().heard_at < timedelta(minutes=5)


@pytest.mark.parametrize("page", [f"{BOARD}?type=C2C", "/international/rates/C2C/GBR/GBP"])
def test_what_somebody_watches_is_never_older_than_a_minute(world: World, page: str) -> None:
    read_rates("C2C")
    browser, start = world.as_("staff"), clock.now()
    browser.get(page)
    live = page.replace("rates?", "rates/live?") if "?" in page else f"{page}/live"
    for seconds in range(0, 150, 5):
        with later(timedelta(seconds=seconds), start) as now:
            world.flip.panel("rates/GBR", {"rate": str(19_000 + seconds)})
            assert browser.get(live).status_code == 200
            world.work()
            kept = rate_of()
            assert now - kept.heard_at < timedelta(seconds=60)
            assert 19_000 + seconds - kept.rate < 60 or seconds < 25


def test_many_who_watch_cost_one_call(world: World) -> None:
    read_rates("C2C")
    people = [world.as_("staff"), world.as_("support")]
    with later(service.FRESH):
        for browser in people * 3:
            browser.get(BOARD)
            browser.get(f"{LIVE}?seen=x")
        assert promised(WORK) == 1
        world.work()
        people[0].get(BOARD)
        assert promised(WORK) == 1


def test_a_request_asks_flip_nothing_itself(world: World) -> None:
    world.flip.fault(CALL, "status", status=500)
    page = world.as_("staff").get(BOARD)
    assert page.status_code == 200
    assert "No rates yet" in page.text
    assert promised(WORK) == 1
    assert queries.rate_list(C2C) is None


def test_a_new_house_has_its_rates_as_soon_as_somebody_looks(world: World) -> None:
    browser = world.as_("support")
    browser.get(BOARD)
    world.work()
    assert "GBP 52.63" in browser.get(LIVE).text


def test_P44_while_flip_is_away_old_rates_stay_with_the_reason_and_come_back(world: World) -> None:
    read_rates("C2C")
    before = rate_of().heard_at
    reach(world, url=nobody_at_home())
    with later(service.FRESH):
        world.as_("staff").get(BOARD)
        world.work()
        assert rate_of().heard_at == before
        page = world.as_("staff").get(BOARD).text
        assert trouble() is not None
        assert "What is shown here is as old as it says." in page
        assert "United Kingdom" in page
    reach(world)
    with later(timedelta(minutes=3)):
        read_rates("C2C")
        assert trouble() is None
        assert rate_of().heard_at > before


def test_P44_what_the_clock_could_not_read_is_read_as_soon_as_flip_is_heard(world: World) -> None:
    reach(world, url=nobody_at_home())
    refresh_by_clock()
    refresh_by_clock()
    world.work()
    assert (promised(WORK), queries.rates(C2C)) == (4, [])
    reach(world)
    with later(timedelta(seconds=31)):
        look()
        world.work()
    assert [len(queries.rates(kind)) for kind in TransactionType] == [49, 48, 49, 50]


def test_a_refusal_is_told_and_no_work_is_set_aside(world: World) -> None:
    refused = {"code": "VALIDATION_ERROR", "errors": [{"attribute": "transaction_type", "code": 1069}]}
    world.flip.fault(CALL, "status", status=422, body=json.dumps(refused))
    world.as_("staff").get(BOARD)
    world.work()
    assert trouble() == service.RATES_NOT_GIVEN
    assert "Flip did not give its rates" in world.as_("staff").get(BOARD).text


def test_rates_that_move_at_flip_leave_a_line_behind(world: World) -> None:
    start = clock.now()
    for minute, rate in enumerate(("19000.55", "19570.57", "19570.57")):
        world.flip.panel("rates/GBR", {"rate": rate})
        with later(timedelta(minutes=minute), start):
            read_rates("C2C")
    readings = queries.readings(rate_of().id, 10)
    assert [one.rate for one in readings] == [Decimal("19570.57"), Decimal("19000.55")]
    page = world.as_("staff").get("/international/rates/C2C/GBR/GBP").text
    moved = page[page.index("How the rate moved") :].split("</table>")[0]
    assert moved.index("Rp 19.570,57") < moved.index("Rp 19.000,55")


def test_what_is_just_read_is_not_wanted_again(house: House) -> None:
    take(POUNDS)
    with later(service.FRESH - timedelta(seconds=1)):
        service.want_rates(C2C)
        assert promised(WORK) == 0
    with later(service.FRESH):
        service.want_rates(C2C)
        assert promised(WORK) == 1
