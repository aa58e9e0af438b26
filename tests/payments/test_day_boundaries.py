"""The overview's day is a day in western Indonesia: what was paid at 23:59 and at 00:01 WIB are two days."""

from datetime import UTC, datetime, timedelta

import pytest

from app.extensions import db
from app.payments import queries, tasks
from tests.callbacks.bench import body, load, moved_to, payment
from tests.world import World

MIDNIGHT = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)  # 00:00 WIB on the 21st
MINUTE = timedelta(minutes=1)
AT = {"before": "2026-11-20 23:59:00", "after": "2026-11-21 00:01:00"}


def day(at: datetime) -> queries.Day:
    db.session.rollback()
    return queries.day(at)


def test_P50_what_flip_says_was_paid_at_2359_and_0001_are_two_days(world: World) -> None:
    load(
        world,
        payment(1, amount=10_000, created_at="2026-11-20 20:00:00", completed_at=AT["before"]),
        payment(2, amount=500, created_at="2026-11-20 20:00:00", completed_at=AT["after"]),
    )
    with moved_to(MIDNIGHT + 10 * MINUTE):
        tasks.catch_up()
    yesterday, today = day(MIDNIGHT - MINUTE), day(MIDNIGHT + MINUTE)
    assert (yesterday.paid, yesterday.paid_idr) == (1, 10_000)
    assert (today.paid, today.paid_idr) == (1, 500)


@pytest.mark.parametrize("status", ["FAILED", "CANCELLED"])
def test_P50_what_was_heard_at_2359_and_0001_are_two_days(world: World, status: str) -> None:
    told = [payment(number, status, created_at="2026-11-20 20:00:00") for number in (1, 2)]
    load(world, *told)
    for one, moment in zip(told, (MIDNIGHT - MINUTE, MIDNIGHT + MINUTE), strict=True):
        with moved_to(moment):
            assert world.knock(body(one)).status_code == 200
            world.work()
    assert (day(MIDNIGHT - MINUTE).failed, day(MIDNIGHT + MINUTE).failed) == (1, 1)


@pytest.mark.parametrize(
    ("seconds", "yesterday", "today"), [(-1, 1, 0), (0, 0, 1), (86_399, 0, 1), (86_400, 0, 0)]
)
def test_P50_the_day_begins_with_its_first_second_and_ends_before_the_next(
    world: World, seconds: int, yesterday: int, today: int
) -> None:
    at = (MIDNIGHT + timedelta(hours=7, seconds=seconds)).strftime("%Y-%m-%d %H:%M:%S")
    load(world, payment(1, created_at="2026-11-20 20:00:00", completed_at=at))
    with moved_to(MIDNIGHT + timedelta(days=2)):
        tasks.catch_up()
    assert (day(MIDNIGHT - MINUTE).paid, day(MIDNIGHT + MINUTE).paid) == (yesterday, today)


@pytest.mark.parametrize(("moment", "sum_shown"), [(-MINUTE, "Rp 10.000"), (MINUTE, "Rp 500")])
def test_P50_the_overview_shows_the_day_it_is_in_wib(world: World, moment: timedelta, sum_shown: str) -> None:
    load(
        world,
        payment(1, amount=10_000, created_at="2026-11-20 20:00:00", completed_at=AT["before"]),
        payment(2, amount=500, created_at="2026-11-20 20:00:00", completed_at=AT["after"]),
    )
    with moved_to(MIDNIGHT + 2 * MINUTE):
        tasks.catch_up()
    with moved_to(MIDNIGHT + moment):
        assert sum_shown in world.as_("staff").get("/").text
