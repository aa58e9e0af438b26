"""The true path of a payout: prepared, checked, approved by somebody else with a code, sent once, arrived."""

from tests.disbursements.desk import Desk
from tests.world import wait_until


def test_a_payout_is_prepared_approved_sent_and_arrives(desk: Desk) -> None:
    public_id = desk.prepare()
    payout = desk.payout(public_id)
    assert payout.status == "AWAITING"
    assert payout.may_be_approved
    assert desk.transfers_at_flip() == []

    assert desk.approve(public_id).status_code == 303
    desk.world.work()
    payout = desk.payout(public_id)
    assert payout.status == "PENDING"
    [transfer] = desk.transfers_at_flip()
    assert transfer["idempotency_key"] == payout.transaction.idempotency_key

    desk.world.flip.panel(f"disbursements/{payout.transaction.flip_id}", {"status": "DONE"})
    wait_until(lambda: [receipt for receipt in desk.world.receipts() if receipt.kind == "disbursement"])
    desk.world.work()
    payout = desk.payout(public_id)
    assert (payout.status, payout.transaction.learnt_by) == ("DONE", "callback")
    assert desk.world.verbs("disbursement", payout.id) == [
        "disbursement.submitted",
        "disbursement.approved",
        "disbursement.sending",
        "disbursement.pending",
        "disbursement.done",
    ]
