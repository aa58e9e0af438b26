"""The balance is read again within seconds after Flip took a payout, gave one back, or settled a payment."""

from datetime import timedelta

from sqlalchemy import select

from app.balances.models import BalanceReading, ReadBy
from app.balances.service import TOGETHER_SECONDS, read_soon
from app.db.transaction import transaction
from app.extensions import db
from app.outbox.models import OutboxWork
from app.payments import tasks as payments_tasks
from tests.disbursements.desk import Desk
from tests.users.bench import House, later
from tests.world import STEP_3, World, wait_until

SOON = timedelta(seconds=TOGETHER_SECONDS + 1)


def newest() -> BalanceReading:
    db.session.rollback()
    return (
        db.session.scalars(select(BalanceReading).order_by(BalanceReading.id.desc())).first()
        or BalanceReading()
    )


def promised() -> int:
    db.session.rollback()
    return len(db.session.scalars(select(OutboxWork).where(OutboxWork.kind == "balances.read")).all())


def test_a_payout_that_flip_took_and_one_it_gave_back(desk: Desk) -> None:
    public_id = desk.prepare()
    assert promised() == 0
    desk.approve(public_id)
    desk.world.work()
    assert promised() == 1
    with later(SOON):
        desk.world.work()
        assert (newest().balance_idr, newest().source) == (desk.world.flip.books()["balance"], ReadBy.MOVED)
        [transfer] = desk.transfers_at_flip()
        desk.world.flip.panel(f"disbursements/{transfer['id']}", {"status": "CANCELLED"})
        wait_until(desk.world.receipts)
        desk.world.work()
    assert promised() == 2
    with later(3 * SOON):
        desk.world.work()
    assert newest().balance_idr == desk.world.flip.books()["balance"]
    assert (newest().change_idr or 0) > 0


def test_a_payment_that_was_settled(world: World) -> None:
    world.open_bill(**STEP_3)
    [movement] = world.transactions()
    world.pay(movement.flip_id or "")
    wait_until(world.receipts)
    world.work()
    assert promised() == 0
    world.flip.panel(f"payments/{movement.flip_id}", {"settle": True})
    with later(timedelta(minutes=11)):
        payments_tasks.catch_up()
    assert world.payments()[0].settlement_word == "Settled"
    assert promised() == 1


def test_what_moves_within_a_few_seconds_is_asked_for_once(house: House) -> None:
    with later(timedelta(0)):
        for number in range(20):
            with transaction():
                read_soon(number)
    assert promised() == 1
    with later(SOON), transaction():
        read_soon(1)
    assert promised() == 2
