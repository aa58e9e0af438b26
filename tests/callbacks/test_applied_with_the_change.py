"""That a callback was applied is written with the change itself: both stand, or neither does."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from app.callbacks.service import receipts
from app.db.compare_and_set import change
from app.db.transaction import transaction
from app.extensions import db
from app.payments import confirming
from app.timeline.models import Event
from tests.callbacks.bench import body, load, payment, work_through
from tests.world import World


class Crash(BaseException):
    """What a killed worker looks like from inside: nothing catches it."""


def told(world: World) -> None:
    load(world, payment(1))
    world.knock(body(payment(1)))


def nothing_stands(world: World) -> None:
    assert world.transactions() == []
    assert db.session.scalar(select(func.count()).select_from(Event)) == 0
    [receipt] = world.receipts()
    assert receipt.verdict is None
    assert receipt.state != "done"


def applied_once(world: World) -> None:
    [movement] = world.transactions()
    assert movement.status == "SUCCESSFUL"
    assert world.verbs("payment", movement.id) == ["payment.seen", "payment.successful"]
    [receipt] = world.receipts()
    assert (receipt.verdict, receipt.state, receipt.subject_id) == ("applied", "done", movement.id)


@pytest.mark.parametrize("where", ["after the change", "after the verdict", "before the change"])
def test_P15_a_crash_between_leaves_all_of_it_to_be_done_again_once(
    world: World, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    told(world)
    with monkeypatch.context() as broken:
        if where == "after the change":
            broken.setattr(confirming, "_judge", crash)
        elif where == "after the verdict":
            broken.setattr("app.callbacks.service.change", crash_after(change))
        else:
            broken.setattr(confirming, "take", crash)
        with pytest.raises(Crash):
            world.work()
        db.session.rollback()
    nothing_stands(world)
    assert world.work() == 0  # the dead worker's lease still runs
    work_through(world, tries=2)
    applied_once(world)


def test_P15_a_failure_inside_is_tried_again_and_counted_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(world)
    with monkeypatch.context() as broken:
        broken.setattr(confirming, "_judge", fail)
        world.work()
        nothing_stands(world)
        [receipt] = world.receipts()
        assert (receipt.state, receipt.attempts) == ("waiting", 1)
        assert receipt.last_error == "RuntimeError: the disk is full"
    work_through(world, tries=2)
    applied_once(world)


def test_P15_of_two_workers_that_hold_one_callback_only_one_applies_it(world: World) -> None:
    told(world)
    [slow] = receipts.claim(10)
    with transaction():
        change(receipts.table, slow.id, lease_until=world.receipts()[0].first_at)
    [quick] = receipts.claim(10)
    receipts.run(quick)
    applied_once(world)
    receipts.run(slow)
    applied_once(world)
    assert [receipt.attempts for receipt in world.receipts()] == [2]


def crash(*args: object, **kwargs: object) -> None:
    raise Crash


def crash_after(deed: Callable[..., None]) -> Callable[..., None]:
    def wrapper(*args: object, **kwargs: object) -> None:
        deed(*args, **kwargs)
        raise Crash

    return wrapper


def fail(*args: object, **kwargs: object) -> None:
    raise RuntimeError("the disk is full")
