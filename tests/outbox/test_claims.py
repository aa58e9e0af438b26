"""Claims: a lease that runs out, a hold that proves itself, waits with jitter, and an end to trying."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.db.transaction import transaction
from app.lib import clock
from app.outbox.doing import do
from app.outbox.models import OutboxWork, WorkState
from app.outbox.promises import LEASE, outbox, promise
from app.outbox.queue import Claimed, TryLater, jittered
from app.outbox.worker import work_until_idle
from tests.outbox.bench import ask, done, only_row, rows
from tests.users.bench import House, later

SHORT = LEASE - timedelta(seconds=1)
LONG = LEASE + timedelta(seconds=1)


def test_work_is_promised_with_the_change_or_not_at_all(house: House) -> None:
    def stumble() -> None:
        with transaction():
            promise("test.note", {"name": "it"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        stumble()
    assert rows() == []


def test_work_that_nobody_does_cannot_be_promised(house: House) -> None:
    with pytest.raises(RuntimeError, match="nobody does"):
        ask("test.unheard_of")


def test_the_same_promise_made_once_stands_once(house: House) -> None:
    for _ in range(3):
        ask("test.note", once="the very same")
    assert len(rows()) == 1


def test_work_is_not_done_before_its_time(house: House) -> None:
    ask("test.note", due=clock.now() + timedelta(minutes=1))
    assert work_until_idle() == 0
    with later(timedelta(minutes=2)):
        assert work_until_idle() == 1


def test_while_a_lease_lasts_nobody_else_gets_the_row(house: House) -> None:
    ask("test.note")
    assert len(outbox.claim(5)) == 1
    with later(SHORT):
        assert outbox.claim(5) == []


def test_the_row_of_a_dead_worker_is_taken_up_when_its_lease_is_over(house: House) -> None:
    ask("test.note")
    [dead] = outbox.claim(5)
    with later(LONG):
        [heir] = outbox.claim(5)
    assert heir == Claimed(dead.id, dead.attempt + 1)


def test_who_lost_the_lease_can_no_longer_settle_the_row(house: House) -> None:
    ask("test.note")
    [slow] = outbox.claim(5)
    with later(LONG):
        [heir] = outbox.claim(5)
        with transaction():
            assert not outbox.finish(slow)
        outbox.fail(slow, ValueError("late"))
        outbox.postpone(slow, TryLater("late", seconds=1))
        assert (only_row().state, only_row().attempts) == (WorkState.CLAIMED, 2)
        with transaction():
            assert outbox.finish(heir)
    assert only_row().state == WorkState.DONE


@given(st.integers(1, 60))
def test_waits_are_spread_over_the_whole_range_up_to_a_doubling_bound(attempt: int) -> None:
    bound = min(2.0**attempt, 600.0)
    waits = [jittered(attempt).total_seconds() for _ in range(300)]
    assert min(waits) >= 0
    assert max(waits) <= bound
    assert min(waits) < bound * 0.1
    assert max(waits) > bound * 0.9


def test_a_failed_try_is_counted_explained_and_tried_again(house: House) -> None:
    ask("test.break")
    assert work_until_idle(limit=1) == 1
    row = only_row()
    assert (row.state, row.attempts, row.lease_until) == (WorkState.WAITING, 1, None)
    assert row.last_error == "Broken: it is broken"
    assert clock.now() - timedelta(seconds=1) < row.next_at <= clock.now() + timedelta(seconds=2)


def test_P20_what_keeps_failing_is_set_aside_and_holds_nobody(house: House) -> None:
    ask("test.break", "poison")
    for number in range(5):
        ask("test.note", f"good {number}")
    for minutes in range(5):
        with later(timedelta(minutes=10 * minutes)):
            work_until_idle()
    poison, *good = rows()
    assert (poison.state, poison.attempts, done["poison"]) == (WorkState.SET_ASIDE, 3, 3)
    assert {row.state for row in good} == {WorkState.DONE}


def test_work_that_kills_its_worker_each_time_is_set_aside_too(house: House) -> None:
    ask("test.break")
    for number in range(3):
        with later(LONG * number):
            assert len(outbox.claim(1)) == 1  # and the worker dies
    with later(LONG * 4):
        [claimed] = outbox.claim(1)
        do(outbox, claimed)
    assert (only_row().state, done["it"]) == (WorkState.SET_ASIDE, 0)
    assert "stopped in the middle" in (only_row().last_error or "")


def test_a_kind_nobody_does_any_more_is_set_aside_at_once(house: House) -> None:
    now = clock.now()
    with transaction() as session:
        session.add(OutboxWork(kind="test.retired", payload={}, next_at=now, created_at=now))
    work_until_idle()
    assert (only_row().state, only_row().attempts) == (WorkState.SET_ASIDE, 1)


def test_the_wrong_moment_does_not_count_as_a_try(house: House) -> None:
    ask("test.later")
    start = clock.now()
    for turn in range(10):
        with later(timedelta(seconds=8 * turn), start):
            assert work_until_idle() == 1
    row = only_row()
    assert (row.state, row.attempts, row.last_error) == (WorkState.WAITING, 0, "the moment is wrong")
    assert row.next_at == start + timedelta(seconds=8 * 9 + 7)


def test_hurry_brings_forward_what_was_put_off_and_leaves_what_has_its_own_time(house: House) -> None:
    hour = clock.now() + timedelta(hours=1)
    ask("test.later", "put off")
    ask("test.note", "for later", due=hour)
    work_until_idle()
    with transaction():
        assert outbox.hurry() == 1
    put_off, own_time = rows()
    assert put_off.next_at <= clock.now()
    assert own_time.next_at == hour
