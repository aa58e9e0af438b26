"""Nobody, one or two people let a payout go, as the house's rules say; never its maker, never one twice."""

from typing import Any

import pytest
from sqlalchemy import func, select

from app.extensions import db
from app.outbox.models import OutboxWork
from app.payouts import by_rule
from tests.disbursements.desk import KNOWN_ACCOUNT, KNOWN_HOLDER, Desk
from tests.payouts.rules import Approver, let_hold

SEND = "payouts.send"


def _sends() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count(OutboxWork.id)).where(OutboxWork.kind == SEND)) or 0


def test_below_the_first_tier_the_rule_lets_it_go_and_says_so(desk: Desk) -> None:
    let_hold(none_below_idr=1_000_000)
    public_id = desk.prepare()
    payout = desk.payout(public_id)
    assert payout.status == "PENDING"
    assert "disbursement.approved_by_rule" in desk.world.verbs("disbursement", payout.id)
    page = desk.boss.get(f"/disbursements/{public_id}").text
    assert "Approved by the house&#39;s rule" in page
    assert len(desk.transfers_at_flip()) == 1
    [entry] = desk.world.house.entries("payouts.approve_by_rule")
    assert entry.person_id is None


def test_the_rule_waits_for_the_bank_and_goes_on_when_it_answers(desk: Desk) -> None:
    let_hold(none_below_idr=1_000_000)
    public_id = desk.send_form().headers["Location"].rsplit("/", 1)[-1]
    by_rule.decide(desk.payout(public_id).id)  # before anybody asked the bank
    payout = desk.payout(public_id)
    assert (payout.status, payout.payout.approvals_needed) == ("AWAITING", 0)
    assert "The bank has to answer first" in desk.boss.get("/approvals/").text
    desk.world.work()
    assert desk.payout(public_id).status == "PENDING"


@pytest.mark.parametrize("doubt", ["another name", "no such account", "look-alike"])
def test_where_anything_speaks_against_it_the_rule_calls_a_person(desk: Desk, doubt: str) -> None:
    fields: dict[str, Any] = {
        "another name": {"typed_name": "Siti Aminah"},
        "no such account": {"account_number": "1232123123212"},
        "look-alike": {"alike_reason": "two invoices"},
    }[doubt]
    if doubt == "look-alike":
        desk.prepare()
    let_hold(none_below_idr=1_000_000)
    public_id = desk.prepare(**fields)
    payout = desk.payout(public_id)
    assert (payout.status, payout.payout.approvals_needed) == ("AWAITING", 1)
    assert "disbursement.needs_person" in desk.world.verbs("disbursement", payout.id)
    assert desk.transfers_at_flip() == []


def test_the_rule_decides_once_however_often_it_is_asked(desk: Desk) -> None:
    let_hold(none_below_idr=1_000_000)
    row_id = desk.payout(desk.prepare()).id
    for _ in range(3):
        by_rule.decide(row_id)
    assert _sends() == 1


def test_two_different_people_are_needed_and_neither_is_the_maker(desk: Desk) -> None:
    let_hold(two_from_idr=100_000)
    maker, first, second = Approver(desk), Approver(desk), Approver(desk, "admin")
    public_id = desk.prepare(maker.browser)
    assert maker.approve(public_id) == 422
    assert first.approve(public_id) == 303
    assert (desk.payout(public_id).status, _sends()) == ("AWAITING", 0)
    assert "disbursement.first_approval" in desk.world.verbs("disbursement", desk.payout(public_id).id)
    again = desk.approve(public_id, first.browser, code=first.code())
    assert again.status_code == 422
    assert "You have approved this payout already" in again.text
    assert maker.approve(public_id) == 422
    assert second.approve(public_id) == 303
    assert (desk.payout(public_id).status, _sends()) == ("APPROVED", 1)


