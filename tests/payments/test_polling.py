"""With the callback route closed, asking Flip brings everything to its right state within fifteen minutes."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.db.base import metadata
from app.lib import clock
from app.outbox import clockwork
from app.payments import tasks
from app.payments.seen import Seen
from app.payments.service import Taken, take
from app.timeline.record import Cause
from tests.callbacks.bench import load, moved_to, payment
from tests.users.bench import later
from tests.world import STEP_3, World, a_world

QUARTER = 15


@pytest.fixture
def deaf(tmp_path: Path) -> Iterator[World]:
    """A world in which Flip sends no callbacks."""
    with a_world(tmp_path) as world:
        world.flip.panel("callbacks", {"send": False})
        yield world


def let_time_pass(world: World, minutes: int) -> None:
    """Do what the clock and the outbox would do in so many minutes."""
    start = clock.now()
    for minute in range(1, minutes + 1):
        with moved_to(start + timedelta(minutes=minute)):
            for turn in list(clockwork._turns.values()):
                if minute * 60 % turn.seconds == 0:
                    turn.job()
            world.work()


def wib(moment_ago: timedelta) -> str:
    return clock.to_wib(clock.now() - moment_ago).strftime("%Y-%m-%d %H:%M:%S")


@pytest.mark.alike
def test_P23_every_reading_comes_round_within_fifteen_minutes() -> None:
    for name in ("payments.catch_up", "payments.catch_up_old", "bills.sync"):
        assert clockwork._turns[name].seconds <= QUARTER * 60


def test_P23_payment_settlement_and_bill_come_by_polling_alone(deaf: World) -> None:
    bill = deaf.open_bill(**STEP_3)
    [movement] = deaf.transactions()
    deaf.pay(movement.flip_id or "")
    let_time_pass(deaf, QUARTER)
    [movement] = deaf.transactions()
    assert (movement.status, movement.learnt_by) == ("SUCCESSFUL", "polling")
    assert deaf.bill(bill.public_id).status == "INACTIVE"
    assert deaf.payments()[0].settlement_word == "Pending"

    deaf.flip.panel(f"payments/{movement.flip_id}", {"settle": True})
    let_time_pass(deaf, QUARTER)
    assert deaf.payments()[0].settlement_word == "Settled"
    assert deaf.verbs("payment", movement.id) == ["payment.seen", "payment.successful", "payment.settled"]
    assert deaf.receipts() == []


@pytest.mark.parametrize("status", ["FAILED", "CANCELLED"])
def test_P23_the_other_ends_come_by_polling_too(deaf: World, status: str) -> None:
    deaf.open_bill(**STEP_3)
    [movement] = deaf.transactions()
    deaf.pay(movement.flip_id or "", status)
    let_time_pass(deaf, QUARTER)
    assert [row.status for row in deaf.transactions()] == [status]


def test_P23_what_was_made_elsewhere_appears_with_its_bill(deaf: World) -> None:
    load(deaf, payment(1))
    let_time_pass(deaf, QUARTER)
    [movement] = deaf.transactions()
    assert (movement.status, movement.origin) == ("SUCCESSFUL", "elsewhere")
    assert "Kopi" in deaf.as_("staff").get("/bills/").text


def test_P23_payments_open_or_unsettled_for_days_are_still_asked_about(deaf: World) -> None:
    old = [
        payment(1, "PENDING", created_at=wib(timedelta(days=9))),
        payment(2, created_at=wib(timedelta(days=5))),
    ]
    load(deaf, *old)
    tasks.catch_up()
    assert {row.status for row in deaf.transactions()} == {"PENDING", "SUCCESSFUL"}
    load(deaf, old[0] | {"status": "CANCELLED"}, old[1] | {"settlement_status": "Settled"})
    let_time_pass(deaf, QUARTER)
    ends = {held.transaction.status: held.settlement_word for held in deaf.payments()}
    assert ends == {"CANCELLED": "Cancelled", "SUCCESSFUL": "Settled"}


def test_P23_after_days_away_what_happened_meanwhile_is_found(deaf: World) -> None:
    tasks.catch_up()
    load(deaf, payment(1))
    with later(timedelta(days=6)):
        tasks.catch_up()
    assert [row.status for row in deaf.transactions()] == ["SUCCESSFUL"]


def test_P23_after_days_in_which_flip_was_away_what_happened_meanwhile_is_found(deaf: World) -> None:
    tasks.catch_up()
    load(deaf, payment(1))
    deaf.flip.fault("GET /pwf/payment", "status", status=500)
    for days in range(1, 6):
        with later(timedelta(days=days)):
            tasks.catch_up()
    assert deaf.transactions() == []
    deaf.flip.no_faults()
    with later(timedelta(days=6)):
        tasks.catch_up()
    assert [row.status for row in deaf.transactions()] == ["SUCCESSFUL"]


def test_P45_one_payment_that_cannot_be_taken_in_holds_up_no_other(
    deaf: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(deaf, *[payment(number) for number in range(5)])

    def poisoned(seen: Seen, cause: Cause) -> Taken:
        if seen.flip_id == payment(2)["id"]:
            raise ZeroDivisionError
        return take(seen, cause)

    with monkeypatch.context() as broken:
        broken.setattr("app.payments.tasks.service.take", poisoned)
        tasks.catch_up()
    assert len(deaf.transactions()) == 4
    tasks.catch_up()
    assert len(deaf.transactions()) == 5


def test_a_reading_with_nothing_new_writes_nothing_but_how_far_it_read(deaf: World) -> None:
    load(deaf, *[payment(number) for number in range(30)])
    tasks.catch_up()
    with deaf.house.statements() as statements:
        tasks.catch_up()
    written = {text.split()[2 if text.startswith("INSERT") else 1] for text in statements}
    assert written & set(metadata.tables) <= {"list_readings", "flip_connection"}
    assert len(statements) <= 10
