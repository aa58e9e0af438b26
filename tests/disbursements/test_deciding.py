"""Who may let a payout go: never its maker, only with a fresh code, only when the bank named the holder."""

import pytest

from tests.disbursements.desk import Desk


@pytest.mark.parametrize("role", ["manager", "admin"])
def test_P25_the_maker_cannot_decide_about_their_own(desk: Desk, role: str) -> None:
    person = desk.world.house.person(role)
    maker = desk.world.house.browser_of(person)
    public_id = desk.prepare(maker)
    assert desk.approve(public_id, maker).status_code == 422
    seen = desk.payout(public_id).payout.fingerprint
    answer = maker.post(f"/disbursements/{public_id}/reject", fingerprint=seen, reason="no")
    assert answer.status_code == 422
    assert "somebody else must decide" in answer.text
    assert desk.payout(public_id).status == "AWAITING"
    assert [entry.outcome for entry in desk.world.house.entries("payouts.approve")] == ["refused"]


@pytest.mark.parametrize("role", ["staff", "support"])
def test_P29_staff_and_support_cannot_approve(desk: Desk, role: str) -> None:
    public_id = desk.prepare()
    assert desk.approve(public_id, desk.world.as_(role)).status_code == 403
    assert desk.payout(public_id).status == "AWAITING"


def test_P27_a_code_works_once(desk: Desk) -> None:
    first, second = desk.prepare(), desk.prepare(amount_idr="20.000")
    code = desk.fresh_code()
    assert desk.approve(first, code=code).status_code == 303
    again = desk.approve(second, code=code)
    assert again.status_code == 422
    assert "used already" in again.text
    assert desk.payout(second).status == "AWAITING"


def test_P27_a_wrong_code_lets_nothing_go(desk: Desk) -> None:
    public_id = desk.prepare()
    assert desk.approve(public_id, code="000000").status_code == 422
    assert desk.payout(public_id).status == "AWAITING"


def test_P26_what_was_not_seen_cannot_be_approved(desk: Desk) -> None:
    public_id = desk.prepare()
    sent = {"fingerprint": "of something else", "code": desk.fresh_code()}
    answer = desk.boss.post(f"/disbursements/{public_id}/approve", **sent)
    assert answer.status_code == 422
    assert desk.payout(public_id).status == "AWAITING"


def test_an_account_the_bank_does_not_know_cannot_be_approved(desk: Desk) -> None:
    public_id = desk.prepare(account_number="1232123123212")
    answer = desk.approve(public_id)
    assert answer.status_code == 422
    assert "not confirmed this account" in answer.text


def test_a_rejection_needs_a_reason_and_ends_it(desk: Desk) -> None:
    public_id = desk.prepare()
    seen = desk.payout(public_id).payout.fingerprint
    address = f"/disbursements/{public_id}/reject"
    assert desk.boss.post(address, fingerprint=seen, reason=" ").status_code == 422
    assert desk.boss.post(address, fingerprint=seen, reason="wrong person").status_code == 303
    assert desk.payout(public_id).status == "REJECTED"
    desk.world.work()
    assert desk.transfers_at_flip() == []
    assert desk.approve(public_id).status_code == 422


def test_only_its_maker_withdraws_and_only_before_it_is_sent(desk: Desk) -> None:
    public_id = desk.prepare()
    assert desk.world.as_("staff").post(f"/disbursements/{public_id}/withdraw").status_code == 422
    assert desk.staff.post(f"/disbursements/{public_id}/withdraw").status_code == 303
    assert desk.payout(public_id).status == "WITHDRAWN"
    assert desk.approve(public_id).status_code == 422


def test_another_name_than_the_banks_needs_a_reason_and_shows_the_holder(desk: Desk) -> None:
    public_id = desk.prepare(typed_name="Siti Aminah")
    shown = desk.boss.get(f"/disbursements/{public_id}").text
    assert "goes to PT Fliptech Lentera IP" in shown
    refused = desk.approve(public_id)
    assert refused.status_code == 422
    assert "does not confirm the name" in refused.text
    seen, code = desk.payout(public_id).payout.fingerprint, desk.fresh_code()
    said = {"fingerprint": seen, "code": code, "reason": "her company's account"}
    assert desk.boss.post(f"/disbursements/{public_id}/approve", **said).status_code == 303
    assert "her company&#39;s account" in desk.staff.get(f"/disbursements/{public_id}").text


def test_a_code_typed_with_a_missing_reason_is_not_spent(desk: Desk) -> None:
    public_id, code = desk.prepare(typed_name="Siti Aminah"), desk.fresh_code()
    assert desk.approve(public_id, code=code).status_code == 422
    said = {"fingerprint": desk.payout(public_id).payout.fingerprint, "code": code, "reason": "known to us"}
    assert desk.boss.post(f"/disbursements/{public_id}/approve", **said).status_code == 303
