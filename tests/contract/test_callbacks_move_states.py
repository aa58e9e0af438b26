"""Every accept-payment callback sample, sent about a thing that exists at Flip, moves the right state."""

import json
from typing import Any

import pytest

from tests.contract.sandbox_samples import SAMPLES, sample
from tests.world import World

CALLBACKS = sorted(
    str(file.relative_to(SAMPLES))
    for folder in ("callbacks", "docs-2023/callbacks")
    for file in (SAMPLES / folder).glob("accept-payment*.json")
)


def sent(world: World, name: str) -> None:
    assert world.knock((SAMPLES / name).read_bytes()).status_code == 200
    world.work()


def ends_as_told(world: World, told: dict[str, Any], *, verdict: str = "applied") -> None:
    [receipt] = world.receipts()
    assert (receipt.state, receipt.verdict, receipt.note) == ("done", verdict, None)
    [held] = world.payments()
    moved = held.transaction
    assert (moved.status, moved.flip_status) == (told["status"], told["status"])
    assert (moved.flip_id, moved.parent_flip_id) == (told["id"], str(told["bill_link_id"]))
    assert (moved.amount_idr, moved.counterparty) == (told["amount"], told["sender_name"])
    assert (moved.bank_code, moved.method) == (told["sender_bank"], told["sender_bank_type"])
    assert held.bill_title == told["bill_title"].strip()
    assert (moved.attention, moved.learnt_by) == (None, "callback")
    assert world.verbs("payment", moved.id) == ["payment.seen", f"payment.{told['status'].lower()}"]
    [entry] = [event for event in world.events("payment", moved.id) if event.to_status == told["status"]]
    assert entry.cause == f"callback:{receipt.id}"


def test_there_are_samples() -> None:
    assert len(CALLBACKS) == 6


@pytest.mark.parametrize("name", CALLBACKS)
def test_the_sample_about_a_payment_unknown_here_moves_it(world: World, name: str) -> None:
    told = sample(name)
    world.flip.panel("load", {"payments": [told]})
    sent(world, name)
    ends_as_told(world, told)


@pytest.mark.parametrize("name", CALLBACKS)
def test_the_sample_about_a_payment_of_a_known_bill_moves_it(world: World, name: str) -> None:
    told = sample(name)
    bill = {"link_id": told["bill_link_id"], "link_url": told["bill_link"], "title": told["bill_title"]}
    world.flip.panel(
        "load", {"bills": [bill | {"amount": 0, "type": "MULTIPLE", "status": "ACTIVE", "step": 1}]}
    )
    world.flip.panel("load", {"payments": [told]})
    assert len(world.bills_at_flip()) == 1
    sent(world, name)
    ends_as_told(world, told)
    sent(world, name)
    [receipt] = world.receipts()
    assert receipt.deliveries == 2


@pytest.mark.parametrize("name", CALLBACKS)
def test_the_sample_as_flip_may_print_it_moves_the_same(world: World, name: str) -> None:
    told = sample(name)
    world.flip.panel("load", {"payments": [told]})
    php = json.dumps(told, separators=(",", ":")).replace("/", "\\/")
    assert world.knock(php).status_code == 200
    world.work()
    ends_as_told(world, told)
