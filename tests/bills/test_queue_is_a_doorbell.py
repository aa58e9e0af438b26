"""P10: the queue wiped, every message ten times, or none at all: the same bills, each made once."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from huey.storage import SqliteStorage

from app.bills.statuses import BillStatus
from app.extensions import huey
from app.outbox import clockwork
from app.outbox.bell import bell, knock
from app.outbox.models import OutboxWork, WorkState
from app.outbox.worker import Worker
from tests.bills.bench import all_bills, how_many
from tests.world import STEP_3, World, wait_until

BILLS = 12


@pytest.fixture
def listening(world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[list[Worker]]:
    """Two real workers that hear the bell, with no clockwork of their own."""
    monkeypatch.setattr(clockwork, "_turns", {})
    monkeypatch.setattr(huey, "storage", SqliteStorage("doorbell", filename=str(tmp_path / "doorbell.db")))
    running = [Worker(world.app, threads=4) for _ in range(2)]
    for number, worker in enumerate(running):
        worker.name += f":{number}"
    yield running
    bell.listener = None
    for worker in running:
        if worker._loop.is_alive():
            worker.stop()


def wiped(workers: list[Worker]) -> None:
    """Whatever rings is lost."""
    huey.flush()


def ten_times(workers: list[Worker]) -> None:
    """Each message is delivered ten times, to everybody."""
    for _ in range(10 * BILLS):
        for worker in workers:
            worker.wake()
        knock.call_local()


def never(workers: list[Worker]) -> None:
    """Nothing is ever delivered."""


@pytest.mark.parametrize("deliver", [wiped, ten_times, never])
def test_P10_however_the_bell_rings_each_bill_is_made_once(
    world: World, listening: list[Worker], deliver: Callable[[list[Worker]], None]
) -> None:
    for worker in listening:
        worker.start()
    for number in range(BILLS):
        world.ask_for_bill(**(STEP_3 | {"title": f"Bill {number}"}))
        deliver(listening)
    wait_until(lambda: how_many(OutboxWork) == how_many(OutboxWork, state=WorkState.DONE), 20)
    assert {bill.state for bill in all_bills(world)} == {BillStatus.ACTIVE}
    made: list[dict[str, Any]] = world.bills_at_flip()
    assert sorted(row["title"] for row in made) == sorted(f"Bill {number}" for number in range(BILLS))
    assert len(world.payments()) == BILLS


def test_P10_a_queue_that_is_away_does_not_fail_the_request(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*args: Any, **how: Any) -> None:
        raise ConnectionError("no queue")

    monkeypatch.setattr(huey.storage, "enqueue", away)
    monkeypatch.setattr(huey.storage, "queue_size", away)
    public_id = world.ask_for_bill()
    world.work()
    assert world.bill(public_id).state is BillStatus.ACTIVE


def test_P45_one_bill_that_hangs_at_flip_holds_no_other(world: World, listening: list[Worker]) -> None:
    world.flip.fault("POST /pwf/bill", "delay", seconds=3, times=1)
    slow = world.ask_for_bill(title="Slow")
    listening[0].start()
    wait_until(lambda: world.bill(slow).state is BillStatus.SENDING)
    quick = [world.ask_for_bill(title=f"Quick {number}") for number in range(6)]
    wait_until(lambda: all(world.bill(public_id).state is BillStatus.ACTIVE for public_id in quick), 3)
    assert world.bill(slow).state is BillStatus.SENDING
    wait_until(lambda: world.bill(slow).state is BillStatus.ACTIVE)
