"""The places on the way to Flip: so many at once, and none for who keeps others waiting (P45)."""

import threading
import time
from datetime import timedelta

import pytest

from app.gateway import lanes as rules
from app.gateway.lanes import READY, SLOW_TOGETHER, TOGETHER, Lanes, Place
from app.outbox.queue import TryLater
from tests.users.bench import later

SOON = 0.2


@pytest.fixture
def lanes(monkeypatch: pytest.MonkeyPatch) -> Lanes:
    """Places that count as kept long after a fifth of a second."""
    monkeypatch.setattr(rules, "SLOW_SECONDS", SOON)
    return Lanes()


def _going(lanes: Lanes, *bank_codes: str) -> list[Place]:
    return [lanes.enter(bank_code).go() for bank_code in bank_codes]


def _all_taken(lanes: Lanes) -> list[Place]:
    return _going(lanes, *(f"bank {number}" for number in range(TOGETHER)))


def test_sixteen_go_at_once_and_the_next_follows_when_one_is_back(lanes: Lanes) -> None:
    assert TOGETHER == 16
    first, *_ = _all_taken(lanes)
    next_one, gone = lanes.enter("bca"), threading.Event()

    def follow() -> None:
        next_one.go()
        gone.set()

    threading.Thread(target=follow, daemon=True).start()
    assert not gone.wait(SOON / 2)
    lanes.leave(first)
    assert gone.wait(SOON / 2)


def test_only_a_few_stand_ready_before_the_door(lanes: Lanes) -> None:
    _all_taken(lanes)
    ready = [lanes.enter("bca") for _ in range(READY)]
    came_in = threading.Event()

    def come() -> None:
        lanes.enter("bca")
        came_in.set()

    threading.Thread(target=come, daemon=True).start()
    assert not came_in.wait(SOON / 2)
    lanes.leave(ready[0])
    assert came_in.wait(SOON / 2)


def test_P45_a_call_that_takes_long_counts_no_more(lanes: Lanes) -> None:
    _all_taken(lanes)
    started = time.monotonic()
    lanes.enter("bca").go()
    assert SOON / 2 < time.monotonic() - started < SOON * 5


def test_P45_a_bank_with_slow_calls_gets_no_more_while_others_do(lanes: Lanes) -> None:
    slow = _going(lanes, *["bca"] * SLOW_TOGETHER)
    lanes.enter("bca")  # nobody knows yet
    time.sleep(SOON * 1.1)
    with pytest.raises(TryLater):
        lanes.enter("bca")
    lanes.enter("bni")
    for place in slow[1:]:
        lanes.leave(place)
    assert isinstance(lanes.enter("bca"), Place)


def test_a_place_is_left_once_by_whichever_block_ends_first(lanes: Lanes) -> None:
    _all_taken(lanes)[0].__exit__()
    with lanes.enter("bca") as place:
        with place.go():
            pass
        lanes.enter("bni").go()
    started = time.monotonic()
    lanes.enter("bri").go()  # the outer block's end gave nobody else's place away
    assert time.monotonic() - started > SOON / 2


def test_nobody_goes_while_flip_asks_to_wait(lanes: Lanes) -> None:
    lanes.shut(33)
    lanes.shut(2)
    with pytest.raises(TryLater) as caught:
        lanes.enter("bca")
    assert 32 < caught.value.seconds <= 33
    with later(timedelta(seconds=34)):
        lanes.enter("bca")
