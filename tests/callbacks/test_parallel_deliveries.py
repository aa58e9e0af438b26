"""However often and however much at once a callback comes, it is one receipt and one change."""

from tests.callbacks.bench import body, knock_in_parallel, load, payment
from tests.world import World


def test_P14_the_same_callback_100_times_in_parallel_is_one_state_change(world: World) -> None:
    told = payment(1)
    load(world, told)
    assert knock_in_parallel(world, [body(told)] * 100) == [200] * 100
    [receipt] = world.receipts()
    assert receipt.deliveries == 100
    world.work()
    [movement] = world.transactions()
    assert movement.status == "SUCCESSFUL"
    assert world.verbs("payment", movement.id) == ["payment.seen", "payment.successful"]
    [receipt] = world.receipts()
    assert (receipt.deliveries, receipt.verdict, receipt.attempts) == (100, "applied", 1)


def test_P14_deliveries_are_counted_after_it_was_worked_too(world: World) -> None:
    told = payment(1)
    load(world, told)
    world.knock(body(told))
    world.work()
    assert knock_in_parallel(world, [body(told)] * 20) == [200] * 20
    assert world.work() == 0
    [receipt] = world.receipts()
    assert (receipt.deliveries, receipt.verdict, receipt.state) == (21, "applied", "done")
    assert receipt.first_at < receipt.last_at


def test_P14_many_different_callbacks_at_once_are_all_kept(world: World) -> None:
    told = [payment(number) for number in range(60)]
    load(world, *told)
    assert knock_in_parallel(world, [body(one) for one in told] * 2) == [200] * 120
    assert [receipt.deliveries for receipt in world.receipts()] == [2] * 60
    world.work()
    assert {movement.status for movement in world.transactions()} == {"SUCCESSFUL"}
    assert len(world.transactions()) == 60
