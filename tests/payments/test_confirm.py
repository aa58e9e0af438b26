"""Telling Flip that a customer has paid: asked by a person, told by the worker, noted with Flip's answer."""

from typing import Any

import pytest

from app.lib.errors import Refused
from app.payments import decisions, tasks
from tests.callbacks.bench import load, payment
from tests.world import World

TRANSFER = {"sender_bank": "bca", "sender_bank_type": "bank_account"}


def waiting(world: World, **more: Any) -> str:
    """A payment that waits; our public id."""
    load(world, payment(1, "NOT_CONFIRMED", **(TRANSFER | more)))
    tasks.catch_up()
    return world.transactions()[0].public_id


def verbs(world: World) -> list[str]:
    return world.verbs("payment", world.transactions()[0].id)[1:]


def test_asked_told_and_noted(world: World) -> None:
    public_id = waiting(world)
    staff = world.as_("staff")
    assert "Tell Flip the customer has paid" in staff.get(f"/payments/{public_id}").text
    assert world.flip.books()["payments"][0]["bill_payment_status"] == "NOT_CONFIRMED"
    assert staff.post(f"/payments/{public_id}/confirm").status_code == 303
    [held] = world.payments()
    assert held.confirm_asked_at
    assert held.confirmed_at is None
    world.work()
    [held] = world.payments()
    assert held.confirmed_at
    assert held.transaction.status == "PENDING"
    assert verbs(world) == ["payment.confirm_asked", "payment.confirmed"]
    [at_flip] = world.flip.books()["payments"]
    assert at_flip["bill_payment_status"] == "PENDING"
    [entry] = world.house.entries("payments.confirm")
    assert entry.subject_id == public_id
    assert "Flip noted that the customer paid" in staff.get(f"/payments/{public_id}").text


@pytest.mark.parametrize(("role", "status"), [("staff", 303), ("manager", 303), ("support", 403)])
def test_P29_who_may_tell_flip(world: World, role: str, status: int) -> None:
    public_id, browser = waiting(world), world.as_(role)
    assert ("Tell Flip" in browser.get(f"/payments/{public_id}").text) is (status == 303)
    assert browser.post(f"/payments/{public_id}/confirm").status_code == status
    assert bool(world.payments()[0].confirm_asked_at) is (status == 303)


@pytest.mark.parametrize("kind", ["wallet_account", "e_wallet"])
def test_a_wallet_cannot_be_confirmed(world: World, kind: str) -> None:
    public_id = waiting(world, sender_bank="qris", sender_bank_type=kind)
    staff = world.as_("staff")
    assert "Tell Flip" not in staff.get(f"/payments/{public_id}").text
    staff.post(f"/payments/{public_id}/confirm")
    assert "it cannot be told" in staff.get(f"/payments/{public_id}").text
    assert world.work() == 0
    assert verbs(world) == []


@pytest.mark.parametrize("status", ["SUCCESSFUL", "FAILED", "CANCELLED"])
def test_what_is_over_cannot_be_confirmed(world: World, status: str) -> None:
    load(world, payment(1, status, **TRANSFER))
    tasks.catch_up()
    public_id = world.transactions()[0].public_id
    staff = world.as_("staff")
    assert "Tell Flip" not in staff.get(f"/payments/{public_id}").text
    staff.post(f"/payments/{public_id}/confirm")
    assert "This payment is not waiting any more." in staff.get(f"/payments/{public_id}").text
    assert world.house.entries("payments.confirm") == []


def test_flips_no_is_shown_and_leaves_the_payment_waiting(world: World) -> None:
    public_id = waiting(world)
    world.pay(world.transactions()[0].flip_id or "", "CANCELLED")
    staff = world.as_("staff")
    staff.post(f"/payments/{public_id}/confirm")
    tasks.confirm(world.transactions()[0].id)
    [held] = world.payments()
    assert held.confirm_refusal
    assert held.confirmed_at is None
    assert "payment.confirm_refused" in verbs(world)
    assert "Flip did not take the confirmation" in staff.get(f"/payments/{public_id}").text


def test_flip_away_means_later_and_nothing_else(world: World) -> None:
    public_id = waiting(world)
    world.flip.fault("PUT /pwf/bill-payment", "status", status=500, times=1)
    decisions.ask_to_confirm(public_id, actor="Siti", key="one")
    world.work()
    assert world.payments()[0].confirmed_at is None
    assert verbs(world) == ["payment.confirm_asked"]


def test_told_twice_it_is_noted_once(world: World) -> None:
    public_id = waiting(world)
    decisions.ask_to_confirm(public_id, actor="Siti", key="one")
    decisions.ask_to_confirm(public_id, actor="Siti", key="one")
    row_id = world.transactions()[0].id
    for _ in range(3):  # a worker that died after Flip had heard tells it again
        tasks.confirm(row_id)
    assert verbs(world) == ["payment.confirm_asked", "payment.confirmed"]
    assert len(world.house.entries("payments.confirm")) == 1


def test_what_flip_lost_is_said(world: World) -> None:
    public_id = waiting(world)
    world.flip.panel("reset")
    decisions.ask_to_confirm(public_id, actor="Siti", key="one")
    world.work()
    assert world.payments()[0].confirm_refusal == "Flip does not know this payment."


def test_nobody_confirms_what_is_not_there(world: World) -> None:
    assert world.as_("staff").post("/payments/PAY-NONE/confirm").status_code == 404
    public_id = waiting(world, sender_bank_type="wallet_account")
    with pytest.raises(Refused):
        decisions.ask_to_confirm(public_id, actor="Siti", key="one")
