"""A change of what was approved voids the approval; what is at Flip is never changed (P26)."""

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.db.transaction import transaction
from app.extensions import db
from app.inquiries.models import Inquiry
from app.lib import clock
from app.outbox.models import OutboxWork
from app.payouts import sending
from app.places.tasks import refresh as read_places
from app.timeline.record import Cause, Source, advance
from tests.bills.bench import typed
from tests.disbursements.desk import KNOWN_ACCOUNT, Desk
from tests.disbursements.editing import edit

TOMORROW = (clock.to_wib(clock.now()) + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
CHANGES = [
    {"amount_idr": "151.000"},
    {"bank_code": "mandiri"},
    {"account_number": "1122334455"},
    {"typed_name": "Fliptech Lentera"},
    {"remark": "bonus"},
    {"recipient_city": "Kota Bandung"},
    {"beneficiary_emails": "siti@example.com"},
    {"wait_for_bank": "y"},
    {"not_before": TOMORROW},
]


def to(desk: Desk, public_id: str, status: str) -> None:
    """Bring a payout that waits to APPROVED or HELD without a worker."""
    assert desk.approve(public_id).status_code == 303
    if status == "HELD":
        with transaction():
            row_id = desk.payout_id(public_id)
            advance("disbursement", row_id, "HELD", Cause(Source.CLOCK, "held by the test"))


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: next(iter(change)))
@pytest.mark.parametrize("status", ["APPROVED", "HELD"])
def test_P26_a_change_after_approval_voids_it(desk: Desk, status: str, change: dict[str, Any]) -> None:
    read_places()
    public_id = desk.prepare()
    to(desk, public_id, status)
    approved = desk.payout(public_id).payout.fingerprint
    assert edit(desk, public_id, **change).status_code == 303
    payout = desk.payout(public_id)
    assert payout.status == "AWAITING"
    assert payout.payout.fingerprint != approved
    assert desk.world.verbs("disbursement", payout.id)[-1] == "disbursement.awaiting"
    assert "this no longer counts" in desk.boss.get(f"/disbursements/{public_id}").text
    sent = {"fingerprint": approved, "code": desk.fresh_code()}
    assert desk.boss.post(f"/disbursements/{public_id}/approve", **sent).status_code == 422
    desk.world.work()
    assert desk.payout(public_id).status == "AWAITING"
    assert desk.transfers_at_flip() == []


def test_P26_what_is_changed_and_changed_back_needs_a_new_approval(desk: Desk) -> None:
    public_id = desk.prepare()
    to(desk, public_id, "APPROVED")
    first = desk.payout(public_id).payout.fingerprint
    edit(desk, public_id, amount_idr="151.000")
    edit(desk, public_id)
    payout = desk.payout(public_id)
    assert (payout.status, payout.transaction.amount_idr) == ("AWAITING", 150_000)
    assert payout.payout.fingerprint != first
    assert desk.approve(public_id).status_code == 303
    desk.world.work()
    assert desk.payout(public_id).status == "PENDING"
    assert len(desk.transfers_at_flip()) == 1


def test_the_new_content_is_what_goes_out(desk: Desk) -> None:
    public_id = desk.prepare()
    edit(desk, public_id, amount_idr="99.000", remark="bonus")
    desk.approve(public_id)
    desk.world.work()
    [transfer] = desk.transfers_at_flip()
    assert (transfer["amount"], transfer["remark"]) == (99_000, "bonus")


@pytest.mark.parametrize("status", ["AWAITING", "APPROVED"])
def test_an_edit_that_changes_nothing_changes_nothing(desk: Desk, status: str) -> None:
    public_id = desk.prepare()
    if status == "APPROVED":
        to(desk, public_id, status)
    before = desk.payout(public_id)
    seen, updated = before.payout.fingerprint, before.transaction.updated_at
    said = desk.world.verbs("disbursement", before.id)
    assert edit(desk, public_id).status_code == 303
    after = desk.payout(public_id)
    assert (after.status, after.payout.fingerprint) == (status, seen)
    assert after.transaction.updated_at == updated
    assert desk.world.verbs("disbursement", after.id) == said
    assert desk.world.house.entries("disbursements.edit") == []


@pytest.mark.parametrize("status", ["SENDING", "UNKNOWN", "PENDING", "WITHDRAWN"])
def test_what_is_at_flip_or_over_is_not_changed_and_nothing_typed_is_lost(desk: Desk, status: str) -> None:
    public_id = desk.prepare()
    if status == "WITHDRAWN":
        desk.staff.post(f"/disbursements/{public_id}/withdraw")
    else:
        desk.approve(public_id)
        row_id = desk.payout(public_id).id
        begun = sending.begin(row_id)
        assert begun is not None
        if status == "UNKNOWN":
            sending.unknown(row_id, begun[1], "nobody answered")
        if status == "PENDING":
            with transaction():
                advance("disbursement", row_id, "PENDING", Cause(Source.ANSWER, "taken by the test"))
    assert desk.payout(public_id).status == status
    answer = edit(desk, public_id, amount_idr="777.000")
    assert answer.status_code == 422
    assert "can no longer be changed" in answer.text
    assert typed(answer.text, "amount_idr") == "777.000"
    assert desk.payout(public_id).transaction.amount_idr == 150_000
    assert desk.staff.get(f"/disbursements/{public_id}/edit").status_code == 303
    assert f"/disbursements/{public_id}/edit" not in desk.staff.get(f"/disbursements/{public_id}").text


