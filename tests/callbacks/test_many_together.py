"""Callbacks that wait together are confirmed by few questions to Flip, and none of them spoils the others."""

import re
from datetime import timedelta

import pytest

from app.lib import clock
from app.timeline.models import Transaction
from tests.callbacks.bench import LINK, Told, body, load, payment
from tests.world import World


def questions(caplog: pytest.LogCaptureFixture) -> int:
    """How often the sandbox was asked for a list of payments."""
    asked = re.compile(r"GET /api/v2/pwf/(\d+/)?payment")
    return sum(bool(asked.search(record.getMessage())) for record in caplog.records)


def begun(number: int, status: str = "SUCCESSFUL", **more: object) -> Told:
    """Payments begun twenty seconds apart, the first at noon."""
    moment = clock.to_wib(clock.now()).replace(hour=12) - timedelta(seconds=20 * number)
    return payment(number, status, created_at=f"{moment:%Y-%m-%d %H:%M:%S}", **more)


def verdicts(world: World) -> list[str | None]:
    return [receipt.verdict for receipt in world.receipts()]


def statuses(movements: list[Transaction]) -> set[str]:
    return {movement.status for movement in movements}


def test_many_bills_are_read_from_the_list_of_their_day(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    told = [begun(number, bill_link_id=LINK + number, bill_link="") for number in range(30)]
    load(world, *told)
    for one in told:
        world.knock(body(one))
    caplog.clear()
    world.work()
    assert verdicts(world) == ["applied"] * 30
    assert statuses(world.transactions()) == {"SUCCESSFUL"}
    links = {movement.flip_id: movement.parent_flip_id for movement in world.transactions()}
    assert links == {one["id"]: str(one["bill_link_id"]) for one in told}
    assert questions(caplog) == 1


def test_a_few_of_many_payments_are_found_without_reading_all_pages(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    told = [begun(number) for number in range(1_000)]
    load(world, *told)
    for one in told[640:652]:
        world.knock(body(one))
    caplog.clear()
    world.work()
    assert verdicts(world) == ["applied"] * 12
    assert 0 < questions(caplog) <= 8


def test_P20_what_cannot_be_confirmed_holds_none_of_the_others(world: World) -> None:
    good = [begun(number) for number in range(5)]
    behind, unknown = begun(10, "PENDING"), begun(11)
    load(world, *good, behind)
    for data in [*map(body, good), body(behind, status="SUCCESSFUL"), body(unknown), "{", "[]"]:
        world.knock(data)
    world.work()
    assert verdicts(world) == ["applied"] * 5 + [None] + ["unrecognised"] * 3
    assert (world.receipts()[5].last_error or "").startswith("NotYetShown")


def test_P18_a_contradiction_is_seen_among_many(world: World) -> None:
    told = [begun(number) for number in range(4)]
    load(world, *told)
    for data in [*map(body, told[:3]), body(told[3], status="FAILED"), body(told[0], amount=44_000)]:
        world.knock(data)
    world.work()
    assert verdicts(world) == ["applied"] * 3 + ["conflict"] * 2


def test_while_flip_cannot_be_reached_many_wait_and_none_is_counted_as_failed(world: World) -> None:
    told = [begun(number) for number in range(3)]
    load(world, *told)
    world.flip.fault("GET /pwf", "refuse")
    for one in told:
        world.knock(body(one))
    world.work()
    assert [(receipt.state, receipt.attempts) for receipt in world.receipts()] == [("waiting", 0)] * 3
