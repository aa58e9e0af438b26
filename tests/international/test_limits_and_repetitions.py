"""Limits count what it costs in rupiah, per account and day; repetitions go by the money abroad (P28)."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select

from app.extensions import db
from app.international import changing, service
from app.lib import clock
from app.lib.errors import Refused
from app.payouts import look_alikes
from app.payouts.look_alikes import LooksAlike
from app.payouts.models import Payout
from app.payouts.statuses import DROPPED
from app.timeline.models import Transaction
from tests.international.abroad import (
    VALUES,
    all_stored,
    beneficiary,
    maker,
    offer_rates,
    stored,
    submit,
)
from tests.payouts.rules import let_hold
from tests.users.bench import House

# 100 pounds at this rate are a million rupiah.
EVEN: dict[str, Any] = {"flip_exchange_rate": Decimal(10_000)}
HUNDRED = {"amount": Decimal(100), "seen_rate": None}
OTHERS: list[dict[str, Any]] = [
    {"amount": Decimal("100.01")},
    {"beneficiary": beneficiary(account_number="31926818")},
    {"beneficiary": beneficiary(bank_id="101")},
    {"destination_country": "JPN", "currency_code": "JPY"},
]


def send(number: int, /, **changes: Any) -> str:
    """A hundred pounds to the same account, or what is different."""
    return submit(f"form-{number}", VALUES | HUNDRED, **changes)


def alikes(public_id: str) -> list[str]:
    """The other transfers that look the same."""
    return [alike.public_id for alike in look_alikes.of(stored(public_id).transaction, 7)]


def test_P28_an_account_has_its_limit_of_a_day_in_rupiah(house: House) -> None:
    offer_rates(**EVEN)
    let_hold(largest_item_idr=2_500_000)
    send(1)
    send(2, amount=Decimal(101))
    with pytest.raises(Refused) as refusal:
        send(3, amount=Decimal(50))
    assert list(refusal.value.fields) == ["amount"]
    assert refusal.value.values == {"limit": "Rp 2.500.000", "left": "Rp 490.000"}
    with pytest.raises(Refused):  # one account, whichever bank was chosen for it
        send(7, beneficiary=beneficiary(bank_id="101"), amount=Decimal(50))
    send(4, amount=Decimal(49))
    send(5, beneficiary=beneficiary(account_number="31926818"), amount=Decimal(250))
    # The same pounds at a dearer rate are more rupiah.
    offer_rates(flip_exchange_rate=Decimal(20_000))
    with pytest.raises(Refused):
        send(6, beneficiary=beneficiary(account_number="5"), amount=Decimal(126))


def test_P28_tiers_and_days_count_what_it_costs(house: House) -> None:
    offer_rates(**EVEN)
    let_hold(none_below_idr=900_000, two_from_idr=2_000_000, largest_day_idr=5_000_000)
    needed: list[Payout] = []
    for amount, account in (("89.99", "1"), ("90", "2"), ("110", "2"), ("199.99", "3")):
        to = beneficiary(account_number=account)
        needed.append(stored(send(len(needed), amount=Decimal(amount), beneficiary=to)).payout)
    assert [payout.approvals_needed for payout in needed] == [0, 1, 2, 1]
    with pytest.raises(Refused) as refusal:
        send(9, amount=Decimal("10.03"), beneficiary=beneficiary(account_number="4"))
    assert refusal.value.values["left"] == "Rp 100.200"


def test_P28_a_change_is_judged_again_and_not_counted_twice(house: House) -> None:
    offer_rates(**EVEN)
    let_hold(largest_item_idr=2_000_000)
    public_id = send(1)
    seen = stored(public_id).payout.fingerprint or ""
    with pytest.raises(Refused):
        changing.edit(public_id, VALUES | HUNDRED | {"amount": Decimal(201)}, maker(), base=seen)
    changing.edit(public_id, VALUES | HUNDRED | {"amount": Decimal(200)}, maker(), base=seen)
    assert stored(public_id).transaction.amount_idr == 2_000_000
    service.withdraw(public_id, maker())
    send(2, amount=Decimal(200))


def test_P50_each_day_in_wib_has_its_own_sums(house: House) -> None:
    let_hold(largest_item_idr=1_000_000)
    before, after = datetime(2026, 5, 1, 16, 59, tzinfo=UTC), datetime(2026, 5, 1, 17, 1, tzinfo=UTC)
    with clock.showing(lambda: before):  # 23:59 WIB
        offer_rates(**EVEN)
        send(1)
        with pytest.raises(Refused):
            send(2, amount=Decimal(2))
    with clock.showing(lambda: after):  # 00:01 WIB
        send(3, amount=Decimal("99.5"))
        with pytest.raises(Refused):
            send(4, amount=Decimal(2))


def test_P28_twenty_at_once_never_exceed_the_day_together(house: House) -> None:
    offer_rates(**EVEN)
    let_hold(largest_day_idr=3_500_000)

    def one(number: int) -> bool:
        try:
            send(number, beneficiary=beneficiary(account_number=str(1000 + number)))
        except Refused:
            return False
        return True

    assert sum(house.all_at_once(one, 20)) == 3
    db.session.rollback()
    stands = select(func.sum(Transaction.amount_idr)).where(Transaction.status.not_in(DROPPED))
    assert db.session.scalar(stands) == 3_000_000


def test_the_same_money_to_the_same_account_looks_the_same_whatever_the_rate(house: House) -> None:
    offer_rates(**EVEN)
    first = send(1)
    offer_rates(flip_exchange_rate=Decimal(10_100))
    with pytest.raises(LooksAlike) as refusal:
        send(2)
    [found] = refusal.value.found
    assert (found.public_id, found.endpoint, found.to) == (first, "international.show", "John Snow")
    assert (found.currency_code, found.foreign_amount, found.amount_idr) == ("GBP", Decimal(100), 1_000_000)
    assert list(refusal.value.fields) == ["alike_reason"]
    assert len(all_stored()) == 1
    second = send(2, alike_reason="another month", amount=Decimal("100.00"))
    assert stored(second).transaction.amount_idr == 1_010_000
    assert (alikes(first), alikes(second)) == ([second], [first])
    service.withdraw(first, maker())
    assert alikes(second) == []


def test_other_money_another_account_or_bank_does_not_look_the_same(house: House) -> None:
    offer_rates(**EVEN)
    first = send(1)
    made = [send(2 + number, **other) for number, other in enumerate(OTHERS)]
    assert [alikes(public_id) for public_id in (first, *made)] == [[]] * 5


def test_many_kinds_of_money_are_compared_at_once_each_with_its_own(house: House) -> None:
    offer_rates(**EVEN)
    made = [send(number, alike_reason="again", **other) for number, other in enumerate([*OTHERS, *OTHERS])]
    rows = [stored(public_id).transaction for public_id in made]
    found = look_alikes.of_many(rows, 7)
    half = len(OTHERS)
    for place, row in enumerate(rows):
        assert [alike.public_id for alike in found[row.id]] == [made[(place + half) % len(made)]]


def test_a_change_into_what_another_says_needs_a_reason(house: House) -> None:
    offer_rates(**EVEN)
    send(1)
    public_id = send(2, amount=Decimal(7))
    seen = stored(public_id).payout.fingerprint or ""
    with pytest.raises(LooksAlike):
        changing.edit(public_id, VALUES | HUNDRED, maker(), base=seen)
    changing.edit(public_id, VALUES | HUNDRED | {"alike_reason": "two courses"}, maker(), base=seen)
    assert stored(public_id).payout.alike_reason == "two courses"
