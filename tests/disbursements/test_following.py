"""What happens to a payout at Flip: held, refused, cancelled, followed without callbacks, made elsewhere."""

import json
from datetime import timedelta
from pathlib import Path

from app.banks.tasks import refresh
from app.flip.client import FlipClient
from app.gateway import state
from app.gateway.models import FlipState
from app.gateway.tasks import look
from app.lib import clock
from app.payouts.following import follow
from app.payouts.releasing import release_held
from tests.disbursements.desk import Desk
from tests.world import wait_until

SAMPLE = Path("tests/contract/samples/callbacks/disbursement-done.json")


def _told(desk: Desk) -> list[object]:
    return [receipt for receipt in desk.world.receipts() if receipt.kind == "disbursement"]


def test_a_payout_to_a_disturbed_bank_is_held_and_released_when_it_recovers(desk: Desk) -> None:
    public_id = desk.prepare()
    desk.world.flip.panel("banks/bca", {"status": "HEAVILY_DISTURBED"})
    refresh()
    desk.approve(public_id)
    desk.world.work()
    assert desk.payout(public_id).status == "HELD"
    assert "severely disturbed" in desk.staff.get(f"/disbursements/{public_id}").text
    desk.world.flip.panel("banks/bca", {"status": "OPERATIONAL"})
    wait_until(lambda: [r for r in desk.world.receipts() if r.kind == "bank-status" and r.state == "waiting"])
    desk.world.work()
    assert desk.payout(public_id).status == "PENDING"
    assert len(desk.transfers_at_flip()) == 1


def test_a_short_balance_holds_and_says_so(desk: Desk) -> None:
    public_id = desk.prepare(amount_idr="999.999.999.999")
    desk.approve(public_id)
    desk.world.work()
    payout = desk.payout(public_id)
    assert payout.status == "HELD"
    assert payout.payout.refusal
    assert payout.payout.refusal[0]["code"] == 1035
    desk.world.flip.panel("balance", {"top_up": 999_999_999_999})
    release_held()
    desk.world.work()
    assert desk.payout(public_id).status == "PENDING"


def test_what_flip_refuses_is_refused_with_its_words(desk: Desk) -> None:
    public_id = desk.prepare()
    body = {"code": "VALIDATION_ERROR", "errors": [{"attribute": "remark", "code": 1024, "message": "long"}]}
    desk.world.flip.fault("POST /disbursement", "status", status=422, body=json.dumps(body), times=1)
    desk.approve(public_id)
    desk.world.work()
    payout = desk.payout(public_id)
    assert payout.status == "REFUSED"
    assert desk.transfers_at_flip() == []


def test_a_cancelled_one_shows_flips_reason(desk: Desk) -> None:
    public_id = desk.prepare()
    desk.approve(public_id)
    desk.world.work()
    flip_id = desk.payout(public_id).transaction.flip_id
    told = {"status": "CANCELLED", "reason": "INACTIVE_ACCOUNT"}
    desk.world.flip.panel(f"disbursements/{flip_id}", told)
    wait_until(lambda: _told(desk))
    desk.world.work()
    payout = desk.payout(public_id)
    assert (payout.status, payout.payout.reason) == ("CANCELLED", "INACTIVE_ACCOUNT")
    page = desk.staff.get(f"/disbursements/{public_id}").text
    assert "The account is inactive. Ask the recipient to revive it or for another one." in page


def test_P23_a_payout_whose_callback_was_lost_is_asked_for(desk: Desk) -> None:
    desk.world.flip.panel("callbacks", {"send": False})
    public_id = desk.prepare()
    desk.approve(public_id)
    desk.world.work()
    flip_id = desk.payout(public_id).transaction.flip_id
    desk.world.flip.panel(f"disbursements/{flip_id}", {"status": "DONE"})
    later = clock.now() + timedelta(minutes=5)
    with clock.showing(lambda: later):
        follow()
    payout = desk.payout(public_id)
    assert (payout.status, payout.transaction.learnt_by) == ("DONE", "polling")


def test_P17_a_transfer_made_elsewhere_gets_its_row(desk: Desk) -> None:
    transfer = json.loads(SAMPLE.read_text())
    desk.world.flip.panel("load", {"disbursements": [transfer]})
    desk.world.knock(json.dumps(transfer), kind="disbursement")
    desk.world.work()
    [receipt] = desk.world.receipts()
    assert receipt.verdict == "applied"
    found = desk.staff.get("/disbursements/?tab=done").text
    assert "FLIPTECH LENTERA INSPIRASI" in found


def test_P44_a_wrong_key_pauses_and_refuses_nothing(desk: Desk) -> None:
    public_id = desk.prepare()
    right = desk.world.app.extensions["flip"]
    where = {"api_url": right.api_url, "kyc_url": right.kyc_url}
    desk.world.app.extensions["flip"] = FlipClient(**where, secret_key="another-key")
    desk.approve(public_id)
    desk.world.work()
    assert state.connection().state is FlipState.PAUSED
    assert desk.payout(public_id).status == "APPROVED"
    desk.world.app.extensions["flip"] = right
    look()
    desk.world.work()
    assert desk.payout(public_id).status == "PENDING"


def test_support_sees_masked_numbers_and_pages_are_cheap(desk: Desk) -> None:
    public_id = desk.prepare()
    support = desk.world.as_("support")
    for address in ("/disbursements/", f"/disbursements/{public_id}"):
        with desk.world.house.statements() as seen:
            text = support.get(address).text
        assert len(seen) <= 8, seen
        assert "5465327020" not in text.replace(" ", "")
    with desk.world.house.statements() as seen:
        assert desk.boss.get("/approvals/").status_code == 200
    assert len(seen) <= 8


def test_a_wrong_field_gets_its_error_and_keeps_what_was_typed(desk: Desk) -> None:
    answer = desk.send_form(amount_idr="500", account_number="12x", remark="a remark much too long for Flip")
    assert answer.status_code == 422
    for words in ("from Rp 10.000 up", "digits only", "At most 18 characters", 'value="500"', 'value="12x"'):
        assert words in answer.text


def test_P5_the_overview_says_what_waits_and_what_nobody_knows(desk: Desk) -> None:
    public_id = desk.prepare()
    assert "1 payout waits for approval" in desk.boss.get("/").text
    desk.world.flip.fault("POST /disbursement$", "status", status=500)
    desk.approve(public_id)
    desk.world.work()
    with desk.world.house.statements() as seen:
        text = desk.staff.get("/").text
    assert "Of 1 payout nobody knows yet" in text
    assert len(seen) <= 8


def test_a_story_leaves_out_what_nobody_said(desk: Desk) -> None:
    public_id = desk.prepare()
    desk.approve(public_id)
    shown = desk.staff.get(f"/disbursements/{public_id}").text
    assert "Approved" in shown
    assert "%(" not in shown


def test_a_callback_that_flip_itself_contradicts_is_told_with_both_words(desk: Desk) -> None:
    public_id = desk.prepare()
    desk.approve(public_id)
    desk.world.work()
    desk.world.flip.panel("callbacks", {"send": False})
    flip_id = desk.payout(public_id).transaction.flip_id
    desk.world.flip.panel(f"disbursements/{flip_id}", {"status": "DONE"})
    [transfer] = desk.transfers_at_flip()
    desk.world.knock(json.dumps(transfer | {"status": "CANCELLED"}), kind="disbursement")
    desk.world.work()
    page = desk.staff.get(f"/disbursements/{public_id}").text
    assert "It said CANCELLED where DONE stood" in page
