"""Each step of a story says who told it: a person, Flip's answer, or a callback by its number."""

from app.timeline.queries import events_of
from app.timeline.stories import stories
from tests.world import STEP_3, World, wait_until


def told(world: World, row_id: int) -> dict[str, str]:
    with world.app.test_request_context(headers={"Accept-Language": "en"}):
        return {one.title: one.source for one in stories(events_of("payment", row_id))}


def test_a_payment_and_its_settlement_name_the_callback_that_told_them(world: World) -> None:
    world.open_bill(**STEP_3)
    [movement] = world.transactions()
    world.pay(movement.flip_id or "")
    world.flip.panel(f"payments/{movement.flip_id}", {"settle": True})
    [receipt] = wait_until(world.receipts)
    world.work()
    assert told(world, movement.id) == {
        "The customer chose how to pay": "Flip's answer",
        "The customer paid": f"Flip's callback no. {receipt.id}",
        "The money reached the balance at Flip": f"Flip's callback no. {receipt.id}",
    }
