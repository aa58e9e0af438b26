"""A new quote is taken by the maker alone, where one is needed, and voids what was approved (P26)."""

from datetime import timedelta
from decimal import Decimal

import pytest

from app.international import changing
from app.international.quoting import QUOTE_OLD, RateMoved
from app.lib import clock
from app.lib.errors import NotFound, Refused
from app.timeline.stories import stories
from tests.international.abroad import (
    BENEFICIARY,
    approvals_of,
    approve,
    hold,
    last_event,
    maker,
    offer_rates,
    stored,
    submit,
    verbs,
)
from tests.payouts.rules import let_hold
from tests.users.bench import House, later


def take(public_id: str, person_id: int = 7, base: str | None = None) -> None:
    """Take a new quote, as its maker who saw what stands."""
    seen = stored(public_id).payout.fingerprint if base is None else base
    changing.take_new_quote(public_id, maker(person_id), base=seen or "")


def held_for_its_rate() -> str:
    """One that was approved and is held, because the rate moved."""
    public_id = submit()
    approve(public_id)
    hold(public_id, "rate")
    offer_rates(flip_exchange_rate=Decimal("20000.01"), flip_transfer_fee=90_000)
    return public_id


def test_P26_a_new_quote_voids_what_was_approved_at_the_old_one(house: House) -> None:
    offer_rates()
    public_id = held_for_its_rate()
    assert approvals_of(public_id) == 1
    before = stored(public_id)
    key, seen = before.transaction.idempotency_key, before.payout.fingerprint
    assert before.transaction.amount_idr == 1_909_556
    take(public_id)
    row = stored(public_id)
    assert (row.status, row.payout.held_for, approvals_of(public_id)) == ("AWAITING", None, 0)
    assert (row.quoted_rate, row.transaction.amount_idr) == (Decimal("20000.01"), 2_010_002)
    assert (row.payout.expected_fee_idr, row.transaction.idempotency_key) == (90_000, key)
    assert row.payout.fingerprint != seen
    assert (row.beneficiary, row.transaction.foreign_amount) == (BENEFICIARY, Decimal("100.5"))


def test_the_story_and_the_audit_say_what_it_cost_and_costs(house: House) -> None:
    offer_rates()
    public_id = held_for_its_rate()
    take(public_id)
    event = last_event(public_id)
    assert (event.verb, event.from_status, event.to_status) == ("international.requoted", "HELD", "AWAITING")
    was = {"rate": "Rp 19.000,55", "cost": "Rp 1.909.556"}
    now = {"rate": "Rp 20.000,01", "cost": "Rp 2.010.002"}
    assert event.details == {f"{name}_before": value for name, value in was.items()} | now
    [entry] = house.entries("international.requote")
    assert (entry.before, entry.after) == (was, now)
    [story] = stories([event])
    assert story.detail == "Rp 2.010.002 at Rp 20.000,01 for one, before that Rp 1.909.556 at Rp 19.000,55."


def test_P26_a_rate_that_came_back_is_not_what_was_approved(house: House) -> None:
    offer_rates()
    public_id = held_for_its_rate()
    first = stored(public_id).payout.fingerprint
    offer_rates()
    take(public_id)
    row = stored(public_id)
    assert row.quoted_rate == Decimal("19000.55")
    assert (row.payout.fingerprint != first, approvals_of(public_id)) == (True, 0)


def test_one_that_waits_takes_it_when_the_quote_is_old_or_the_rate_moved(house: House) -> None:
    offer_rates()
    moved = submit("form-1")
    offer_rates(flip_exchange_rate=Decimal("18000"))
    take(moved)
    assert verbs(moved) == ["international.submitted", "international.requoted"]
    with later(QUOTE_OLD + timedelta(minutes=1)):
        offer_rates(flip_exchange_rate=Decimal("18000"))
        take(moved)
        assert clock.now() - (stored(moved).quoted_at or clock.now()) < timedelta(seconds=1)


def test_no_other_takes_one(house: House) -> None:
    offer_rates()
    public_id = submit()
    refusals = {"APPROVED": changing.NO_QUOTE_NOW, "HELD": changing.NO_QUOTE_NOW}
    with pytest.raises(Refused) as refusal:
        take(public_id)
    assert refusal.value.message is changing.NO_QUOTE_NOW
    approve(public_id)
    offer_rates(flip_exchange_rate=Decimal("21000"))
    for status, words in refusals.items():
        if status == "HELD":
            hold(public_id, "flip")
        assert stored(public_id).status == status
        with pytest.raises(Refused) as refusal:
            take(public_id)
        assert refusal.value.message is words
    assert approvals_of(public_id) == 1


def test_only_its_maker_takes_it_and_only_of_what_they_saw(house: House) -> None:
    offer_rates()
    public_id = held_for_its_rate()
    for person_id, base, words in (
        (8, None, changing.NOT_YOUR_QUOTE),
        (7, "what it said long ago", changing.LOOK_AGAIN),
    ):
        with pytest.raises(Refused) as refusal:
            take(public_id, person_id, base)
        assert refusal.value.message is words
    with pytest.raises(NotFound):
        changing.take_new_quote("INT-NONE", maker(), base="")
    assert (stored(public_id).status, approvals_of(public_id)) == ("HELD", 1)


def test_P28_the_new_cost_is_judged_by_the_rules_of_today(house: House) -> None:
    offer_rates()
    public_id = held_for_its_rate()
    let_hold(largest_item_idr=2_000_000)
    with pytest.raises(Refused) as refusal:
        take(public_id)
    assert "amount" in refusal.value.fields
    assert (stored(public_id).status, stored(public_id).quoted_rate) == ("HELD", Decimal("19000.55"))
    let_hold(two_from_idr=2_000_000)
    take(public_id)
    assert stored(public_id).payout.approvals_needed == 2


@pytest.mark.parametrize(("rate", "moves"), [("19380.56", False), ("19380.57", True), ("18620.53", True)])
def test_who_sends_a_form_with_another_rate_is_told_the_new_one_and_may_send_again(
    house: House, rate: str, moves: bool
) -> None:
    offer_rates(flip_exchange_rate=Decimal(rate))
    if not moves:
        assert stored(submit()).quoted_rate == Decimal(rate)
        return
    with pytest.raises(RateMoved) as refusal:
        submit()
    assert refusal.value.quote.rate == Decimal(rate)
    assert refusal.value.fields == {}
    assert refusal.value.values["rate"] == f"Rp {rate[:2]}.{rate[2:5]},{rate[6:]}"
    assert stored(submit(seen_rate=refusal.value.quote.rate)).quoted_rate == Decimal(rate)


def test_how_far_it_may_move_is_the_houses_rule(house: House) -> None:
    offer_rates(flip_exchange_rate=Decimal("20900"))
    let_hold(rate_move_permille=100)
    assert stored(submit()).quoted_rate == 20_900


def test_a_rate_nobody_could_have_seen_is_told_the_real_one(house: House) -> None:
    offer_rates()
    for number, odd in enumerate(("0", "-1", "1E+999999999", "1E-999999999", "NaN", "Infinity")):
        with pytest.raises(RateMoved):
            submit(f"form-{number}", seen_rate=Decimal(odd))
