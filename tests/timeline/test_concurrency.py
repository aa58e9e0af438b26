"""Many at once about one row: exactly one moves it, exactly one event says so; locked rows decide."""

from collections import Counter

import pytest

from app.db.transaction import transaction
from app.lib.transitions import Verdict
from app.payments.service import take
from app.timeline.models import Transaction
from app.timeline.record import Cause, Source
from tests.timeline.bench import SEEN, move, new_row, stored, written
from tests.users.bench import House

THREADS = 16


@pytest.mark.parametrize("round_", range(3))
def test_P14_of_many_that_move_one_row_to_one_status_exactly_one_does(house: House, round_: int) -> None:
    row_id = new_row()
    verdicts = house.all_at_once(lambda number: move(row_id, "SUCCESSFUL", f"callback:{number}"), THREADS)
    assert Counter(verdicts) == {Verdict.MOVED: 1, Verdict.ALREADY: THREADS - 1}
    assert len(written(row_id)) == 1


def test_P14_of_many_that_bring_one_cause_exactly_one_moves(house: House) -> None:
    row_id = new_row()
    verdicts = house.all_at_once(lambda number: move(row_id, "SUCCESSFUL", "callback:7"), THREADS)
    assert Counter(verdicts) == {Verdict.MOVED: 1, Verdict.ALREADY: THREADS - 1}
    assert len(written(row_id)) == 1


def test_P18_of_two_final_statuses_at_once_one_stands_and_the_other_is_a_contradiction(house: House) -> None:
    row_id = new_row()
    ends = ("SUCCESSFUL", "CANCELLED")
    verdicts = house.all_at_once(lambda number: move(row_id, ends[number % 2], f"callback:{number}"), THREADS)
    half = THREADS // 2
    assert Counter(verdicts) == {Verdict.MOVED: 1, Verdict.ALREADY: half - 1, Verdict.CONFLICT: half}
    row = stored(row_id)
    assert (row.status in ends, row.attention) == (True, "conflict")
    assert Counter(event.verb for event in written(row_id))["payment.conflict"] == half


def test_P14_of_many_that_first_hear_of_a_payment_exactly_one_makes_its_row(house: House) -> None:
    def hear(number: int) -> int:
        with transaction():
            return take(SEEN, Cause(Source.CALLBACK, f"callback:{number}")).id

    assert len(set(house.all_at_once(hear, THREADS))) == 1
    with transaction() as session:
        assert session.query(Transaction).count() == 1
