"""Every reading of the balance is kept: an equal one lasts longer, another is a row of its own."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from app.balances import tasks
from app.balances.models import KIND, ROSE, SILENCE, BalanceReading, ReadBy
from app.balances.service import take
from app.extensions import db
from app.gateway.tasks import look
from app.outbox.clockwork import turns
from app.timeline import record
from tests.gateway.bench import nobody_at_home, reach
from tests.users.bench import House, later
from tests.world import World

NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)


def readings() -> list[BalanceReading]:
    db.session.rollback()
    query = select(BalanceReading).order_by(BalanceReading.id)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def read(balance_idr: int, seconds: int) -> None:
    take(balance_idr, ReadBy.CLOCK, NOON + timedelta(seconds=seconds))


def kept() -> list[tuple[int, int, int]]:
    """Each row: the balance, and from and until how many seconds after noon."""
    return [
        (one.balance_idr, (one.read_at - NOON).seconds, (one.heard_at - NOON).seconds) for one in readings()
    ]


@pytest.fixture
def risen(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The readings that were told to be higher than the one before."""
    told: list[int] = []
    monkeypatch.setitem(record._listeners, (KIND, ROSE), [told.append])
    return told


def test_a_reading_that_differs_is_a_row_and_an_equal_one_lasts_longer(house: House) -> None:
    for seconds, balance_idr in enumerate((100, 100, 100, 70, 70, 100)):
        read(balance_idr, 30 * seconds)
    assert kept() == [(100, 0, 60), (70, 90, 120), (100, 150, 150)]
    assert [one.change_idr for one in readings()] == [None, -30, 30]


def test_after_a_silence_nobody_claims_to_know_what_was_in_between(house: House) -> None:
    silence = int(SILENCE.total_seconds())
    read(100, 0)
    read(100, silence - 1)
    read(100, 2 * silence)
    assert kept() == [(100, 0, silence - 1), (100, 2 * silence, 2 * silence)]


def test_a_rise_is_told_once_and_nothing_else_is(house: House, risen: list[int]) -> None:
    for seconds, balance_idr in enumerate((100, 150, 150, 90, 90, 200)):
        read(balance_idr, 30 * seconds)
    rows = readings()
    assert risen == [rows[1].id, rows[3].id]


def test_an_answer_that_was_overtaken_says_nothing_of_now(house: House, risen: list[int]) -> None:
    read(50, 30)
    read(100, 29)
    assert kept() == [(50, 30, 30)]
    assert risen == []


def test_many_workers_that_read_at_once_write_one_line_and_tell_one_rise(
    house: House, risen: list[int]
) -> None:
    read(100, 0)
    house.all_at_once(lambda number: read(150, 30), 8)
    assert kept() == [(100, 0, 0), (150, 30, 30)]
    assert len(risen) == 1


def test_many_workers_that_read_for_the_first_time_write_one_row(house: House) -> None:
    house.all_at_once(lambda number: read(100, 0), 8)
    assert kept() == [(100, 0, 0)]


def test_the_clock_asks_at_least_once_a_minute(world: World) -> None:
    assert turns()["balances.read"].seconds <= 60
    before = world.flip.books()["balance"]
    turns()["balances.read"].job()
    world.flip.panel("balance", {"top_up": 5_000})
    turns()["balances.read"].job()
    assert [one.balance_idr for one in readings()] == [before, before + 5_000]
    assert {one.source for one in readings()} == {"clock"}


def test_what_the_gateway_reads_as_flip_returns_is_kept_too(world: World) -> None:
    look()
    [reading] = readings()
    assert (reading.balance_idr, reading.source) == (world.flip.books()["balance"], "probe")


def test_P44_flip_away_leaves_the_last_reading_as_it_was(world: World) -> None:
    tasks.read_by_clock()
    [before] = readings()
    heard_at = before.heard_at
    reach(world, url=nobody_at_home())
    with later(timedelta(minutes=10)):
        tasks.read_by_clock()
        tasks.read_after_moves()
    [after] = readings()
    assert after.heard_at == heard_at
