"""A person who decides that Flip did what our row says was never sent ends it: it is not sent any more."""

import pytest

from app.gateway.door import client
from app.payouts import sending
from app.payouts.lookups import look_up
from tests.disbursements.desk import Desk


def _taken_after_all(desk: Desk) -> tuple[str, str]:
    """Flip said that it took nothing, but it did; our id and Flip's."""
    public_id = desk.prepare()
    desk.approve(public_id)
    row_id = desk.payout(public_id).id
    begun = sending.begin(row_id)
    assert begun is not None
    shown = begun[0](client())
    sending.not_sent(row_id, begun[1], "Flip is in maintenance", 600)
    return public_id, shown.id


@pytest.mark.parametrize("keep", ["DONE", "CANCELLED"])
def test_P18_what_a_person_decided_about_an_unsent_one_holds(desk: Desk, keep: str) -> None:
    public_id, flip_id = _taken_after_all(desk)
    row_id = desk.payout(public_id).id
    look_up(row_id)
    payout = desk.payout(public_id)
    assert (payout.status, payout.transaction.attention) == ("APPROVED", "conflict")
    answer = desk.boss.post(f"/disbursements/{public_id}/settle", keep=keep, reason="Flip's support says so.")
    assert answer.status_code == 303, answer.text
    desk.world.work()
    payout = desk.payout(public_id)
    assert (payout.status, payout.transaction.attention) == (keep, None)
    assert len(desk.transfers_at_flip()) == 1
