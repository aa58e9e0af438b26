"""What nobody here can read is kept as it came and shown; it is never dropped and never marked applied."""

import json

import pytest

from app.callbacks import handlers
from app.flip.callbacks import Kind
from app.payments.statuses import FLIP_WORDS
from tests.callbacks.bench import LINK, body, load, payment
from tests.world import World

UNREADABLE = {
    "nothing": (b"", "It cannot be read."),
    "no JSON": (b"hello", "It cannot be read."),
    "half": (b'{"id": "PGPWF1", "sta', "It cannot be read."),
    "not UTF-8": (b'{"id": "\xff"}', "It cannot be read."),
    "a number": (b"7", "It cannot be read."),
    "no amount": (b'{"id": "A", "status": "SUCCESSFUL", "bill_link_id": 1}', "It cannot be read."),
    "an odd amount": (
        b'{"id": "A", "status": "SUCCESSFUL", "bill_link_id": 1, "amount": "10.000"}',
        "It cannot be read.",
    ),
    "no kind of ours": (b'{"voucher": 7}', "Nothing in it tells what kind of callback it is."),
    "a list": (b"[1, 2]", "Nothing in it tells what kind of callback it is."),
    "an empty list": (b"[]", "Nothing in it tells what kind of callback it is."),
    "half of a transfer abroad": (
        b'{"id": 2, "status": "DONE", "destination_country": "SGP"}',
        "It cannot be read.",
    ),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_P19_what_cannot_be_read_is_kept_answered_and_shown(world: World, name: str) -> None:
    data, note = UNREADABLE[name]
    assert world.knock(data).status_code == 200
    world.work()
    [receipt] = world.receipts()
    assert receipt.data == data
    assert (receipt.state, receipt.verdict) == ("done", "unrecognised")
    assert (receipt.note or "").partition("\n")[0] == note
    assert world.transactions() == []
    page = world.as_("support").get(f"/callbacks/{receipt.id}").text
    assert "Not recognised" in page
    assert note in page


def test_P19_a_kind_no_room_reads_says_which_it_is(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(handlers._handlers, Kind.AGENT)
    world.knock('{"agent_id": 2, "kyc_status": "APPROVED"}', kind="agent")
    world.work()
    [receipt] = world.receipts()
    assert receipt.note == "No part of this dashboard reads this kind yet."
    assert (receipt.worked_as, receipt.wrong_address, receipt.verdict) == ("agent", False, "unrecognised")


def test_P19_a_payment_unknown_to_us_and_to_flip_is_unrecognised(world: World) -> None:
    told = payment(1)
    load(world, told)
    world.knock(body(payment(2)))
    world.knock(body(payment(3, bill_link_id=LINK + 1)))
    world.knock(body(payment(4, bill_link_id="../../general/balance")))
    world.knock(body(payment(5, bill_link_id=None)))
    world.knock(body(payment(6, bill_link_id="..")))
    world.work()
    assert {receipt.verdict for receipt in world.receipts()} == {"unrecognised"}
    assert {receipt.note for receipt in world.receipts()} == {"Flip does not know this payment."}
    assert world.transactions() == []


def test_P19_an_unknown_word_moves_nothing_and_is_shown(world: World) -> None:
    load(world, payment(1, "PENDING"))
    world.knock(body(payment(1, "REFUNDED")))
    world.work()
    [receipt] = world.receipts()
    assert (receipt.verdict, receipt.note) == ("unrecognised", "Flip used a status we do not know.\nREFUNDED")
    [movement] = world.transactions()
    assert (movement.status, movement.attention) == ("PENDING", None)


def test_P19_a_word_we_do_not_know_in_flips_own_list_is_kept_and_applies_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The sandbox knows no such word, so ours forgets one for a moment.
    load(world, payment(1))
    world.knock(body(payment(1)))
    with monkeypatch.context() as forgetful:
        forgetful.delitem(FLIP_WORDS, "SUCCESSFUL")
        world.work()
    [receipt] = world.receipts()
    assert (receipt.state, receipt.verdict) == ("done", "unrecognised")
    [movement] = world.transactions()
    assert (movement.status, movement.flip_status) == ("PENDING", "SUCCESSFUL")
    assert world.verbs("payment", movement.id) == ["payment.seen", "payment.unknown_word"]


def test_P19_unknown_fields_are_kept_and_do_not_disturb(world: World) -> None:
    told = payment(1)
    load(world, told)
    data = body(told, loyalty={"points": [1, 2.5, None]}, fee="12,5", nested={"a": {"b": []}})
    world.knock(data)
    world.work()
    [receipt] = world.receipts()
    assert json.loads(receipt.data) == json.loads(data)
    assert receipt.verdict == "applied"
    assert "loyalty" in world.as_("support").get(f"/callbacks/{receipt.id}").text
