"""One approved transfer abroad is one transfer at Flip, whatever goes wrong in between."""

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.db.transaction import transaction
from app.extensions import db
from app.flip.client import FlipClient
from app.gateway import state
from app.gateway.door import client
from app.gateway.models import FlipState, PauseCause
from app.gateway.tasks import look
from app.international import kind as own
from app.international import service
from app.lib import clock
from app.outbox.models import OutboxWork
from app.outbox.queue import TryLater
from app.payouts import sending
from app.payouts.statuses import PayoutStatus
from app.payouts.sync import sync
from app.payouts.tasks import send, settle
from tests.international import abroad
from tests.international.way import CREATE, LIST, RATES, Way, elsewhere
from tests.world import wait_until

WITHOUT_KEY: dict[str, Any] = {"created_from": "API", "idempotency_key": None}


def test_P1_the_key_is_committed_before_the_first_byte_and_kept_for_ever(way: Way) -> None:
    public_id = way.approved()
    row_id, key = abroad.stored(public_id).id, abroad.stored(public_id).transaction.idempotency_key
    assert (key or "").startswith("bendahara-")
    begun = sending.begin(row_id)
    assert begun is not None
    assert way.status(public_id) == "SENDING"
    assert way.at_flip() == []
    way.work(seconds=1)  # the worker died before the first byte: what it began comes up again
    assert way.status(public_id) == "UNKNOWN"
    way.work(seconds=90)
    [made] = way.at_flip()
    assert (way.status(public_id), made["idempotency_key"]) == ("PENDING", key)


def test_P4_whatever_comes_instead_of_an_answer_is_unknown_and_never_failed(way: Way) -> None:
    right = way.world.app.extensions["flip"]
    where = {"api_url": right.api_url, "kyc_url": right.kyc_url, "secret_key": "local-secret-key"}
    way.world.app.extensions["flip"] = FlipClient(**where, read_timeout=1.0)
    odd: list[dict[str, Any]] = [
        {"do": "status", "status": 500},
        {"do": "status", "status": 502},
        {"do": "status", "status": 200, "body": "<html>welcome</html>"},
        {"do": "status", "status": 200, "body": "", "content_type": "application/json"},
        {"do": "status", "status": 200, "body": '{"id": 7', "content_type": "application/json"},
        {"do": "status", "status": 201, "body": "{}", "content_type": "application/json"},
        {"do": "refuse"},
        {"do": "delay", "seconds": 3},  # Flip takes it, later than anybody waits for an answer
    ]
    keys = dict[str, str]()
    for number, fault in enumerate(odd, start=1):
        way.flip.fault(CREATE, times=1, **fault)
        public_id = way.approved(amount=Decimal(10 + number))
        keys[public_id] = str(abroad.stored(public_id).transaction.idempotency_key)
        way.world.work()
        assert way.status(public_id) == "UNKNOWN", fault
    wait_until(way.at_flip, seconds=10)
    assert [made["idempotency_key"] for made in way.at_flip()] == [keys[public_id]]
    way.work(seconds=90)
    assert {way.status(public_id) for public_id in keys} == {"PENDING"}
    assert sorted(made["idempotency_key"] for made in way.at_flip()) == sorted(
        str(key) for key in keys.values()
    )


def test_P5_P8_a_dropped_reply_is_found_on_a_later_page_among_others_and_not_sent_again(
    way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own, "ROWS_A_PAGE", 2)
    way.silent()
    way.flip.fault(CREATE, "drop_reply", times=1)
    way.flip.fault(LIST, "status", status=503)
    public_id = way.approved()
    way.world.work()
    [made] = way.at_flip()
    assert way.status(public_id) == "UNKNOWN"
    newer = [elsewhere(int(made["id"]) + number) for number in range(1, 6)]
    way.load(*newer, *[elsewhere(number) for number in (11, 12, 13)])
    way.flip.no_faults()
    way.work(seconds=60)
    row = abroad.stored(public_id)
    assert (row.status, row.transaction.flip_id) == ("PENDING", str(made["id"]))
    keys = [one["idempotency_key"] for one in way.at_flip()]
    assert keys.count(row.transaction.idempotency_key) == 1
    assert row.payout.attempts == 1


def test_P5_once_not_found_is_not_enough(way: Way) -> None:
    way.flip.fault(CREATE, "status", status=500, times=1)
    public_id = way.approved()
    way.world.work()
    with pytest.raises(TryLater):
        settle(abroad.stored(public_id).id)
    assert (way.status(public_id), way.at_flip()) == ("UNKNOWN", [])


def test_P5_a_row_that_hides_its_key_keeps_it_unknown_and_flip_is_not_called_troubled(way: Way) -> None:
    way.flip.fault(CREATE, "status", status=500, times=1)
    public_id = way.approved()
    before = f"{clock.to_wib(clock.now() - timedelta(days=2)):%Y-%m-%d %H:%M:%S}"
    way.load(elsewhere(77, **WITHOUT_KEY), elsewhere(11, timestamp=before, **WITHOUT_KEY))
    for ahead in (0, 70, 200, 400):
        way.work(seconds=ahead)
    assert (way.status(public_id), len(way.at_flip())) == ("UNKNOWN", 2)
    assert state.connection().state is FlipState.WELL
    way.load(elsewhere(77))  # somebody's own, from Flip's dashboard: that has none
    for ahead in (500, 600):
        way.work(seconds=ahead)
    # What another program made before ours was written down cannot be ours.
    assert (way.status(public_id), len(way.at_flip())) == ("PENDING", 3)


