"""A payout that came to nothing is made anew as a linked new row, Flip's complaints beside their fields."""

from typing import Any

import pytest

from tests.bills.bench import errors_beside, typed
from tests.disbursements.desk import KNOWN_ACCOUNT, KNOWN_HOLDER, Desk
from tests.world import wait_until

TINY: dict[str, Any] = {"bank_code": "dana", "amount_idr": "15.000"}  # DANA takes from Rp 20.500 up


def refused(desk: Desk, **fields: Any) -> str:
    """A payout that Flip refused; our public id."""
    public_id = desk.prepare(**(TINY | fields))
    holder = {"status": "SUCCESS", "account_holder": KNOWN_HOLDER}
    desk.world.flip.panel(f"inquiries/dana/{KNOWN_ACCOUNT}", holder)
    wait_until(desk.world.receipts)
    desk.world.work()
    answer = desk.boss.post(
        f"/disbursements/{public_id}/approve",
        fingerprint=desk.payout(public_id).payout.fingerprint,
        code=desk.fresh_code(),
        reason="known to us",
    )
    assert answer.status_code == 303, answer.text
    desk.world.work()
    assert desk.payout(public_id).status == "REFUSED"
    return asked(desk, public_id)


def asked(desk: Desk, public_id: str) -> str:
    """Have Flip asked, so that it is known to be safe to pay again; the same public id."""
    assert desk.staff.post(f"/disbursements/{public_id}/ask-flip").status_code == 303
    desk.world.work()
    return public_id


def withdrawn(desk: Desk) -> str:
    """A payout its maker took back; our public id."""
    public_id = desk.prepare()
    assert desk.staff.post(f"/disbursements/{public_id}/withdraw").status_code == 303
    return asked(desk, public_id)


def test_the_form_says_what_the_earlier_one_said_under_a_form_of_its_own(desk: Desk) -> None:
    public_id = withdrawn(desk)
    page = desk.staff.get(f"/disbursements/new?anew={public_id}").text
    assert (typed(page, "account_number"), typed(page, "amount_idr")) == ("5465327020", "150.000")
    assert typed(page, "anew") == public_id
    assert typed(page, "submission") not in (None, "", f"payout-{desk.world.number}")
    assert f"Made anew from {public_id}" in page


def test_it_is_a_new_row_with_a_key_of_its_own_and_both_know_of_each_other(desk: Desk) -> None:
    earlier = withdrawn(desk)
    new = desk.prepare(anew=earlier)
    before, after = desk.payout(earlier), desk.payout(new)
    assert after.transaction.earlier_id == before.id
    assert after.transaction.idempotency_key != before.transaction.idempotency_key
    assert desk.world.verbs("disbursement", before.id)[-1] == "disbursement.made_anew"
    assert "disbursement.made_from" in desk.world.verbs("disbursement", after.id)
    assert f"As {new}." in desk.staff.get(f"/disbursements/{earlier}").text


def test_flips_complaints_stand_beside_their_fields(desk: Desk) -> None:
    page = desk.staff.get(f"/disbursements/new?anew={refused(desk)}").text
    [error] = errors_beside(page, "amount_idr")
    assert "Flip 2005" in error
    assert typed(page, "amount_idr") == "15.000"


@pytest.mark.parametrize("status", ["AWAITING", "APPROVED", "PENDING", "DRAFT"])
def test_what_is_not_over_is_not_made_anew(desk: Desk, status: str) -> None:
    if status == "DRAFT":
        public_id = desk.send_form(then="draft").headers["Location"].rsplit("/", 1)[-1]
    else:
        public_id = desk.prepare()
    if status in ("APPROVED", "PENDING"):
        desk.approve(public_id)
    if status == "PENDING":
        desk.world.work()
    assert desk.payout(public_id).status == status
    page = desk.staff.get(f"/disbursements/new?anew={public_id}").text
    assert typed(page, "account_number") in (None, "")
    answer = desk.send_form(anew=public_id, amount_idr="30.000")
    assert answer.status_code == 422
    assert typed(answer.text, "amount_idr") == "30.000"


def test_made_anew_twice_is_one_too_many(desk: Desk) -> None:
    earlier = withdrawn(desk)
    desk.prepare(anew=earlier)
    answer = desk.send_form(anew=earlier, alike_reason="once more")
    assert answer.status_code == 422
    assert typed(answer.text, "anew") == earlier


def test_a_draft_made_anew_is_tied_when_it_is_submitted(desk: Desk) -> None:
    earlier = withdrawn(desk)
    draft = desk.send_form(anew=earlier, then="draft", submission="again")
    new = draft.headers["Location"].rsplit("/", 1)[-1]
    assert "disbursement.made_anew" not in desk.world.verbs("disbursement", desk.payout(earlier).id)
    assert desk.prepare(anew=earlier, submission="again") == new
    assert desk.world.verbs("disbursement", desk.payout(earlier).id)[-1] == "disbursement.made_anew"


def test_nonsense_for_an_earlier_one_makes_a_plain_new_one(desk: Desk) -> None:
    assert desk.staff.get("/disbursements/new?anew=DIS-NOSUCH").status_code == 200
    new = desk.prepare(anew="DIS-NOSUCH")
    assert desk.payout(new).transaction.earlier_id is None


def test_a_refused_one_is_corrected_and_arrives_at_flip_once(desk: Desk) -> None:
    earlier = refused(desk)
    new = desk.prepare(anew=earlier, **(TINY | {"amount_idr": "25.000"}))
    assert desk.approve(new).status_code == 303
    desk.world.work()
    [transfer] = desk.transfers_at_flip()
    assert (desk.payout(new).status, transfer["amount"]) == ("PENDING", 25_000)
