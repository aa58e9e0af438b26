"""Where another payout looks the same the form shows it and asks why; the reason stays with the payout."""

from tests.bills.bench import errors_beside, typed
from tests.disbursements.desk import Desk
from tests.disbursements.editing import edit

HIDDEN = '<fieldset id="alike" hidden>'


def test_the_earlier_one_is_shown_and_a_typed_reason_lets_the_form_pass(desk: Desk) -> None:
    assert HIDDEN in desk.staff.get("/disbursements/new").text
    earlier = desk.prepare()
    again = desk.send_form(submission="again", remark="bonus")
    assert again.status_code == 422
    assert HIDDEN not in again.text
    assert f'href="/disbursements/{earlier}"' in again.text
    assert "Waiting for a manager" in again.text
    assert len(errors_beside(again.text, "alike_reason")) == 1
    assert typed(again.text, "remark") == "bonus"
    blank = desk.send_form(submission="again", remark="bonus", alike_reason="   ")
    assert blank.status_code == 422
    passed = desk.prepare(submission="again", remark="bonus", alike_reason="second half of the month")
    assert desk.payout(passed).payout.alike_reason == "second half of the month"
    for reader in (desk.staff, desk.boss):
        assert "second half of the month" in reader.get(f"/disbursements/{passed}").text


def test_an_edit_that_makes_it_look_the_same_is_asked_too_and_changes_nothing_before(desk: Desk) -> None:
    desk.prepare(amount_idr="70.000")
    public_id = desk.prepare()
    seen = desk.payout(public_id).payout.fingerprint
    answer = edit(desk, public_id, amount_idr="70.000")
    assert answer.status_code == 422
    assert typed(answer.text, "amount_idr") == "70.000"
    assert desk.payout(public_id).payout.fingerprint == seen
    assert edit(desk, public_id, amount_idr="70.000", alike_reason="two workers").status_code == 303
    assert desk.payout(public_id).payout.alike_reason == "two workers"


def test_P26_another_reason_is_another_content(desk: Desk) -> None:
    desk.prepare()
    public_id = desk.prepare(alike_reason="two workers")
    seen = desk.payout(public_id).payout.fingerprint
    assert edit(desk, public_id, alike_reason="three workers").status_code == 303
    after = desk.payout(public_id)
    assert (after.status, after.payout.alike_reason) == ("AWAITING", "three workers")
    assert after.payout.fingerprint != seen


def test_a_draft_keeps_the_reason_that_was_typed(desk: Desk) -> None:
    desk.prepare()
    kept = desk.send_form(then="draft", alike_reason="two workers")
    public_id = kept.headers["Location"].rsplit("/", 1)[-1]
    page = desk.staff.get(f"/disbursements/{public_id}/edit").text
    assert typed(page, "alike_reason") == "two workers"
