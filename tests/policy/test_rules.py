"""The rules of payouts: what holds by default, which contradict each other, and one change at a time."""

from typing import Any

import pytest

from app.db.transaction import transaction
from app.lib.errors import Refused
from app.policy import queries, service
from app.policy.payouts import PayoutPolicy
from tests.users.bench import House

WHO = service.Decider(1, "an admin")


@pytest.mark.parametrize("amount", [1, 10_000, 999_999_999_999])
def test_by_default_every_payout_needs_one_person_and_none_is_refused(house: House, amount: int) -> None:
    policy = queries.payout_policy()
    assert policy == PayoutPolicy()
    assert policy.approvals_needed(amount, amount) == 1
    assert (policy.largest_item_idr, policy.largest_day_idr, policy.look_alike_days) == (None, None, 7)
    assert policy.rate_move_permille == 20


@pytest.mark.parametrize(
    ("rules", "wrong"),
    [
        ({}, None),
        ({"none_below_idr": 5, "two_from_idr": 5}, "two_from_idr"),
        ({"none_below_idr": 4, "two_from_idr": 5}, None),
        ({"day_one_from_idr": 9, "day_two_from_idr": 9}, "day_two_from_idr"),
        ({"day_one_from_idr": 8, "day_two_from_idr": 9}, None),
        ({"largest_item_idr": 9, "largest_day_idr": 8}, "largest_item_idr"),
        ({"largest_item_idr": 8, "largest_day_idr": 8}, None),
        ({"none_below_idr": 0}, "none_below_idr"),
        ({"largest_day_idr": -1}, "largest_day_idr"),
        ({"look_alike_days": 0}, "look_alike_days"),
        ({"look_alike_days": 91}, "look_alike_days"),
        ({"look_alike_days": 90}, None),
        ({"rate_move_permille": 0}, "rate_move_permille"),
        ({"rate_move_permille": 501}, "rate_move_permille"),
        ({"rate_move_permille": 1}, None),
        ({"rate_move_permille": 500}, None),
    ],
)
def test_rules_that_cannot_hold_are_refused_beside_their_field(
    house: House, rules: dict[str, Any], wrong: str | None
) -> None:
    assert list(PayoutPolicy(**rules).mistakes()) == ([wrong] if wrong else [])
    if wrong:
        with pytest.raises(Refused) as refusal, transaction():
            service.decide_payouts(PayoutPolicy(**rules), 0, WHO)
        assert set(refusal.value.fields) == {wrong}
        assert queries.payout_decisions() == []


@pytest.mark.parametrize(
    ("item", "day", "needed"),
    [(99, 99, 0), (100, 100, 1), (200, 200, 2), (50, 499, 0), (50, 500, 1), (50, 900, 2), (199, 899, 1)],
)
def test_the_stricter_of_item_and_day_counts(item: int, day: int, needed: int) -> None:
    policy = PayoutPolicy(none_below_idr=100, two_from_idr=200, day_one_from_idr=500, day_two_from_idr=900)
    assert policy.approvals_needed(item, day) == needed


def test_the_newest_decision_holds_and_every_one_is_kept(house: House) -> None:
    for number in (1, 2):
        with transaction():
            before = service.decide_payouts(PayoutPolicy(largest_day_idr=number * 100), number - 1, WHO)
    assert before.largest_day_idr == 100
    assert queries.payout_policy().largest_day_idr == 200
    assert [decision.version for decision in queries.payout_decisions()] == [2, 1]


def test_of_changes_at_one_moment_only_one_holds(house: House) -> None:
    def decide(number: int) -> bool:
        try:
            with transaction():
                service.decide_payouts(PayoutPolicy(largest_day_idr=number + 1), 0, WHO)
        except Refused:
            return False
        return True

    assert sum(house.all_at_once(decide, 4)) == 1
    assert len(queries.payout_decisions()) == 1


@pytest.mark.parametrize("seen", [-1, 1, 7])
def test_who_saw_other_rules_changes_nothing(house: House, seen: int) -> None:
    with pytest.raises(Refused), transaction():
        service.decide_payouts(PayoutPolicy(largest_day_idr=5), seen, WHO)
    assert queries.payout_decisions() == []
