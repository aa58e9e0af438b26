"""Workers, a maker and Flip's news act on one transfer at once: it goes out once, as it stands (P6)."""

from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal

from app.international import changing, service
from app.lib.errors import Refused
from app.payouts.following import follow
from app.payouts.lookups import look_up
from app.payouts.sync import sync
from tests.callbacks.bench import body, knock_in_parallel
from tests.international import abroad
from tests.international.test_callbacks_abroad import shown_at_flip
from tests.international.way import Way

MANY = 6


def test_P6_workers_and_its_maker_at_once_send_what_stands_or_nothing(way: Way) -> None:
    ids = [way.approved(amount=Decimal(10 + number)) for number in range(MANY)]
    seen = {public_id: abroad.stored(public_id).payout.fingerprint or "" for public_id in ids}

    def take_back() -> None:
        for public_id in reversed(ids):
            with suppress(Refused):
                service.withdraw(public_id, abroad.maker())

    def change() -> None:
        for number, public_id in enumerate(ids):
            with suppress(Refused):
                values = abroad.VALUES | {"amount": Decimal(50 + number)}
                changing.edit(public_id, values, abroad.maker(), base=seen[public_id])

    deeds: tuple[Callable[[], object], ...] = (way.world.work, way.world.work, take_back, change)
    way.world.house.all_at_once(lambda number: deeds[number](), len(deeds))
    way.world.work()
    at_flip = {one["idempotency_key"]: one for one in way.at_flip()}
    assert len(at_flip) == len(way.at_flip())
    for public_id in ids:
        row = abroad.stored(public_id)
        made = at_flip.pop(row.transaction.idempotency_key, None)
        assert row.transaction.attention is None
        if row.status == "PENDING":
            assert made is not None
            assert Decimal(str(made["beneficiary_amount"])) == row.transaction.foreign_amount
        else:
            assert (made, row.status in ("WITHDRAWN", "AWAITING")) == (None, True)
    assert at_flip == {}


def test_P16_callbacks_polling_lists_and_questions_at_once_end_the_same(way: Way) -> None:
    way.silent()
    ids = [way.sent(amount=Decimal(10 + number)) for number in range(MANY)]
    numbers = [way.number(public_id) for public_id in ids]
    for place, number in enumerate(numbers):
        way.finish(number, *(["CANCELLED"] if place % 2 else []))
    told = [body(shown_at_flip(way, number)) for number in numbers]
    assert set(knock_in_parallel(way.world, told * 3, kind="international")) == {200}
    row_ids = [abroad.stored(public_id).id for public_id in ids]

    def ask() -> None:
        for row_id in row_ids:
            look_up(row_id)

    deeds: tuple[Callable[[], object], ...] = (way.world.work, sync, ask, lambda: way.turn(follow, minutes=5))
    way.world.house.all_at_once(lambda number: deeds[number](), len(deeds))
    way.world.work()
    assert [way.stands(public_id)[::2] for public_id in ids] == [("DONE", None), ("CANCELLED", None)] * 3
    ends = [verb for one in ids for verb in abroad.verbs(one) if verb.endswith((".done", ".cancelled"))]
    assert len(ends) == MANY
    assert all(receipt.state == "done" for receipt in way.world.receipts())
