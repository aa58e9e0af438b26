"""The rate a transfer is sent at is the one a person agreed to, or near it; else a person looks again."""

import json
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from app.balances.tasks import read_by_clock
from app.corridors.statuses import TransactionType
from app.corridors.tasks import read_rates
from app.international import kind as own
from app.payouts import sending
from app.payouts.releasing import release_held
from tests.corridors.rates import POUNDS
from tests.international import abroad
from tests.international.way import CREATE, LIST, MOVED, RATES, USUAL, Way
from tests.payouts.rules import let_hold

AT_THE_LIMIT, OVER_IT = 19380.561, 19380.562  # 2 % above, and a breath more


def _release(way: Way, ahead: float = 0) -> None:
    way.turn(release_held, seconds=ahead)


def test_P26_a_rate_that_moved_holds_and_nothing_but_a_person_lets_it_go(way: Way) -> None:
    public_id = way.approved()
    key, before = abroad.stored(public_id).transaction.idempotency_key, way.flip.books()["balance"]
    way.corridor(rate=MOVED)
    way.world.work()
    assert way.stands(public_id) == ("HELD", "rate", None)
    assert way.told(public_id, "held_for_rate")[0].details == {
        "rate_before": "Rp 19.000,55",
        "rate_now": "Rp 19.570,57",
        "currency": "GBP",
    }
    _release(way, 60)
    way.flip.panel("balance", {"top_up": 50_000_000})
    way.turn(read_by_clock, seconds=120)
    _release(way, 180)
    way.corridor(rate=USUAL)  # though it came back: who agreed has been told that it moved
    _release(way, 86_400)
    assert way.stands(public_id) == ("HELD", "rate", None)
    assert way.at_flip() == []
    way.corridor(rate=MOVED)
    read_rates(TransactionType.C2C)
    way.requote(public_id)
    assert (way.status(public_id), abroad.approvals_of(public_id)) == ("AWAITING", 0)
    way.world.work()
    assert (way.status(public_id), way.at_flip()) == ("AWAITING", [])
    abroad.approve(public_id)
    way.world.work()
    row, [made] = abroad.stored(public_id), way.at_flip()
    assert (row.status, row.exchange_rate) == ("PENDING", Decimal("19570.57"))
    assert (made["idempotency_key"], made["amount"]) == (key, row.transaction.amount_idr)
    paid = before + 50_000_000 - way.flip.books()["balance"]
    assert paid == row.transaction.amount_idr + (row.transaction.fee_idr or 0)


def test_at_the_limit_and_back_within_it_go_and_a_breath_over_it_does_not(way: Way) -> None:
    ids = []
    for number, rate in enumerate((AT_THE_LIMIT, OVER_IT, 18620.539, 18620.538), start=1):
        way.corridor(rate=USUAL)
        read_rates(TransactionType.C2C)
        ids.append(way.approved(amount=Decimal(10 + number)))
        way.corridor(rate=rate)
        way.world.work()
    assert [way.status(public_id) for public_id in ids] == ["PENDING", "HELD", "PENDING", "HELD"]
    way.corridor(rate=USUAL)
    read_rates(TransactionType.C2C)
    public_id = way.approved(amount=Decimal(99))
    way.corridor(rate=MOVED)
    read_rates(TransactionType.C2C)
    way.corridor(rate=USUAL)  # before any worker looked
    way.world.work()
    assert way.status(public_id) == "PENDING"
    let_hold(rate_move_permille=1)
    strict = way.approved(amount=Decimal(77))
    way.corridor(rate=19019.56)
    way.world.work()
    assert way.stands(strict)[:2] == ("HELD", "rate")


def test_rates_that_flip_cannot_give_now_send_nothing_and_are_asked_for_again(way: Way) -> None:
    public_id = way.approved()
    half = json.dumps([_board(flip_exchange_rate="dear"), _board(currency_code="EUR")])
    refusal = json.dumps({"code": "VALIDATION_ERROR", "errors": [{"attribute": "x", "code": 1034}]})
    odd: list[dict[str, Any]] = [{"status": 503}, {"status": 500}]
    for status, body in ((422, refusal), (200, "[{}]"), (200, half)):
        odd.append({"status": status, "body": body, "content_type": "application/json"})
    for number, how in enumerate(odd):
        way.flip.no_faults()
        way.flip.fault(RATES, "status", **how)
        way.work(seconds=number * 100)
        row = abroad.stored(public_id)
        assert (row.status, row.payout.attempts) == ("APPROVED", 0), how
        assert row.payout.waiting_for, how
    assert way.at_flip() == []
    way.flip.no_faults()
    way.work(seconds=600)
    assert (way.status(public_id), len(way.at_flip())) == ("PENDING", 1)


def _board(**fields: Any) -> dict[str, Any]:
    row = POUNDS | fields
    return {name: float(one) if isinstance(one, Decimal) else one for name, one in row.items()}


