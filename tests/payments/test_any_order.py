"""Callbacks in any order, repeated, a day late and mixed with polling end in the same state as in order."""

import random
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from app.db.base import metadata
from app.db.transaction import transaction
from app.flip.payments import Payment as Row
from app.flip.payments import PaymentQuery
from app.gateway.door import client
from app.payments import tasks
from tests.callbacks.bench import Told, body, load, payment, work_through
from tests.users.bench import later
from tests.world import World

PAYMENTS = 60
ENDS = ("SUCCESSFUL", "SUCCESSFUL", "FAILED", "CANCELLED", "PENDING")
DONE_AT = "2026-11-02 10:00:00"

Step = Callable[[], None]


class Story:
    """What happens at Flip to many payments, what it lists at each stage, and what it tells."""

    def __init__(self, world: World, dice: random.Random) -> None:
        self.world, self.dice = world, dice
        self.begun = [
            payment(number, "PENDING", created_at="2026-11-02 09:00:00") for number in range(PAYMENTS)
        ]
        self.ended = [self._end(told) for told in self.begun]
        self.settled = [self._settle(told) for told in self.ended]
        self.stages = [self._listed(stage) for stage in (self.begun, self.ended, self.settled)]
        self.told = [body(told) for told in self.ended if told["status"] != "PENDING"]
        self.lies = [body(told, status="CANCELLED") for told in self.ended if told["status"] == "SUCCESSFUL"][
            :3
        ]

    def _end(self, told: Told) -> Told:
        word = self.dice.choice(ENDS)
        return told | {"status": word} | ({"completed_at": DONE_AT} if word == "SUCCESSFUL" else {})

    def _settle(self, told: Told) -> Told:
        settles = told["status"] == "SUCCESSFUL" and self.dice.random() < 0.7
        return told | ({"settlement_status": "Settled", "settlement_date": DONE_AT} if settles else {})

    def _listed(self, stage: list[Told]) -> list[Row]:
        load(self.world, *stage)
        return list(client().payments.all(PaymentQuery(pagination=PAYMENTS)).rows)

    def knock(self, data: str, late: bool = False) -> Step:
        def send() -> None:
            with later(timedelta(days=int(late))):
                assert self.world.knock(data).status_code == 200

        return send

    def in_order(self) -> list[Step]:
        first, second, third = self.stages
        knocks = [self.knock(data) for data in (*self.told, *self.lies)]
        return [
            partial(tasks.take_rows, first),
            *knocks,
            self._work,
            partial(tasks.take_rows, second),
            partial(tasks.take_rows, third),
        ]

    def shuffled(self) -> list[Step]:
        """Each callback one to five times, some a day late; pages read at any stage, taken in at any time."""
        steps: list[Step] = [
            self.knock(data, late=self.dice.random() < 0.2)
            for data in (*self.told, *self.lies)
            for _ in range(self.dice.randint(1, 5))
        ]
        for stage in self.stages:
            rows = self.dice.sample(stage, PAYMENTS)
            steps += [partial(tasks.take_rows, rows[at : at + 7]) for at in range(0, PAYMENTS, 7)]
        steps += [self._work] * 12
        self.dice.shuffle(steps)
        return [*steps, self._work]

    def _work(self) -> None:
        self.world.work()


def final_state(world: World) -> dict[str | None, Any]:
    found = {}
    for held in world.payments():
        moved = held.transaction
        verbs = sorted(world.verbs("payment", moved.id))
        found[moved.flip_id] = (
            (moved.status, moved.flip_status, held.settlement_word, held.settled_at),
            (moved.amount_idr, moved.attention, moved.parent_flip_id),
            moved.finished_at if moved.status == "SUCCESSFUL" else None,
            verbs,
        )
    return found


def run(world: World, steps: list[Step]) -> dict[str | None, Any]:
    for step in steps:
        step()
    work_through(world, tries=3, step=timedelta(days=1))
    return final_state(world)


def forget_everything() -> None:
    with transaction() as session:
        for table in reversed(metadata.sorted_tables):
            session.execute(table.delete())


@pytest.mark.parametrize("seed", range(3))
def test_P16_any_order_ends_as_in_order(world: World, seed: int) -> None:
    story = Story(world, random.Random(seed))
    expected = run(world, story.in_order())
    assert len(expected) == PAYMENTS
    assert {state[0][0] for state in expected.values()} == set(ENDS)
    assert sum(state[1][1] == "conflict" for state in expected.values()) == len(story.lies) == 3
    forget_everything()
    found = run(world, story.shuffled())
    assert found == expected
    assert {receipt.state for receipt in world.receipts()} == {"done"}
