"""A maker who changes a transfer abroad meets the worker in one moment: exactly one comes first."""

from collections.abc import Callable
from decimal import Decimal

from app.international import changing, service
from app.lib.errors import Refused
from app.payouts import sending
from tests.international.abroad import (
    VALUES,
    approvals_of,
    approve,
    maker,
    offer_rates,
    stored,
    submit,
    verbs,
)
from tests.users.bench import House

ROUNDS = 6


def either(house: House, first: Callable[[], object], second: Callable[[], object]) -> tuple[bool, bool]:
    """Do both in one moment; which of them was done."""

    def one(who: int) -> bool:
        try:
            return (first, second)[who]() is not False
        except Refused:
            return False

    done = house.all_at_once(one, 2)
    return done[0], done[1]


def test_P26_the_worker_begins_while_the_maker_changes_and_exactly_one_wins(house: House) -> None:
    offer_rates()
    for number in range(ROUNDS):
        public_id = submit(f"form-{number}", amount=Decimal(20 + number))
        approve(public_id)
        row = stored(public_id)
        row_id, seen = row.id, row.payout.fingerprint or ""
        other = VALUES | {"amount": Decimal(900 + number)}
        sent, changed = either(
            house,
            lambda row_id=row_id: sending.begin(row_id) is not None,  # type: ignore[misc]
            lambda public_id=public_id, other=other, seen=seen: changing.edit(  # type: ignore[misc]
                public_id, other, maker(), base=seen
            ),
        )
        assert sent != changed
        after = stored(public_id)
        expected = ("SENDING", 20 + number) if sent else ("AWAITING", 900 + number)
        movement = after.transaction
        assert (str(after.status), int(movement.foreign_amount or 0)) == expected


def test_P26_the_worker_begins_while_the_maker_withdraws_and_exactly_one_wins(house: House) -> None:
    offer_rates()
    for number in range(ROUNDS):
        public_id = submit(f"form-{number}", amount=Decimal(20 + number))
        approve(public_id)
        row_id = stored(public_id).id
        sent, withdrawn = either(
            house,
            lambda row_id=row_id: sending.begin(row_id) is not None,  # type: ignore[misc]
            lambda public_id=public_id: service.withdraw(public_id, maker()),  # type: ignore[misc]
        )
        assert sent != withdrawn
        assert stored(public_id).status == ("SENDING" if sent else "WITHDRAWN")


def test_P26_an_approval_of_the_old_quote_never_stands_once_there_is_a_new_one(house: House) -> None:
    offer_rates()
    for number in range(ROUNDS):
        public_id = submit(f"form-{number}", amount=Decimal(20 + number), seen_rate=None)
        offer_rates(flip_exchange_rate=Decimal(25_000 + 1_000 * number))
        seen = stored(public_id).payout.fingerprint or ""
        approved, requoted = either(
            house,
            lambda public_id=public_id, seen=seen: approve(public_id, seen),  # type: ignore[misc]
            lambda public_id=public_id, seen=seen: changing.take_new_quote(  # type: ignore[misc]
                public_id, maker(), base=seen
            ),
        )
        # One that is approved already takes no new quote before it is held; one with a new quote is another.
        assert approved != requoted
        assert (stored(public_id).status, approvals_of(public_id)) == (
            ("APPROVED", 1) if approved else ("AWAITING", 0)
        )


def test_of_many_new_quotes_at_once_one_is_taken(house: House) -> None:
    offer_rates()
    public_id = submit()
    offer_rates(flip_exchange_rate=Decimal(25_000))
    seen = stored(public_id).payout.fingerprint or ""

    def one(number: int) -> bool:
        try:
            changing.take_new_quote(public_id, maker(), base=seen)
        except Refused:
            return False
        return True

    assert sum(house.all_at_once(one, 10)) == 1
    assert verbs(public_id).count("international.requoted") == 1
