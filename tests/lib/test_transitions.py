"""What a transition table says of every step, for a made-up thing and for bills."""

import pytest

from app.bills.statuses import AT_FLIP, FATE_OPEN, TRANSITIONS, UNDER_WAY, BillStatus
from app.lib.transitions import Transitions, Verdict

pytestmark = pytest.mark.alike

TRAFFIC = Transitions(
    steps={"waiting": frozenset({"done", "failed"})},
    final=frozenset({"done", "failed"}),
    late=frozenset({"waiting"}),
)


def test_a_step_in_the_table_may_be_tried() -> None:
    assert TRAFFIC.judge("waiting", "done") is Verdict.MOVED


def test_the_same_status_again_is_no_move() -> None:
    assert TRAFFIC.judge("done", "done") is Verdict.ALREADY


def test_older_news_is_late_and_not_an_error() -> None:
    assert TRAFFIC.judge("done", "waiting") is Verdict.LATE


def test_P18_two_final_statuses_contradict_each_other() -> None:
    assert TRAFFIC.judge("done", "failed") is Verdict.CONFLICT


def test_only_a_person_may_reverse_a_final_status() -> None:
    assert TRAFFIC.judge("done", "failed", reversal=True) is Verdict.MOVED
    assert TRAFFIC.judge("waiting", "unheard_of", reversal=True) is Verdict.ILLEGAL


def test_what_no_table_knows_is_illegal() -> None:
    assert TRAFFIC.judge("waiting", "unheard_of") is Verdict.ILLEGAL
    assert TRAFFIC.judge("unheard_of", "done") is Verdict.ILLEGAL


def test_P4_a_bill_that_may_be_at_flip_is_never_simply_failed() -> None:
    """Refused is Flip's own word; the clock and our own errors lead nowhere but to UNKNOWN."""
    leads_to = TRANSITIONS.steps[BillStatus.SENDING]
    assert BillStatus.UNKNOWN in leads_to
    assert BillStatus.WITHDRAWN not in leads_to


def test_a_bill_at_flip_only_opens_and_closes() -> None:
    for status in AT_FLIP:
        assert TRANSITIONS.steps[status] <= set(AT_FLIP)


def test_every_status_of_a_bill_is_in_the_table_and_known_to_the_groups() -> None:
    assert set(TRANSITIONS.steps) | TRANSITIONS.final == set(BillStatus)
    assert set(FATE_OPEN) < set(UNDER_WAY)


@pytest.mark.parametrize("status", list(BillStatus))
def test_every_status_has_words_a_tone_and_an_icon(status: BillStatus) -> None:
    assert status.label
    assert status.tone
    assert status.icon
