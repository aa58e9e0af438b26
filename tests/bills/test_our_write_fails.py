"""P8: Flip accepted and our own write failed, or the worker died: one bill at Flip, and its row completed."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from app.bills import sending
from app.bills.statuses import BillStatus
from app.db.transaction import release
from app.outbox.promises import LEASE, outbox
from tests.bills.bench import flip_client, only_bill, sends, work_after
from tests.users.bench import later
from tests.world import STEP_3, World


@pytest.fixture
def one_lost_write(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The first time Flip's acceptance is to be stored, the database is away."""
    lost: list[str] = []
    really = sending.opened

    def opened(*args: Any, **how: Any) -> None:
        if not lost:
            lost.append("once")
            raise OperationalError("UPDATE bills", {}, Exception("the database is away"))
        really(*args, **how)

    monkeypatch.setattr(sending, "opened", opened)
    return lost


def test_P8_the_next_pass_finds_the_bill_in_flips_list_and_completes_the_row(
    world: World, one_lost_write: list[str]
) -> None:
    public_id = world.ask_for_bill()
    world.work()
    assert one_lost_write == ["once"]
    assert len(world.bills_at_flip()) == 1
    work_after(world, 5)
    bill = world.bill(public_id)
    [at_flip] = world.bills_at_flip()
    assert (bill.state, bill.link_id) == (BillStatus.ACTIVE, str(at_flip["link_id"]))
    assert world.verbs("bill", bill.id) == ["bill.requested", "bill.sending", "bill.unknown", "bill.opened"]
    assert sends() == 1


def test_P8_a_step_3_bill_gets_its_payment_too(world: World, one_lost_write: list[str]) -> None:
    world.ask_for_bill(**STEP_3)
    world.work()
    work_after(world, 5)
    assert (only_bill(world).state, len(world.payments())) == (BillStatus.ACTIVE, 1)


def die_while_sending(world: World, *, after_the_call: bool) -> str:
    """A worker that claims, commits SENDING, perhaps asks Flip, and is never heard of again."""
    public_id = world.ask_for_bill()
    assert len(outbox.claim(1)) == 1
    begun = sending.begin(world.bill(public_id).id)
    release()
    assert begun is not None
    if after_the_call:
        flip_client(world).bills.create(begun[0])
    return public_id


def test_P8_a_worker_that_died_after_the_call_leaves_one_bill_and_it_is_found(world: World) -> None:
    public_id = die_while_sending(world, after_the_call=True)
    work_after(world, 60)
    assert world.bill(public_id).state is BillStatus.SENDING, "somebody else's lease was not respected"
    with later(LEASE + timedelta(seconds=1)):
        world.work()
    assert world.bill(public_id).state is BillStatus.ACTIVE
    assert len(world.bills_at_flip()) == 1


def test_P8_a_worker_that_died_before_the_call_leaves_it_to_the_list_and_to_a_person(world: World) -> None:
    public_id = die_while_sending(world, after_the_call=False)
    for turn in range(5):
        work_after(world, LEASE.total_seconds() + 1 + 30 * turn)
    bill = world.bill(public_id)
    assert (bill.state, bill.attention) == (BillStatus.UNKNOWN, "undecided")
    assert (world.bills_at_flip(), sends()) == ([], 1)


def test_P8_a_worker_that_died_before_it_began_costs_nothing(world: World) -> None:
    public_id = world.ask_for_bill()
    assert len(outbox.claim(1)) == 1
    with later(LEASE + timedelta(seconds=1)):
        world.work()
    assert world.bill(public_id).state is BillStatus.ACTIVE
    assert len(world.bills_at_flip()) == 1
