"""When Flip asks for fewer calls (429), a payout waits as long as it says and goes out once."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.db.transaction import transaction
from app.extensions import db
from app.outbox.models import OutboxWork
from app.outbox.promises import outbox
from tests.disbursements.desk import Desk
from tests.users.bench import later

CREATE = "POST /disbursement$"


def _waits_until(desk: Desk) -> object:
    db.session.rollback()
    waiting = select(OutboxWork.next_at).where(
        OutboxWork.kind.in_(["payouts.send", "payouts.settle"]), OutboxWork.state == "waiting"
    )
    return db.session.scalars(waiting).one()


def test_a_payout_waits_as_long_as_flip_says_and_goes_out_once(desk: Desk) -> None:
    public_id = desk.prepare()
    desk.world.flip.fault(CREATE, "status", status=429, retry_after=33, times=1)
    desk.approve(public_id)
    with later(timedelta(0)) as start:
        desk.world.work()
        assert _waits_until(desk) == start + timedelta(seconds=33)
    assert desk.payout(public_id).status == "APPROVED"
    assert desk.payout(public_id).payout.waiting_for == "Flip asked us to wait a moment"
    with later(timedelta(seconds=32), start):
        desk.world.work()
    assert desk.transfers_at_flip() == []
    with later(timedelta(seconds=34), start):
        desk.world.work()
    assert desk.payout(public_id).status == "PENDING"
    [transfer] = desk.transfers_at_flip()
    assert transfer["idempotency_key"] == desk.payout(public_id).transaction.idempotency_key


@pytest.mark.parametrize("asked", [2, 600])
def test_what_may_have_passed_stays_unknown_while_flip_asks_to_wait(desk: Desk, asked: int) -> None:
    public_id = desk.prepare()
    desk.world.flip.fault(CREATE, "status", status=500, times=1)
    desk.approve(public_id)
    desk.world.work()
    desk.world.flip.fault("GET /get-disbursement", "status", status=429, retry_after=asked, times=1)
    with later(timedelta(seconds=90)) as start:
        desk.world.work()
        assert _waits_until(desk) == start + timedelta(seconds=asked)
    assert desk.payout(public_id).status == "UNKNOWN"
    with later(timedelta(seconds=asked + 1), start):
        desk.world.work()
    assert desk.payout(public_id).status == "PENDING"
    assert len(desk.transfers_at_flip()) == 1


def test_one_that_was_asked_to_wait_speaks_for_all(desk: Desk) -> None:
    asked = [desk.prepare(amount_idr=f"{number}0.000") for number in range(2, 6)]
    for number, public_id in enumerate(asked):
        with later(timedelta(seconds=40 * number)):  # a code works once
            assert desk.approve(public_id).status_code == 303
    desk.world.flip.fault(CREATE, "status", status=429, retry_after=33, times=100)
    with later(timedelta(minutes=3)) as start:
        desk.world.work()
        with transaction():
            outbox.hurry()  # as when Flip is heard again after some other trouble
        desk.world.work()
    [counted] = desk.world.flip.read("faults")["faults"]
    assert counted["times_left"] == 99, "Flip was asked more than once"
    desk.world.flip.no_faults()
    with later(timedelta(seconds=34), start):
        desk.world.work()
    assert {desk.payout(public_id).status for public_id in asked} == {"PENDING"}
    assert len(desk.transfers_at_flip()) == 4
