"""Writers stand in line: nobody is crowded out by a worker in full swing."""

import threading
import time

import pytest

from app.db.line import turn_to_write
from app.db.transaction import transaction
from tests.users.bench import House

HOGS, HELD_SECONDS, VISITS = 12, 0.01, 10


def test_a_busy_house_lets_everybody_write_in_turn(house: House) -> None:
    stop = threading.Event()

    def hog(number: int) -> float:
        if number == 0:  # the visitor
            time.sleep(5 * HELD_SECONDS)
            longest = max(timed_write() for _ in range(VISITS))
            stop.set()
            return longest
        while not stop.is_set():
            with transaction():
                time.sleep(HELD_SECONDS)
        return 0.0

    longest = house.all_at_once(hog, HOGS + 1)[0]
    assert longest < 5 * HOGS * HELD_SECONDS


@pytest.mark.alike
def test_who_came_first_is_served_first(house: House) -> None:
    served: list[int] = []

    def write(number: int) -> None:
        time.sleep(0.1 * number)
        with turn_to_write():
            served.append(number)
            time.sleep(0.5 if number == 0 else 0)

    house.all_at_once(write, 4)
    assert served == [0, 1, 2, 3]


def test_a_failed_transaction_leaves_the_line(house: House) -> None:
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), transaction():
            raise ZeroDivisionError
    assert timed_write() < 1.0


def timed_write() -> float:
    began = time.monotonic()
    with transaction():
        pass
    return time.monotonic() - began
