"""Flip's callbacks about transfers abroad: once or often, in any order, early, of others, contradicting."""

import random
from decimal import Decimal
from typing import Any

import requests

from app.gateway.door import client
from app.payouts import sending
from app.payouts.following import follow
from app.payouts.sync import sync
from app.sandbox.international.reasons import REASONS
from tests.callbacks.bench import body, knock_in_parallel
from tests.international import abroad
from tests.international.way import READ, Way, elsewhere
from tests.world import wait_until


def _verdicts(way: Way) -> list[str]:
    return [str(one.verdict) for one in way.world.receipts() if one.kind == "international"]


def shown_at_flip(way: Way, number: str) -> dict[str, Any]:
    """What Flip shows of a transfer now."""
    [found] = [one for one in way.at_flip() if str(one["id"]) == number]
    return {name: value for name, value in found.items() if name != "attachment"}


def test_P12_a_wrong_token_is_403_always_the_same_and_nothing_is_kept(way: Way) -> None:
    public_id = way.sent()
    told = shown_at_flip(way, way.number(public_id)) | {"status": "CANCELLED"}
    answers = [way.knock(told, token=token) for token in ("", "wrong", "local-validation-tokeN")]
    assert {(answer.status_code, answer.text) for answer in answers} == {(403, answers[0].text)}
    way.world.work()
    assert (way.status(public_id), way.world.receipts()) == ("PENDING", [])


def test_P14_the_same_callback_100_times_in_parallel_is_one_change(way: Way) -> None:
    way.silent()
    public_id = way.sent()
    number = way.number(public_id)
    way.finish(number)
    told = body(shown_at_flip(way, number))
    assert knock_in_parallel(way.world, [told] * 100, kind="international") == [200] * 100
    way.world.work()
    [receipt] = way.world.receipts()
    assert (receipt.deliveries, receipt.verdict, receipt.attempts) == (100, "applied", 1)
    assert abroad.verbs(public_id).count("international.done") == 1


def test_P15_P16_any_order_repeated_late_and_mixed_with_polling_ends_the_same(way: Way) -> None:
    way.silent()
    ids = [way.sent(amount=Decimal(10 + number)) for number in range(8)]
    told: list[dict[str, Any]] = []
    for place, public_id in enumerate(ids):
        number = way.number(public_id)
        told.append(shown_at_flip(way, number))  # an old PENDING, which says nothing new whenever it comes
        if place % 2:
            way.finish(number, "CANCELLED", reason=REASONS[place])
        else:
            way.finish(number)
        told += [shown_at_flip(way, number)] * 2
    luck = random.Random(5)
    luck.shuffle(told)
    for place, one in enumerate(told):
        assert way.knock(one).status_code == 200
        if luck.random() < 0.3:
            way.turn(luck.choice([follow, sync]), minutes=5 + place)
        if luck.random() < 0.3:
            way.world.work()
    way.world.work()
    ends = [("DONE", None), ("CANCELLED", None)] * 4
    assert [way.stands(public_id)[::2] for public_id in ids] == ends
    for public_id, (end, _) in zip(ids, ends, strict=True):
        assert abroad.verbs(public_id).count(f"international.{end.lower()}") == 1
    assert set(_verdicts(way)) <= {"applied", "already", "late"}


def test_P17_a_callback_that_comes_before_flips_id_finds_its_transfer(way: Way) -> None:
    public_id = way.approved()
    begun = sending.begin(abroad.stored(public_id).id)
    assert begun is not None
    made = begun[0](client())
    way.finish(made.id)
    way.heard()
    row = abroad.stored(public_id)
    assert (row.status, row.transaction.flip_id) == ("DONE", made.id)
    way.work(seconds=1)
    assert (way.stands(public_id)[::2], len(abroad.all_stored())) == (("DONE", None), 1)