def test_of_two_windows_the_second_is_told_and_keeps_what_was_typed(desk: Desk) -> None:
    public_id = desk.prepare()
    base = desk.payout(public_id).payout.fingerprint
    assert edit(desk, public_id, base=base, amount_idr="160.000").status_code == 303
    answer = edit(desk, public_id, base=base, amount_idr="170.000")
    assert answer.status_code == 422
    assert "changed while you were typing" in answer.text
    assert typed(answer.text, "amount_idr") == "170.000"
    assert desk.payout(public_id).transaction.amount_idr == 160_000
    seen_now = typed(answer.text, "base")
    assert edit(desk, public_id, base=seen_now, amount_idr="170.000").status_code == 303
    assert desk.payout(public_id).transaction.amount_idr == 170_000


@pytest.mark.parametrize("role", ["staff", "manager", "admin"])
def test_only_its_maker_changes_a_payout(desk: Desk, role: str) -> None:
    public_id, other = desk.prepare(), desk.world.as_(role)
    assert other.get(f"/disbursements/{public_id}/edit").status_code == 303
    answer = edit(desk, public_id, other, amount_idr="1.000.000")
    assert answer.status_code == 422
    assert "Only its maker can change" in answer.text
    assert desk.payout(public_id).transaction.amount_idr == 150_000
    assert [entry.outcome for entry in desk.world.house.entries("disbursements.edit")] == ["refused"]


def test_another_account_is_asked_for_anew_and_the_same_is_not(desk: Desk) -> None:
    public_id = desk.prepare()
    first = desk.payout(public_id).inquiry_id
    edit(desk, public_id, amount_idr="160.000")
    assert desk.payout(public_id).inquiry_id == first
    edit(desk, public_id, amount_idr="160.000", account_number="1122334455")
    second = desk.payout(public_id).inquiry
    assert second is not None
    assert (second.account_number, second.status) == ("1122334455", "REQUESTED")
    assert _questions_promised() == 2


def test_another_name_is_compared_with_the_answer_that_is_known(desk: Desk) -> None:
    public_id = desk.prepare()
    edit(desk, public_id, typed_name="Siti Aminah")
    inquiry = desk.payout(public_id).inquiry
    assert inquiry is not None
    assert (inquiry.typed_name, inquiry.status, inquiry.match) == ("Siti Aminah", "SUCCESS", "different")
    assert _questions_promised() == 1
    assert db.session.scalars(select(Inquiry).order_by(Inquiry.id)).first().match == "same"  # type: ignore[union-attr]


def test_the_story_and_the_audit_say_what_changed_and_mask_the_account(desk: Desk) -> None:
    public_id = desk.prepare()
    edit(desk, public_id, account_number="1122334455", amount_idr="151.000")
    event = desk.world.events("disbursement", desk.payout(public_id).id)[-1]
    assert event.details["fields"] == ["Account number", "Amount"]
    assert event.details["before"] == "••••••7020, Rp 150.000"
    [entry] = desk.world.house.entries("disbursements.edit")
    assert entry.before == {"account_number": "••••••7020", "amount_idr": 150_000}
    assert entry.after == {"account_number": "••••••4455", "amount_idr": 151_000}
    shown = desk.boss.get(f"/disbursements/{public_id}").text
    assert "Changed: Account number, Amount. Before: ••••••7020, Rp 150.000" in shown
    assert KNOWN_ACCOUNT not in str(entry.before) + str(event.details)


def test_P30_support_sees_masked_numbers_in_drafts_changes_and_lists(desk: Desk) -> None:
    support = desk.world.as_("support")
    draft = desk.send_form(then="draft").headers["Location"]
    public_id = desk.prepare()
    edit(desk, public_id, account_number="1122334455", amount_idr="151.000")
    for address in (draft, f"/disbursements/{public_id}", "/disbursements/", "/disbursements/?tab=drafts"):
        page = support.get(address).text
        assert "••••••" in page
        assert not re.search("5465 ?3270 ?20|1122 ?3344 ?55", page)
    assert support.get(f"/disbursements/{public_id}/edit").status_code == 403
    assert support.get("/disbursements/new").status_code == 403


def _questions_promised() -> int:
    db.session.rollback()
    return len(db.session.scalars(select(OutboxWork).where(OutboxWork.kind == "inquiries.ask")).all())
