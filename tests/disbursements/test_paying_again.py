"""Is it safe to pay again? Asked of a real Flip: cancelled, refused, lost, waiting, away, and made anew."""

import json
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.extensions import db
from app.lib import clock
from app.payouts.judging import Answer
from app.payouts.models import Lookup
from tests.disbursements.again import answer, ask, cancelled, end, may_be_made_anew, sent, shown
from tests.disbursements.desk import Desk

CREATE = "POST /disbursement$"


def test_a_cancelled_one_is_safe_only_once_flip_was_asked(desk: Desk) -> None:
    public_id = cancelled(desk)
    assert shown(desk, public_id) == "unknown"
    assert not may_be_made_anew(desk, public_id)
    assert "Make it anew" not in desk.staff.get(f"/disbursements/{public_id}").text
    ask(desk, public_id)
    text = desk.staff.get(f"/disbursements/{public_id}").text
    assert shown(desk, public_id) == "safe"
    assert f"/disbursements/new?anew={public_id}" in text
    assert "Flip, asked by our key, knows no transfer." in text
    assert "Flip, asked by its number, shows it as cancelled." in text
    assert may_be_made_anew(desk, public_id)


def test_an_answer_grows_old(desk: Desk) -> None:
    public_id = cancelled(desk)
    ask(desk, public_id)
    later = clock.now() + timedelta(minutes=10, seconds=1)
    with clock.showing(lambda: later):
        assert answer(desk, public_id) is Answer.UNKNOWN
        assert not may_be_made_anew(desk, public_id)


def test_one_that_was_never_sent_is_asked_for_once(desk: Desk) -> None:
    public_id = desk.prepare()
    assert answer(desk, public_id) is Answer.NOT_SAFE
    desk.staff.post(f"/disbursements/{public_id}/withdraw")
    assert answer(desk, public_id) is Answer.UNKNOWN
    ask(desk, public_id)
    assert answer(desk, public_id) is Answer.SAFE


def test_one_that_flip_refused(desk: Desk) -> None:
    body = {"code": "VALIDATION_ERROR", "errors": [{"attribute": "remark", "code": 1024, "message": "long"}]}
    desk.world.flip.fault(CREATE, "status", status=422, body=json.dumps(body), times=1)
    public_id = sent(desk)
    assert desk.payout(public_id).status == "REFUSED"
    ask(desk, public_id)
    assert answer(desk, public_id) is Answer.SAFE


def test_a_lost_answer_is_unknown_and_asking_finds_it(desk: Desk) -> None:
    desk.world.flip.fault("GET /get-disbursement", "status", status=503)
    desk.world.flip.fault(CREATE, "drop_reply", times=1)
    public_id = sent(desk)
    assert desk.payout(public_id).status == "UNKNOWN"
    assert shown(desk, public_id) == "unknown"
    ask(desk, public_id)
    assert desk.payout(public_id).status == "UNKNOWN"
    desk.world.flip.no_faults()
    ask(desk, public_id)
    assert desk.payout(public_id).status == "PENDING"
    assert shown(desk, public_id) == "not_safe"
    assert len(desk.transfers_at_flip()) == 1


def test_where_an_attempt_may_have_passed_flip_is_asked_twice(desk: Desk) -> None:
    desk.world.flip.fault(CREATE, "drop_reply", times=1)
    public_id = cancelled(desk)
    assert desk.payout(public_id).payout.may_have_passed
    ask(desk, public_id)
    assert answer(desk, public_id) is Answer.UNKNOWN
    assert "asked a second time by itself" in desk.staff.get(f"/disbursements/{public_id}").text
    later = clock.now() + timedelta(seconds=62)
    with clock.showing(lambda: later):
        desk.world.work()
        assert answer(desk, public_id) is Answer.SAFE


def test_flip_away_is_written_as_such_and_nothing_is_safe(desk: Desk) -> None:
    public_id = cancelled(desk)
    desk.world.flip.fault("GET /get-disbursement", "status", status=503)
    ask(desk, public_id)
    assert answer(desk, public_id) is Answer.UNKNOWN
    assert "Flip could not be asked by our key." in desk.staff.get(f"/disbursements/{public_id}").text
    kept = [look.outcome for look in db.session.scalars(select(Lookup).order_by(Lookup.id))]
    assert kept == ["asked", "unreachable", "unreachable"]


def test_a_callback_that_nobody_has_read_leaves_it_open(desk: Desk) -> None:
    public_id = cancelled(desk)
    ask(desk, public_id)
    assert answer(desk, public_id) is Answer.SAFE
    payout = desk.payout(public_id).transaction
    told = {
        "id": int(payout.flip_id or 0),
        "status": "DONE",
        "amount": payout.amount_idr,
        "bank_code": payout.bank_code,
        "account_number": payout.account_number,
    }
    desk.world.knock(json.dumps(told | {"id": 999_999, "amount": 1}), kind="disbursement")
    assert answer(desk, public_id) is Answer.SAFE  # about another one
    desk.world.knock(json.dumps(told), kind="disbursement")  # the worker is off
    assert answer(desk, public_id) is Answer.UNKNOWN
    assert "have not been read yet: 1" in desk.staff.get(f"/disbursements/{public_id}").text
    desk.world.work()
    assert desk.payout(public_id).transaction.attention == "conflict"
    ask(desk, public_id)
    assert answer(desk, public_id) is Answer.UNKNOWN  # until a person has decided


def test_what_flip_moves_on_behind_a_withdrawn_one_is_a_contradiction(desk: Desk) -> None:
    public_id = desk.prepare()
    key = desk.payout(public_id).transaction.idempotency_key
    desk.staff.post(f"/disbursements/{public_id}/withdraw")
    sent = {
        "id": 77,
        "status": "PENDING",
        "amount": 150000,
        "bank_code": "bca",
        "account_number": "5465327020",
    }
    desk.world.flip.panel("load", {"disbursements": [sent | {"idempotency_key": key}]})
    ask(desk, public_id)
    assert answer(desk, public_id) is Answer.NOT_SAFE
    payout = desk.payout(public_id)
    assert (payout.status, payout.transaction.attention) == ("WITHDRAWN", "conflict")


def test_asking_is_audited_and_one_question_at_a_time(desk: Desk) -> None:
    public_id = cancelled(desk)
    for _ in range(3):
        desk.staff.post(f"/disbursements/{public_id}/ask-flip")
    assert "Flip is being asked" in desk.staff.get(f"/disbursements/{public_id}").text
    desk.world.work()
    db.session.rollback()
    verbs = list(db.session.scalars(select(AuditEntry.verb).where(AuditEntry.verb.contains("ask_flip"))))
    assert verbs == ["payouts.ask_flip"]
    assert len(list(db.session.scalars(select(Lookup)))) == 3


@pytest.mark.parametrize("status", ["DONE", "PENDING"])
def test_money_on_its_way_is_never_safe(desk: Desk, status: str) -> None:
    public_id = sent(desk)
    if status == "DONE":
        end(desk, public_id, "DONE")
    ask(desk, public_id)
    assert desk.payout(public_id).status == status
    assert answer(desk, public_id) is Answer.NOT_SAFE


def test_the_live_part_brings_the_answer_and_then_rests(desk: Desk) -> None:
    public_id = cancelled(desk)
    desk.staff.post(f"/disbursements/{public_id}/ask-flip")
    [live] = re.findall(r'hx-get="([^"]+/live[^"]+)"', desk.staff.get(f"/disbursements/{public_id}").text)
    assert desk.staff.get(live).status_code == 204
    desk.world.work()
    fresh = desk.staff.get(live)
    assert 'data-verdict="safe"' in fresh.text
