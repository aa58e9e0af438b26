"""One callback that always fails is set aside with its error; it holds up none of the others."""

from datetime import timedelta

import pytest

from app.payments import confirming
from app.payments.seen import Seen
from app.payments.service import Taken, take
from app.timeline.record import Cause
from tests.callbacks.bench import body, knock_in_parallel, load, payment, work_through
from tests.users.bench import later
from tests.world import World

MANY = 300
POISON = 117


def poisoned(seen: Seen, cause: Cause) -> Taken:
    """`take` as it would be with a bug that one payment meets."""
    if seen.flip_id == payment(POISON)["id"]:
        raise ZeroDivisionError("one payment too many")
    return take(seen, cause)


def bring(world: World, count: int) -> None:
    told = [payment(number) for number in range(count)]
    load(world, *told)
    assert set(knock_in_parallel(world, [body(one) for one in told])) == {200}


def test_P20_one_poisonous_callback_among_hundreds_stops_no_other(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(world, MANY)
    with monkeypatch.context() as broken:
        broken.setattr(confirming, "take", poisoned)
        world.work()
        assert len(world.transactions()) == MANY - 1
        assert {movement.status for movement in world.transactions()} == {"SUCCESSFUL"}
        work_through(world)
    [poison] = [receipt for receipt in world.receipts() if receipt.state == "set_aside"]
    assert poison.attempts == 8
    assert poison.last_error == "ZeroDivisionError: one payment too many"
    assert poison.verdict is None
    assert [receipt.verdict for receipt in world.receipts() if receipt is not poison] == ["applied"] * (
        MANY - 1
    )


def test_P20_set_aside_it_is_shown_with_its_error_and_replayed_after_the_cause_is_gone(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(world, payment(POISON))
    world.knock(body(payment(POISON)))
    with monkeypatch.context() as broken:
        broken.setattr(confirming, "take", poisoned)
        work_through(world)
    [receipt] = world.receipts()
    support = world.as_("support")
    assert f"/callbacks/{receipt.id}" in support.get("/callbacks/?tab=set_aside").text
    page = support.get(f"/callbacks/{receipt.id}").text
    assert "Set aside after too many tries" in page
    assert "ZeroDivisionError: one payment too many" in page
    assert "1" in world.as_("manager").get("/").text

    answer = support.post(f"/callbacks/{receipt.id}/replay", reason="the bug is mended")
    assert answer.status_code == 303
    world.work()
    [receipt] = world.receipts()
    assert (receipt.state, receipt.verdict, receipt.attempts, receipt.last_error) == (
        "done",
        "applied",
        1,
        None,
    )
    assert [movement.status for movement in world.transactions()] == ["SUCCESSFUL"]


def test_P20_what_flips_list_does_not_show_yet_is_asked_again_before_it_is_set_aside(world: World) -> None:
    load(world, payment(1, "PENDING"))
    world.knock(body(payment(1)))
    world.work()
    [receipt] = world.receipts()
    assert (receipt.state, receipt.attempts) == ("waiting", 1)
    assert (receipt.last_error or "").startswith("NotYetShown")
    load(world, payment(1))
    work_through(world, tries=2)
    [receipt] = world.receipts()
    assert (receipt.state, receipt.verdict) == ("done", "applied")


def test_P20_while_flip_is_away_nothing_is_set_aside(world: World) -> None:
    bring(world, 3)
    world.flip.fault("GET /pwf", "status", status=500)
    work_through(world, tries=12)
    assert {receipt.state for receipt in world.receipts()} == {"waiting"}
    world.flip.no_faults()
    with later(timedelta(hours=3)):
        world.work()
    assert [receipt.verdict for receipt in world.receipts()] == ["applied"] * 3