def test_P6_P10_the_same_promise_worked_many_times_sends_once(way: Way) -> None:
    public_id = way.approved()
    row_id = abroad.stored(public_id).id
    with transaction() as session:
        for _ in range(8):
            told: dict[str, Any] = {"kind": "payouts.send", "payload": {"row_id": row_id}}
            told |= {"state": "waiting", "attempts": 0, "next_at": clock.now(), "created_at": clock.now()}
            session.add(OutboxWork(**told))

    def one(number: int) -> None:
        way.world.work()

    way.world.house.all_at_once(one, 4)
    assert (len(way.at_flip()), abroad.stored(public_id).payout.attempts) == (1, 1)


def test_P8_a_worker_that_died_with_flips_answer_leaves_one_transfer_though_rates_are_away(way: Way) -> None:
    public_id = way.approved()
    begun = sending.begin(abroad.stored(public_id).id)
    assert begun is not None
    made = begun[0](client())
    way.flip.fault(RATES, "status", status=503)  # nothing of this one depends on rates any more
    way.work(seconds=1)
    row = abroad.stored(public_id)
    assert (row.status, row.transaction.flip_id, len(way.at_flip())) == ("PENDING", made.id, 1)


def test_P5_what_flip_took_and_cancelled_meanwhile_is_cancelled_and_not_sent_again(way: Way) -> None:
    way.silent()
    way.flip.fault(CREATE, "drop_reply", times=1)
    way.flip.fault(LIST, "status", status=503)
    public_id = way.approved()
    way.world.work()
    way.finish(str(way.at_flip()[0]["id"]), "CANCELLED", reason="DECLINED")  # which frees the key
    way.flip.no_faults()
    for ahead in (60, 200, 400):
        way.work(seconds=ahead)
    row = abroad.stored(public_id)
    assert (row.status, row.payout.reason, len(way.at_flip())) == ("CANCELLED", "DECLINED", 1)
    # A second one under the freed key, whoever made it, is not this one.
    key = row.transaction.idempotency_key
    way.load(elsewhere(900, idempotency_key=key, beneficiary_amount=100.5, created_from="API"))
    way.turn(sync, seconds=500)
    assert (way.status(public_id), len(abroad.all_stored())) == ("CANCELLED", 2)


def test_P5_a_no_to_the_second_try_is_not_the_last_word_about_the_first(way: Way) -> None:
    way.flip.fault(CREATE, "status", status=500, times=1)
    public_id = way.approved()
    way.world.work()
    no = {"code": "VALIDATION_ERROR", "errors": [{"attribute": "amount", "code": 1081, "message": "max"}]}
    way.flip.fault(CREATE, "status", status=422, body=json.dumps(no), content_type="application/json")
    way.work(seconds=90)
    assert way.status(public_id) == "UNKNOWN"
    way.work(seconds=240)
    way.work(seconds=400)
    assert (way.status(public_id), way.at_flip()) == ("REFUSED", [])


def test_P6_an_answer_of_an_attempt_long_over_says_nothing(way: Way) -> None:
    public_id = way.approved()
    row_id = abroad.stored(public_id).id
    first = sending.begin(row_id)
    assert first is not None
    sending.unknown(row_id, first[1], "no answer")
    second = sending.begin_again(row_id, first[1])
    assert second is not None
    sending.said_no(row_id, first[1], [{"attribute": "", "code": 0, "message": "no"}], for_now=False)
    sending.not_sent(row_id, first[1], "away", 1)
    assert way.status(public_id) == "SENDING"
    sending.unknown(row_id, second[1], "no answer again")
    assert sending.begin_again(row_id, first[1]) is None
    assert sending.not_found(row_id, first[1]) is False
    sending.nothing_was_sent(row_id, first[1])
    assert abroad.stored(public_id).status is PayoutStatus.UNKNOWN


def test_what_is_no_longer_to_be_sent_asks_flip_for_nothing(way: Way) -> None:
    public_id = way.approved()
    service.withdraw(public_id, abroad.maker())
    way.flip.fault(RATES, "status", status=503)
    send(abroad.stored(public_id).id)  # ends, instead of being tried again until rates are there
    db.session.rollback()
    assert (way.status(public_id), way.at_flip()) == ("WITHDRAWN", [])


def test_P44_what_flip_certainly_did_not_do_waits_approved_and_is_refused_never(way: Way) -> None:
    public_id = way.approved()
    for number, status in enumerate((429, 403), start=1):
        way.flip.fault(CREATE, "status", status=status, times=1)
        way.work(seconds=100 * number)
        assert (way.status(public_id), way.at_flip()) == ("APPROVED", []), status
    # Nothing is signed here, so that no signature can be wrong.
    known = state.connection()
    assert (known.state, known.cause) == (FlipState.PAUSED, PauseCause.FORBIDDEN)
    way.turn(look, seconds=600)
    way.work(seconds=700)
    assert (way.status(public_id), len(way.at_flip())) == ("PENDING", 1)
