"""How long transfers to a bank usually take at this hour, told by our own finished ones."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from app.banks import service
from app.banks.queries import usual
from app.banks.usual import ARRIVED, DAYS, FEWEST, MOST, ON_THE_WAY, median
from app.flip.general import Bank as Listed
from app.lib import clock
from app.payouts.statuses import PayoutStatus
from tests.banks.history import at, plant
from tests.users.bench import House


@contextmanager
def it_is(hour: int, minute: int = 30) -> Iterator[None]:
    moment = at(hour, minute, days_ago=0)
    with clock.showing(lambda: moment):
        yield


def mornings_and_evenings() -> None:
    """Thirty days on which 09:00 was five times slower than 17:00, give or take a little."""
    for hour, middle in ((9, 600), (17, 120)):
        taken = [at(hour, day, days_ago=day) for day in range(1, 31)]
        plant(taken, [middle + off for off in range(-15, 15)])


def list_bank(**shown: object) -> None:
    row = {"bank_code": "bca", "name": "BCA", "fee": 5000, "queue": 7, "status": "DISTURBED"} | shown
    service.take_list([Listed.read(row)])


def test_a_slow_morning_and_a_quick_evening_give_two_answers(house: House) -> None:
    mornings_and_evenings()
    morning, evening = usual("bca", 9), usual("bca", 17)
    assert (morning.count, morning.seconds) == (30, 599)
    assert (evening.count, evening.seconds) == (30, 119)
    assert usual("bca", 13).seconds is None


def test_the_banks_page_says_it_for_the_hour_it_is_with_how_the_bank_stands(house: House) -> None:
    mornings_and_evenings()
    list_bank()
    said = {}
    for hour in (9, 17, 13):
        with it_is(hour):
            said[hour] = house.as_("staff").get("/banks/bca").text
    assert "Usually done in 9 minutes 59 seconds at this hour" in said[9]
    assert "between 09:00 and 10:00 WIB" in said[9]
    assert "Usually done in 1 minute 59 seconds at this hour" in said[17]
    assert "not known yet" in said[13]
    for text in said.values():
        now = text[text.index("Now:") :]
        assert "Slow: transfers may be late" in now
        assert "Queue 7" in now


def test_those_on_their_way_now_are_told_with_the_oldest(house: House) -> None:
    list_bank()
    with it_is(9):
        assert "Ours on the way" not in house.as_("staff").get("/banks/bca").text
    waiting = {"status": "PENDING", "finished_at": None}
    plant([at(9, 5, days_ago=0), at(9, 28, days_ago=0)], [0, 0], **waiting)
    plant([at(8, days_ago=0)], [0], **(waiting | {"bank_code": "bni"}))
    with it_is(9):
        assert (usual("bca").under_way, usual("bca").oldest) == (2, 25 * 60)
        text = house.as_("staff").get("/banks/bca").text
    assert "Ours on the way: 2, the oldest for 25 minutes" in text


@pytest.mark.parametrize(("count", "known"), [(0, False), (FEWEST - 1, False), (FEWEST, True)])
def test_under_twenty_it_says_so(house: House, count: int, known: bool) -> None:
    plant([at(9, minute) for minute in range(count)], [60] * count)
    list_bank()
    assert (usual("bca", 9).seconds is not None) is known
    with it_is(9):
        text = house.as_("staff").get("/banks/bca").text
    assert ("Usually done in 1 minute at this hour" in text) is known
    assert (f"in {DAYS} days: {count}. At least {FEWEST} are needed" in text) is not known


@pytest.mark.parametrize(
    "columns",
    [
        {"bank_code": "bni"},
        {"status": "CANCELLED"},
        {"status": "PENDING", "finished_at": None},
        {"kind": "payment"},
        {"sent_at": None},
    ],
)
def test_only_our_own_that_arrived_at_this_bank_count(house: House, columns: dict[str, object]) -> None:
    plant([at(9)] * FEWEST, [60] * FEWEST, **columns)
    assert usual("bca", 9).count == 0


def test_what_is_long_past_tells_nothing(house: House) -> None:
    plant([at(9, days_ago=DAYS)] * 5 + [at(9, days_ago=DAYS - 1)] * FEWEST, [900] * 5 + [60] * FEWEST)
    assert (usual("bca", 9).count, usual("bca", 9).seconds) == (FEWEST, 60)


def test_the_newest_count_when_there_are_many(house: House) -> None:
    plant([at(9, days_ago=30)] * 20 + [at(9, days_ago=2)] * MOST, [900] * 20 + [60] * MOST)
    assert (usual("bca", 9).count, usual("bca", 9).seconds) == (MOST, 60)


def test_P50_the_hour_is_that_of_wib_on_both_sides_of_midnight(house: House) -> None:
    plant([at(23, 59, days_ago=2)] * FEWEST, [30] * FEWEST)
    plant([at(0, 1)] * FEWEST, [90] * FEWEST)
    assert [usual("bca", hour).seconds for hour in (22, 23, 0, 1)] == [None, 30, 90, None]
    with it_is(23, 59):
        assert usual("bca").hour == 23
    with it_is(0, 1):
        assert usual("bca").hour == 0


def test_an_arrival_that_seems_to_lie_before_the_taking_took_no_time(house: House) -> None:
    taken = at(9) + timedelta(milliseconds=800)
    plant([taken] * FEWEST, [0] * FEWEST, finished_at=at(9))
    assert usual("bca", 9).seconds == 0


@pytest.mark.alike
@pytest.mark.parametrize(
    ("numbers", "middle"), [([5], 5), ([9, 1, 5], 5), ([1, 2], 1), ([10, 0, 4, 7], 5), ([3, 3, 3, 900], 3)]
)
def test_the_median_is_the_middle_in_whole_seconds(numbers: list[int], middle: int) -> None:
    assert median(numbers) == middle


@pytest.mark.alike
def test_the_words_are_those_of_the_payouts_upstairs() -> None:
    assert (ARRIVED, ON_THE_WAY) == (PayoutStatus.DONE, PayoutStatus.PENDING)