def test_P26_a_change_between_the_two_voids_the_first(desk: Desk) -> None:
    let_hold(two_from_idr=100_000)
    first, second = Approver(desk), Approver(desk)
    public_id = desk.prepare()
    assert first.approve(public_id) == 303
    fields = {
        "base": desk.payout(public_id).payout.fingerprint,
        "bank_code": "bca",
        "account_number": KNOWN_ACCOUNT,
        "typed_name": KNOWN_HOLDER,
        "amount_idr": "170.000",
    }
    assert desk.staff.post(f"/disbursements/{public_id}/edit", **fields).status_code == 303
    desk.world.work()
    assert second.approve(public_id) == 303
    assert desk.payout(public_id).status == "AWAITING"  # the first decided about something else
    assert first.approve(public_id) == 303
    assert desk.payout(public_id).status == "APPROVED"


def test_P26_a_change_after_approval_puts_it_before_the_managers_again(desk: Desk) -> None:
    public_id = desk.prepare()
    assert desk.approve(public_id).status_code == 303
    fields = {
        "base": desk.payout(public_id).payout.fingerprint,
        "bank_code": "bca",
        "account_number": "1122333300",
        "typed_name": KNOWN_HOLDER,
        "amount_idr": "150.000",
    }
    assert desk.staff.post(f"/disbursements/{public_id}/edit", **fields).status_code == 303
    desk.world.work()
    assert desk.payout(public_id).status == "AWAITING"
    assert desk.transfers_at_flip() == []


@pytest.mark.parametrize(("needed", "people", "passed"), [(1, 2, 1), (2, 4, 2)])
def test_P6_many_approve_at_once_and_exactly_as_many_count(
    desk: Desk, needed: int, people: int, passed: int
) -> None:
    if needed == 2:
        let_hold(two_from_idr=100_000)
    approvers = [Approver(desk) for _ in range(people)]
    public_id = desk.prepare()
    seen = desk.payout(public_id).payout.fingerprint
    codes, tokens = [one.code() for one in approvers], [one.browser.token() for one in approvers]

    def approve(number: int) -> int:
        sent = {"fingerprint": seen, "code": codes[number], "csrf_token": tokens[number]}
        return approvers[number].browser.post_raw(f"/disbursements/{public_id}/approve", **sent).status_code

    answers = desk.world.house.all_at_once(approve, people)
    assert sorted(answers) == [303] * passed + [422] * (people - passed)
    assert (desk.payout(public_id).status, _sends()) == ("APPROVED", 1)
    desk.world.work()
    assert len(desk.transfers_at_flip()) == 1


@pytest.mark.parametrize("held", [False, True])
def test_a_manager_stops_what_others_made_before_it_is_sent(desk: Desk, held: bool) -> None:
    public_id = desk.prepare()
    if held:
        desk.world.flip.panel("banks/bca", {"status": "HEAVILY_DISTURBED"})
    desk.approve(public_id)
    if held:
        desk.world.work()
    assert desk.payout(public_id).status == ("HELD" if held else "APPROVED")
    address, stopper = f"/disbursements/{public_id}/reject", Approver(desk)
    assert "Stop it" in stopper.browser.get(f"/disbursements/{public_id}").text
    assert desk.staff.post(address, reason="no").status_code == 403
    assert stopper.browser.post(address, reason=" ").status_code == 422
    assert stopper.browser.post(address, reason="paid in cash").status_code == 303
    desk.world.flip.panel("banks/bca", {"status": "OPERATIONAL"})
    desk.world.work()
    assert desk.payout(public_id).status == "REJECTED"
    assert desk.transfers_at_flip() == []


def test_what_flip_has_can_no_longer_be_stopped(desk: Desk) -> None:
    public_id = desk.prepare()
    desk.approve(public_id)
    desk.world.work()
    answer = desk.boss.post(f"/disbursements/{public_id}/reject", reason="too late")
    assert answer.status_code == 422
    assert "can no longer be stopped" in answer.text


def test_a_look_alike_nobody_explained_needs_the_approvers_reason(desk: Desk) -> None:
    first = desk.prepare()
    second = desk.prepare(alike_reason="two invoices")
    refused = desk.approve(first)  # its maker could not know of the later one
    assert refused.status_code == 422
    assert "did not say why" in refused.text
    assert desk.approve(second).status_code == 303
    assert "two invoices" in desk.boss.get(f"/disbursements/{second}").text
