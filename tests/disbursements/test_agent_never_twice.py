"""One approved payout through an agent is one transfer at Flip, whatever goes wrong in between."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.disbursements import asking
from app.disbursements.asking import create
from app.disbursements.models import Disbursement
from app.extensions import db
from app.flip.agent_transfers import NewAgentDisbursement
from app.gateway.door import client
from app.lib import clock
from app.payouts import lookups, sending
from app.payouts.models import LookedUp, Lookup
from tests.disbursements.desk import Desk
from tests.disbursements.payers import an_agent, through

CREATE = "POST /agent-disbursements"
_NO_SUCH_KEY = {"attribute": "idempotency-key", "code": 1073, "message": "no such key"}
NO_SUCH_KEY = {"status": 422, "body": json.dumps({"code": "VALIDATION_ERROR", "errors": [_NO_SUCH_KEY]})}


@pytest.fixture
def approved(desk: Desk) -> Callable[[], str]:
    """What prepares and approves one, not sent yet."""

    def make() -> str:
        public_id = desk.prepare(**through(an_agent(desk)))
        assert desk.approve(public_id).status_code == 303
        return public_id

    return make


def work_later(desk: Desk, **ahead: int) -> None:
    moment = clock.now() + timedelta(**ahead)
    with clock.showing(lambda: moment):
        desk.world.work()


def test_P3_the_same_form_for_another_agent_is_refused_and_explained(desk: Desk) -> None:
    dewi, budi = an_agent(desk), an_agent(desk, 2, name="Budi Santoso")
    desk.prepare(**through(dewi, submission="twin"))
    answer = desk.send_form(**through(budi, submission="twin"))
    assert answer.status_code == 422
    assert "already sent" in answer.text
    assert desk.send_form(**through(dewi, submission="twin")).status_code == 303


def test_P1_P8_a_worker_that_died_after_flip_took_it_leaves_one_transfer(
    desk: Desk, approved: Callable[[], str]
) -> None:
    public_id = approved()
    payout = desk.payout(public_id)
    begun = sending.begin(payout.id)
    assert begun is not None
    assert desk.payout(public_id).status == "SENDING"  # with its key, before the first byte
    assert desk.transfers_at_flip() == []
    begun[0](client())
    work_later(desk, seconds=1)
    after = desk.payout(public_id)
    assert after.status == "PENDING"
    [transfer] = desk.transfers_at_flip()
    assert transfer["idempotency_key"] == after.transaction.idempotency_key


def test_P4_P5_a_lost_answer_is_unknown_and_found_by_its_key(desk: Desk, approved: Callable[[], str]) -> None:
    public_id = approved()
    desk.world.flip.fault(CREATE, "drop_reply", times=1)
    desk.world.work()
    payout = desk.payout(public_id)
    assert desk.world.verbs("disbursement", payout.id)[-2:] == [
        "disbursement.unknown",
        "disbursement.pending",
    ]
    assert len(desk.transfers_at_flip()) == 1


@pytest.mark.parametrize("status", [500, 502])
def test_P4_a_server_error_is_unknown_and_the_same_key_is_sent_again(
    desk: Desk, approved: Callable[[], str], status: int
) -> None:
    public_id = approved()
    desk.world.flip.fault(CREATE, "status", times=1, status=status)
    desk.world.work()
    assert desk.payout(public_id).status == "UNKNOWN"
    assert desk.transfers_at_flip() == []
    work_later(desk, seconds=90)
    payout = desk.payout(public_id)
    assert payout.status == "PENDING"
    [transfer] = desk.transfers_at_flip()
    assert transfer["idempotency_key"] == payout.transaction.idempotency_key


def test_P5_where_the_general_lookup_knows_no_agents_transfer_their_own_list_does(
    desk: Desk, approved: Callable[[], str]
) -> None:
    public_id = approved()
    desk.world.flip.fault(CREATE, "drop_reply", times=1)
    desk.world.flip.fault("GET /get-disbursement", "status", carries="idempotency-key", **NO_SUCH_KEY)
    desk.world.work()
    assert desk.payout(public_id).status == "PENDING"
    assert len(desk.transfers_at_flip()) == 1
    lookups.look_up(desk.payout(public_id).id)
    looked = [row.outcome for row in db.session.scalars(select(Lookup))]
    assert looked == [LookedUp.FOUND, LookedUp.FOUND]
    assert desk.payout(public_id).transaction.attention is None


def test_P5_also_where_many_others_went_through_the_agent_since(
    desk: Desk, approved: Callable[[], str]
) -> None:
    public_id = approved()
    row_id = desk.payout(public_id).id
    begun = sending.begin(row_id)
    assert begun is not None
    begun[0](client())
    for number in range(asking.ROWS_A_PAGE + 1):
        _one_more(row_id, f"other-{number}")
    desk.world.flip.fault("GET /get-disbursement", "status", carries="idempotency-key", **NO_SUCH_KEY)
    work_later(desk, seconds=1)
    payout = desk.payout(public_id)
    assert payout.status == "PENDING"
    assert desk.world.verbs("disbursement", row_id).count("disbursement.sending") == 1


@pytest.mark.parametrize(("made_in", "sends"), [("API", 1), ("Dashboard", 2)])
def test_P5_a_transfer_of_the_agent_that_hides_its_key_may_be_the_one(
    desk: Desk, approved: Callable[[], str], made_in: str, sends: int
) -> None:
    public_id = approved()
    row_id = desk.payout(public_id).id
    assert sending.begin(row_id) is not None
    hidden = {"id": 7, "status": "PENDING", "amount": 10_000, "created_from": made_in}
    page = {"total_data": 1, "data_per_page": 100, "total_page": 1, "page": 1, "data": [hidden]}
    desk.world.flip.fault("GET /agent-disbursements", "status", status=200, body=json.dumps(page))
    work_later(desk, seconds=1)
    for minutes in (2, 5, 9):
        work_later(desk, seconds=minutes * 60)
    assert desk.world.verbs("disbursement", row_id).count("disbursement.sending") == sends


def _one_more(row_id: int, key: str) -> None:
    like = asking.asked_of_flip(db.session.get_one(Disbursement, row_id))
    db.session.rollback()
    assert isinstance(like, NewAgentDisbursement)
    create(client(), replace(like, transfer=replace(like.transfer, idempotency_key=key)))


def test_P6_the_same_payout_begun_by_many_workers_is_sent_once(
    desk: Desk, approved: Callable[[], str]
) -> None:
    row_id = desk.payout(approved()).id
    begun = desk.world.house.all_at_once(lambda _: sending.begin(row_id) is not None, 4)
    assert sorted(begun) == [False, False, False, True]
