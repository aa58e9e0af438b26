"""One approved payout is one transfer at Flip, whatever goes wrong in between."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.db.transaction import transaction
from app.extensions import db
from app.gateway.door import client
from app.lib import clock
from app.outbox.models import OutboxWork
from app.outbox.queue import TryLater
from app.payouts import sending
from app.payouts.tasks import settle
from app.timeline.models import Transaction
from tests.disbursements.desk import Desk
from tests.world import wait_until

CREATE = "POST /disbursement"


def _work_later(desk: Desk, **ahead: int) -> None:
    moment = clock.now() + timedelta(**ahead)
    with clock.showing(lambda: moment):
        desk.world.work()


def test_P2_one_form_sent_many_times_at_once_is_one_payout(desk: Desk) -> None:
    browsers = [desk.world.as_("staff") for _ in range(4)]
    tokens = [browser.token() for browser in browsers]
    form = {"bank_code": "bca", "account_number": "5465327020", "typed_name": "Fliptech"}

    def send(number: int) -> int:
        browser = browsers[number % 4]
        sent = form | {"amount_idr": "50.000", "submission": "twin", "csrf_token": tokens[number % 4]}
        return browser.post_raw("/disbursements/", **sent).status_code

    assert set(desk.world.house.all_at_once(send, 4)) == {303}
    db.session.rollback()
    assert db.session.scalar(select(func.count(Transaction.id))) == 1


def test_P3_the_same_form_with_other_content_is_refused_and_explained(desk: Desk) -> None:
    desk.prepare(submission="twin")
    answer = desk.send_form(submission="twin", amount_idr="999.000")
    assert answer.status_code == 422
    assert "already sent" in answer.text
    assert 'value="999.000"' in answer.text


def test_P1_the_key_stands_before_anything_is_sent(desk: Desk) -> None:
    payout = desk.payout(desk.prepare())
    assert (payout.transaction.idempotency_key or "").startswith("bendahara-")
    assert desk.transfers_at_flip() == []


def test_P4_a_lost_answer_is_unknown_and_found_by_its_key(desk: Desk) -> None:
    public_id = desk.prepare()
    desk.world.flip.fault(CREATE, "drop_reply", times=1)
    desk.approve(public_id)
    desk.world.work()
    payout = desk.payout(public_id)
    assert desk.world.verbs("disbursement", payout.id)[-2:] == [
        "disbursement.unknown",
        "disbursement.pending",
    ]
    assert len(desk.transfers_at_flip()) == 1


@pytest.mark.parametrize("how", [{"status": 500}, {"status": 502}])
def test_P4_a_server_error_is_unknown_and_the_same_key_is_sent_again(desk: Desk, how: dict[str, int]) -> None:
    public_id = desk.prepare()
    desk.world.flip.fault(CREATE, "status", times=1, **how)
    desk.approve(public_id)
    desk.world.work()
    assert desk.payout(public_id).status == "UNKNOWN"
    assert desk.transfers_at_flip() == []
    _work_later(desk, seconds=90)
    payout = desk.payout(public_id)
    assert payout.status == "PENDING"
    [transfer] = desk.transfers_at_flip()
    assert transfer["idempotency_key"] == payout.transaction.idempotency_key


def test_P5_once_not_found_is_not_enough(desk: Desk) -> None:
    public_id = desk.prepare()
    desk.world.flip.fault(CREATE, "status", status=500, times=1)
    desk.approve(public_id)
    desk.world.work()
    with pytest.raises(TryLater):
        settle(desk.payout(public_id).id)
    assert desk.payout(public_id).status == "UNKNOWN"


def test_P8_a_worker_that_died_after_flip_took_it_leaves_one_transfer(desk: Desk) -> None:
    public_id = desk.prepare()
    desk.approve(public_id)
    payout = desk.payout(public_id)
    begun = sending.begin(payout.id)
    assert begun is not None
    begun[0](client())  # Flip took it, and the worker died before it could write
    _work_later(desk, seconds=1)  # its work comes up again
    assert desk.payout(public_id).status == "PENDING"
    assert len(desk.transfers_at_flip()) == 1


def test_P5_a_no_to_the_second_try_is_not_the_last_word_about_the_first(desk: Desk) -> None:
    public_id = desk.prepare()
    desk.world.flip.fault(CREATE, "status", status=500, times=1)
    desk.approve(public_id)
    desk.world.work()
    desk.world.flip.panel("banks/bca", {"status": "HEAVILY_DISTURBED"})
    _work_later(desk, seconds=90)
    assert desk.payout(public_id).status == "UNKNOWN"  # refused now (1088), but the first may have passed
    _work_later(desk, seconds=240)
    _work_later(desk, seconds=400)
    assert desk.payout(public_id).status == "HELD"  # twice not found since: nothing was sent, for now
    assert desk.transfers_at_flip() == []


def test_P17_a_callback_that_comes_before_flips_id_finds_its_payout(desk: Desk) -> None:
    public_id = desk.prepare()
    desk.approve(public_id)
    payout = desk.payout(public_id)
    begun = sending.begin(payout.id)
    assert begun is not None
    made = begun[0](client())
    desk.world.flip.panel(f"disbursements/{made.id}", {"status": "DONE"})
    wait_until(lambda: [receipt for receipt in desk.world.receipts() if receipt.kind == "disbursement"])
    desk.world.work()
    payout = desk.payout(public_id)
    assert (payout.status, payout.transaction.flip_id) == ("DONE", made.id)
    assert len(desk.transfers_at_flip()) == 1


def test_P10_the_same_promise_worked_many_times_sends_once(desk: Desk) -> None:
    public_id = desk.prepare()
    desk.approve(public_id)
    with transaction() as session:
        work = session.scalars(select(OutboxWork).where(OutboxWork.kind == "payouts.send")).one()
        for _ in range(10):
            session.add(
                OutboxWork(
                    kind=work.kind, payload=work.payload, state="waiting", attempts=0, **_times(clock.now())
                )
            )
    desk.world.work()
    assert len(desk.transfers_at_flip()) == 1
    assert desk.payout(public_id).payout.attempts == 1


def _times(now: object) -> dict[str, object]:
    return {"next_at": now, "created_at": now}
