"""A draft keeps what is filled in, belongs to its maker, and is the same payout to the end."""

from typing import Any

import pytest

from app.payouts.keys import key_of
from tests.bills.bench import errors_beside
from tests.disbursements.desk import Desk

FIELDS = ("bank_code", "account_number", "typed_name", "amount_idr", "remark")
NOTHING: dict[str, Any] = dict.fromkeys(FIELDS, "")


def keep(desk: Desk, **fields: Any) -> str:
    """Save a draft; our public id."""
    answer = desk.send_form(then="draft", **fields)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"].rsplit("/", 1)[-1]


def go_on(desk: Desk, public_id: str, then: str = "submit", **fields: Any) -> int:
    """Send the edit form of a draft."""
    sent = {
        "base": desk.payout(public_id).payout.fingerprint,
        "bank_code": "bca",
        "account_number": "5465327020",
        "typed_name": "PT Fliptech Lentera IP",
        "amount_idr": "150.000",
        "remark": "gaji",
        "then": then,
    } | fields
    return desk.staff.post(f"/disbursements/{public_id}/edit", **sent).status_code


def test_a_draft_may_leave_anything_empty_and_asks_no_bank(desk: Desk) -> None:
    public_id = keep(desk, **NOTHING)
    draft = desk.payout(public_id)
    assert (draft.status, draft.transaction.amount_idr, draft.inquiry_id) == ("DRAFT", 0, None)
    assert desk.staff.get(f"/disbursements/{public_id}").status_code == 200
    assert public_id in desk.staff.get("/disbursements/?tab=drafts").text


@pytest.mark.parametrize(
    ("field", "wrong"),
    [("amount_idr", "9.999"), ("account_number", "12a4"), ("remark", "gaji & thr"), ("not_before", "soon")],
)
def test_what_is_filled_in_has_to_be_right_in_a_draft_too(desk: Desk, field: str, wrong: str) -> None:
    answer = desk.send_form(**(NOTHING | {"then": "draft", field: wrong}))
    assert answer.status_code == 422
    assert len(errors_beside(answer.text, field)) == 1


def test_a_draft_is_gone_on_with_submitted_and_sent_under_its_first_key(desk: Desk) -> None:
    public_id = keep(desk, **(NOTHING | {"typed_name": "Siti", "submission": "a-form"}))
    key = desk.payout(public_id).transaction.idempotency_key
    assert key == key_of("a-form")
    assert go_on(desk, public_id, "draft", amount_idr="", remark="") == 303
    assert desk.payout(public_id).status == "DRAFT"
    assert go_on(desk, public_id, "submit", amount_idr="") == 422
    assert go_on(desk, public_id) == 303
    desk.world.work()
    assert desk.payout(public_id).status == "AWAITING"
    assert desk.approve(public_id).status_code == 303
    desk.world.work()
    [transfer] = desk.transfers_at_flip()
    assert transfer["idempotency_key"] == key
    verbs = desk.world.verbs("disbursement", desk.payout(public_id).id)
    assert verbs[:4] == [
        "disbursement.drafted",
        "disbursement.changed",
        "disbursement.changed",
        "disbursement.submitted",
    ]


def test_P2_the_same_form_saved_and_submitted_is_one_payout(desk: Desk) -> None:
    public_id = keep(desk, submission="twin")
    assert keep(desk, submission="twin") == public_id
    assert desk.prepare(submission="twin") == public_id
    assert desk.payout(public_id).status == "AWAITING"
    assert keep(desk, submission="twin") == public_id
    assert desk.payout(public_id).status == "AWAITING"


def test_P3_the_same_form_saved_with_other_content_is_refused(desk: Desk) -> None:
    keep(desk, submission="twin")
    answer = desk.send_form(submission="twin", remark="other")
    assert answer.status_code == 422
    assert "already sent" in answer.text


def test_a_draft_is_withdrawn_by_its_maker(desk: Desk) -> None:
    public_id = keep(desk)
    assert desk.world.as_("staff").post(f"/disbursements/{public_id}/withdraw").status_code == 422
    assert desk.staff.post(f"/disbursements/{public_id}/withdraw").status_code == 303
    assert desk.payout(public_id).status == "WITHDRAWN"


@pytest.mark.parametrize("role", ["staff", "manager", "admin"])
def test_drafts_of_others_are_seen_and_not_changed(desk: Desk, role: str) -> None:
    public_id, other = keep(desk), desk.world.as_(role)
    page = other.get(f"/disbursements/{public_id}").text
    assert f"/disbursements/{public_id}/edit" not in page
    assert other.get(f"/disbursements/{public_id}/edit").status_code == 303
    answer = other.post(f"/disbursements/{public_id}/edit", bank_code="bca", remark="mine", then="draft")
    assert answer.status_code == 422
    assert "Only its maker can change a payout." in answer.text
    assert desk.payout(public_id).remark == "gaji"


def test_a_draft_can_be_neither_approved_nor_sent(desk: Desk) -> None:
    public_id = keep(desk)
    assert desk.approve(public_id).status_code == 422
    desk.world.work()
    assert desk.payout(public_id).status == "DRAFT"
    assert desk.transfers_at_flip() == []
