"""Limits and tiers hold per item and per day, and splitting does not go under them (P28)."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import func, select

from app.disbursements import service
from app.extensions import db
from app.lib import clock
from app.lib.errors import Refused
from app.payouts.models import Payout
from app.payouts.statuses import DROPPED
from app.timeline.makers import Maker
from app.timeline.models import Transaction
from tests.disbursements.desk import KNOWN_ACCOUNT, KNOWN_HOLDER, Desk
from tests.payouts.rules import let_hold
from tests.users.bench import House

MAKER = Maker(7, "Sari", "test")
CONTENT: dict[str, Any] = {
    "bank_code": "bca",
    "account_number": KNOWN_ACCOUNT,
    "typed_name": KNOWN_HOLDER,
    "alike_reason": "another month",
}
TIERS = {"none_below_idr": 1_000_000, "two_from_idr": 5_000_000}


def _submit(amount_idr: int, number: object, **other: Any) -> str:
    return service.submit(CONTENT | {"amount_idr": amount_idr} | other, f"form {number}", MAKER)


def _needed(public_id: str) -> int:
    db.session.rollback()
    query = select(Payout.approvals_needed).join(Transaction, Transaction.id == Payout.id)
    return db.session.execute(query.where(Transaction.public_id == public_id)).scalar_one()


@pytest.mark.parametrize(
    ("amounts", "needed"),
    [
        ([999_999], 0),
        ([1_000_000], 1),
        ([4_999_999], 1),
        ([5_000_000], 2),
        ([500_000, 499_999], 0),
        ([500_000, 500_000], 1),  # split in two, it needs the person it would need in one
        ([2_500_000, 2_500_000], 2),
        ([900_000] * 6, 2),
    ],
)
def test_P28_splitting_does_not_go_under_a_tier(house: House, amounts: list[int], needed: int) -> None:
    let_hold(**TIERS)
    public_ids = [_submit(amount, number) for number, amount in enumerate(amounts)]
    assert _needed(public_ids[-1]) == needed


def test_P28_another_account_is_another_item(house: House) -> None:
    let_hold(**TIERS)
    _submit(900_000, 1)
    assert _needed(_submit(900_000, 2, account_number="111222333")) == 0
    assert _needed(_submit(900_000, 3, bank_code="bri")) == 0
    assert _needed(_submit(900_000, 4)) == 1


@pytest.mark.parametrize(("amount", "needed"), [(99_999, 0), (100_000, 1), (1_100_000, 2)])
def test_P28_the_days_sum_of_the_house_asks_for_people(house: House, amount: int, needed: int) -> None:
    let_hold(none_below_idr=10_000_000, day_one_from_idr=1_000_000, day_two_from_idr=2_000_000)
    _submit(900_000, 1)
    assert _needed(_submit(amount, 2, account_number="111222333")) == needed


def test_P28_P32_nothing_goes_over_a_limit_and_what_is_left_is_said(house: House) -> None:
    let_hold(largest_item_idr=1_000_000, largest_day_idr=1_500_000)
    _submit(700_000, 1)
    with pytest.raises(Refused) as refusal:
        _submit(300_001, 2)
    assert set(refusal.value.fields) == {"amount_idr"}
    assert refusal.value.values == {"limit": "Rp 1.000.000", "left": "Rp 300.000"}
    assert [entry.outcome for entry in house.entries("disbursements.submit")] == ["ok", "refused"]
    _submit(300_000, 3)
    with pytest.raises(Refused) as refusal:
        _submit(500_001, 4, account_number="111222333")
    assert refusal.value.values == {"limit": "Rp 1.500.000", "left": "Rp 500.000"}
    _submit(500_000, 5, account_number="111222333")


def test_P28_what_was_dropped_does_not_count(house: House) -> None:
    let_hold(largest_day_idr=1_000_000)
    first = _submit(1_000_000, 1)
    with pytest.raises(Refused):
        _submit(10_000, 2)
    service.withdraw(first, MAKER)
    _submit(1_000_000, 3)


def test_P50_each_day_in_wib_has_its_own_sums(house: House) -> None:
    let_hold(largest_day_idr=1_000_000)
    before, after = datetime(2026, 5, 1, 16, 59, tzinfo=UTC), datetime(2026, 5, 1, 17, 1, tzinfo=UTC)
    with clock.showing(lambda: before):  # 23:59 WIB
        _submit(1_000_000, 1)
        with pytest.raises(Refused):
            _submit(10_000, 2)
    with clock.showing(lambda: after):  # 00:01 WIB
        _submit(1_000_000, 3)


def test_P28_twenty_at_once_never_exceed_the_day_together(house: House) -> None:
    let_hold(largest_day_idr=1_000_000)

    def submit(number: int) -> bool:
        maker = Maker(number, "somebody", f"request {number}")
        content = CONTENT | {"amount_idr": 300_000, "account_number": f"11122233{number}"}
        try:
            service.submit(content, f"form {number}", maker)
        except Refused:
            return False
        return True

    assert sum(house.all_at_once(submit, 20)) == 3
    db.session.rollback()
    stands = select(func.sum(Transaction.amount_idr)).where(Transaction.status.not_in(DROPPED))
    assert db.session.scalar(stands) == 900_000


def test_P28_raising_an_amount_is_judged_again_but_not_counted_twice(desk: Desk) -> None:
    let_hold(**TIERS, largest_day_idr=6_000_000)
    public_id = desk.prepare(amount_idr="4.000.000")
    assert _needed(public_id) == 1
    row = desk.payout(public_id)

    def change(amount: str) -> Any:
        fields = {
            "base": desk.payout(public_id).payout.fingerprint,
            "bank_code": "bca",
            "account_number": KNOWN_ACCOUNT,
            "typed_name": row.typed_name,
            "amount_idr": amount,
            "remark": "gaji",
        }
        return desk.staff.post(f"/disbursements/{public_id}/edit", **fields)

    assert change("5.500.000").status_code == 303
    assert _needed(public_id) == 2
    refused = change("6.000.001")
    assert refused.status_code == 422
    assert "Rp 6.000.000 of that is left" in refused.text
    assert change("6.000.000").status_code == 303


def test_the_form_says_beside_the_amount_how_much_is_left(desk: Desk) -> None:
    let_hold(largest_item_idr=100_000)
    answer = desk.send_form()
    assert answer.status_code == 422
    assert "Rp 100.000 of that is left" in answer.text


def test_a_change_of_the_rules_does_not_touch_what_was_submitted(house: House) -> None:
    public_id = _submit(50_000, 1)
    let_hold(none_below_idr=1_000_000)
    assert _needed(public_id) == 1