def test_P45_whose_rates_cannot_be_read_holds_up_nobody_in_the_line_for_the_balance(way: Way) -> None:
    has = way.flip.books()["balance"]
    let_hold(rate_move_permille=20)
    way.flip.panel("balance", {"top_up": 500_000 - has})
    first, second = way.approved(), way.approved(abroad.BUSINESS, amount=Decimal(300))
    way.world.work()
    assert [way.stands(one)[:2] for one in (first, second)] == [("HELD", "balance")] * 2
    way.flip.panel("balance", {"top_up": 50_000_000})
    way.flip.fault(RATES, "status", status=503, carries="country_iso_code=GBR")
    for ahead in (60, 120, 180):
        _release(way, ahead)
    assert [way.status(one) for one in (first, second)] == ["APPROVED", "PENDING"]
    way.flip.no_faults()
    for ahead in (300, 360):
        _release(way, ahead)
    assert way.status(first) == "PENDING"


def test_a_closed_corridor_holds_and_lets_go_by_itself_when_it_opens(way: Way) -> None:
    public_id = way.approved()
    way.corridor(active=False)
    way.world.work()
    assert way.stands(public_id) == ("HELD", "corridor", None)
    _release(way, 60)
    assert (way.stands(public_id)[:2], way.at_flip()) == (("HELD", "corridor"), [])
    way.corridor(active=True)
    way.turn(lambda: read_rates(TransactionType.C2C), seconds=100)
    _release(way, 120)
    assert (way.status(public_id), len(way.at_flip())) == ("PENDING", 1)


def test_a_country_that_flip_no_longer_serves_holds_too(way: Way) -> None:
    gone = way.approved()
    no = {"code": "VALIDATION_ERROR", "errors": [{"attribute": "country_iso_code", "code": 1068}]}
    way.flip.fault(RATES, "status", status=422, body=json.dumps(no), content_type="application/json")
    way.world.work()
    assert way.stands(gone)[:2] == ("HELD", "corridor")


def test_a_rate_that_moves_between_our_look_and_flips_taking_is_told(
    way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    public_id, real = way.approved(), sending.begin

    def begin(row_id: int) -> Any:
        begun = real(row_id)
        way.corridor(rate=19100)
        return begun

    monkeypatch.setattr(sending, "begin", begin)
    way.world.work()
    row, [made] = abroad.stored(public_id), way.at_flip()
    assert (row.quoted_rate, row.exchange_rate) == (Decimal("19000.55"), Decimal(19100))
    assert row.transaction.amount_idr == made["amount"] == 1_919_550
    [told] = way.told(public_id, "other_cost")
    assert told.details == {"quoted": "Rp 1.909.556", "taken": "Rp 1.919.550"}
    assert row.transaction.attention is None
    way.finish(str(made["id"]))
    way.heard()
    assert (way.status(public_id), len(way.told(public_id, "other_cost"))) == ("DONE", 1)


def test_P5_one_of_unknown_fate_is_not_sent_again_at_a_rate_nobody_saw(way: Way) -> None:
    way.flip.fault(CREATE, "status", status=500, times=2)
    moved, closed = way.approved(), way.approved(abroad.BUSINESS)
    way.world.work()
    assert [way.status(one) for one in (moved, closed)] == ["UNKNOWN"] * 2
    way.corridor(rate=MOVED)
    way.corridor("MYS", active=False)
    way.work(seconds=90)
    assert way.stands(moved) == ("HELD", "rate", None)
    assert way.stands(closed) == ("HELD", "corridor", None)
    assert way.at_flip() == []
    assert not abroad.stored(moved).payout.may_have_passed
    way.corridor("MYS", active=True)
    for kind in (TransactionType.C2C, TransactionType.B2B):
        way.turn(partial(read_rates, kind), seconds=150)
    _release(way, 200)
    way.requote(moved)
    abroad.approve(moved)
    way.work(seconds=201)
    assert [way.status(one) for one in (moved, closed)] == ["PENDING"] * 2
    keys = [abroad.stored(one).transaction.idempotency_key for one in (moved, closed)]
    assert sorted(one["idempotency_key"] for one in way.at_flip()) == sorted(str(key) for key in keys)


def test_P5_what_flip_has_after_all_is_found_though_its_rate_moved(
    way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own, "ROWS_A_PAGE", 1)
    way.flip.fault(CREATE, "drop_reply", times=1)
    way.flip.fault(LIST, "status", status=503)
    public_id = way.approved()
    way.world.work()
    way.corridor(rate=MOVED)
    way.flip.no_faults()
    way.work(seconds=60)
    assert (way.status(public_id), len(way.at_flip())) == ("PENDING", 1)
    assert abroad.stored(public_id).exchange_rate == Decimal("19000.55")