def test_P17_one_made_elsewhere_gets_its_row_from_its_callback(way: Way) -> None:
    told = elsewhere(500, status="SUCCESSFUL")
    way.load(told)
    way.knock(told)
    way.world.work()
    [row] = abroad.all_stored()
    movement = row.transaction
    assert _verdicts(way) == ["applied"]
    assert (row.status, movement.origin, movement.flip_id) == ("DONE", "elsewhere", "500")
    assert (movement.currency_code, movement.foreign_amount) == ("GBP", Decimal("52.63"))
    assert (movement.amount_idr, movement.fee_idr, row.exchange_rate) == (
        1_000_029,
        80_000,
        Decimal("19000.55"),
    )
    assert (movement.account_number, movement.counterparty) == ("55667788", "Jane Doe")
    assert movement.attention is None


def test_P18_two_ends_that_contradict_are_a_conflict_and_neither_wins(way: Way) -> None:
    way.silent()
    public_id = way.sent()
    number = way.number(public_id)
    before = shown_at_flip(way, number)
    way.finish(number)
    way.knock(before | {"status": "CANCELLED", "reason": "DECLINED"})
    way.world.work()
    assert way.stands(public_id)[::2] == ("DONE", "conflict")
    assert _verdicts(way) == ["conflict"]


def test_done_is_flips_other_word_for_successful(way: Way) -> None:
    way.flip.panel("switches", {"international_success_status": "DONE"})
    public_id = way.sent()
    way.finish(way.number(public_id), "DONE")
    way.heard()
    assert way.stands(public_id)[::2] == ("DONE", None)
    told = shown_at_flip(way, way.number(public_id))
    assert told["status"] == "DONE"
    way.knock(told | {"status": "SUCCESSFUL"})  # the first documentation's word for the same
    way.world.work()
    assert way.stands(public_id)[::2] == ("DONE", None)


def test_P19_a_word_flip_never_used_is_kept_and_moves_nothing(way: Way) -> None:
    public_id = way.sent()
    told = shown_at_flip(way, way.number(public_id)) | {"status": "PARKED"}
    how = {"status": 200, "body": body(told), "content_type": "application/json"}
    way.flip.fault(f"{READ}{way.number(public_id)}", "status", **how)
    way.knock(told)
    way.world.work()
    row = abroad.stored(public_id)
    assert (row.status, row.transaction.flip_status) == ("PENDING", "PARKED")
    assert way.told(public_id, "unknown_word")[0].details == {"word": "PARKED"}
    way.flip.no_faults()
    way.finish(way.number(public_id))
    way.heard(2)
    assert way.status(public_id) == "DONE"


def test_a_callback_is_only_a_knock_and_an_end_flip_does_not_show_yet_waits(way: Way) -> None:
    way.silent()
    public_id = way.sent()
    told = shown_at_flip(way, way.number(public_id)) | {"status": "SUCCESSFUL"}
    way.knock(told)
    way.world.work()
    assert way.stands(public_id)[::2] == ("PENDING", None)
    way.finish(way.number(public_id))
    way.work(minutes=15)
    assert way.status(public_id) == "DONE"


def test_every_reason_of_flips_to_cancel_lands_with_its_words(way: Way) -> None:
    ids = []
    for place in range(len(REASONS)):
        number = f"0000{9201 + place}"
        ids.append(way.approved(beneficiary=abroad.beneficiary(account_number=number)))
    way.world.work()
    assert {way.status(public_id) for public_id in ids} == {"PENDING"}
    way.flip.panel("clock", {"mode": "practice", "speed": 1_000_000})
    wait_until(lambda: {one["status"] for one in way.at_flip()} == {"CANCELLED"})
    way.heard(len(REASONS))
    rows = [abroad.stored(public_id) for public_id in ids]
    assert [(row.status, row.payout.reason) for row in rows] == [("CANCELLED", one) for one in REASONS]
    spent = sum(one["amount"] for one in way.flip.books()["movements"] if "international" in one["kind"])
    assert spent == 0
    support = way.world.as_("support")
    for public_id, reason in zip(ids, REASONS, strict=True):
        page = support.get(f"/international/{public_id}").text
        assert "Cancelled by Flip" in page
        assert "calls the reason" not in page, reason  # each has words of our own


def test_nothing_else_may_knock_here(way: Way) -> None:
    assert requests.get(f"{way.world.url}/callbacks/international", timeout=20).status_code == 405
