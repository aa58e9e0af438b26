"""A transfer that Flip took under a status nobody knows is at Flip all the same, and is followed there."""

from datetime import timedelta

import pytest

from app.flip.disbursements import Disbursement as Shown
from app.gateway.door import client
from app.payouts import sending, tasks
from app.payouts.following import follow
from app.timeline.record import Cause, Source
from tests.disbursements.desk import Desk
from tests.users.bench import later

ODD = "ON_HOLD"


def _word_at_flip(desk: Desk, public_id: str, flip_id: str, word: str) -> None:
    """Have Flip show another word, without a callback."""
    movement = desk.payout(public_id).transaction
    shown = {
        "id": int(flip_id),
        "status": word,
        "amount": movement.amount_idr,
        "bank_code": movement.bank_code,
        "account_number": movement.account_number,
        "idempotency_key": movement.idempotency_key,
    }
    desk.world.flip.panel("load", {"disbursements": [shown]})


def _follow_until_done(desk: Desk, public_id: str, flip_id: str) -> None:
    _word_at_flip(desk, public_id, flip_id, "DONE")
    with later(timedelta(minutes=10)):
        follow()
    assert desk.payout(public_id).status == "DONE"


@pytest.mark.parametrize("state", ["SENDING", "UNKNOWN"])
def test_P19_taken_under_a_word_we_do_not_know_it_is_under_way_and_followed(desk: Desk, state: str) -> None:
    public_id = desk.prepare()
    desk.approve(public_id)
    row_id = desk.payout(public_id).id
    begun = sending.begin(row_id)
    assert begun is not None
    shown = begun[0](client())
    assert isinstance(shown, Shown)
    if state == "UNKNOWN":
        sending.unknown(row_id, begun[1], "the answer was lost")
    answered = shown.model_copy(update={"status": ODD})
    tasks._taken(row_id, answered, Cause(Source.ANSWER, "taken:1", "Flip"))
    payout = desk.payout(public_id)
    assert (payout.status, payout.transaction.flip_id) == ("PENDING", shown.id)
    assert payout.transaction.flip_status == ODD
    assert "disbursement.unknown_word" in desk.world.verbs("disbursement", row_id)
    _follow_until_done(desk, public_id, shown.id)
    assert len(desk.transfers_at_flip()) == 1
