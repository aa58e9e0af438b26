"""The thinnest true path: row → outbox → worker → HTTP → sandbox → callback → timeline."""

from tests.world import STEP_3, World, wait_until


def test_a_bill_is_sent_paid_and_seen(world: World) -> None:
    bill = world.open_bill(**STEP_3)
    assert bill.status == "ACTIVE"
    assert bill.link_url
    assert bill.link_url.startswith("http://")
    [movement] = world.transactions()
    assert movement.status == "PENDING"
    assert movement.parent_flip_id == bill.link_id

    world.pay(movement.flip_id or "")
    wait_until(world.receipts)
    world.work()

    [movement] = world.transactions()
    assert movement.status == "SUCCESSFUL"
    assert movement.learnt_by == "callback"
    assert world.verbs("payment", movement.id) == ["payment.seen", "payment.successful"]
    assert world.verbs("bill", bill.id) == ["bill.requested", "bill.sending", "bill.opened"]
    [receipt] = world.receipts()
    assert (receipt.verdict, receipt.state, receipt.deliveries) == ("applied", "done", 1)
