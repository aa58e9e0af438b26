"""A maker who changes a payout meets the worker, or a manager, in one moment: exactly one comes first."""

import pytest
from sqlalchemy import select

from app.extensions import db
from app.payouts import sending
from app.timeline.models import Transaction
from tests.disbursements.desk import Desk
from tests.disbursements.editing import STANDING, edit
from tests.payouts.rules import Approver

ROUNDS = 6


def test_P26_the_worker_begins_while_the_maker_changes_and_exactly_one_wins(desk: Desk) -> None:
    won = set()
    for number in range(ROUNDS):
        public_id = desk.prepare(amount_idr=f"{20 + number}.000")
        assert Approver(desk).approve(public_id) == 303
        payout = desk.payout(public_id)
        row_id, seen, token = payout.id, payout.payout.fingerprint, desk.staff.token()
        form = STANDING | {"base": seen, "csrf_token": token, "amount_idr": "999.000", "alike_reason": "race"}

        def one(who: int, public_id: str = public_id, row_id: int = row_id, form: dict = form) -> bool:  # type: ignore[type-arg]
            if who == 0:
                return sending.begin(row_id) is not None
            return desk.staff.post_raw(f"/disbursements/{public_id}/edit", **form).status_code == 303

        sent, changed = desk.world.house.all_at_once(one, 2)
        assert sent != changed
        after = desk.payout(public_id)
        expected = ("SENDING", (20 + number) * 1000) if sent else ("AWAITING", 999_000)
        assert (after.status, after.transaction.amount_idr) == expected
        won.add(sent)
    assert won


def test_P26_an_approval_never_lands_on_content_that_changed_meanwhile(desk: Desk) -> None:
    for number in range(ROUNDS):
        public_id = desk.prepare(amount_idr=f"{40 + number}.000")
        seen, code = desk.payout(public_id).payout.fingerprint, desk.fresh_code()
        tokens = desk.staff.token(), desk.boss.token()
        form = STANDING | {"base": seen, "csrf_token": tokens[0], "amount_idr": f"{70 + number}.000"}
        said = {"fingerprint": seen, "code": code, "csrf_token": tokens[1]}

        def one(who: int, public_id: str = public_id, form: dict = form, said: dict = said) -> int:  # type: ignore[type-arg]
            if who == 0:
                return desk.boss.post_raw(f"/disbursements/{public_id}/approve", **said).status_code
            return desk.staff.post_raw(f"/disbursements/{public_id}/edit", **form).status_code

        approved, changed = desk.world.house.all_at_once(one, 2)
        assert changed == 303
        after = desk.payout(public_id)
        assert (after.status, after.transaction.amount_idr) == ("AWAITING", (70 + number) * 1000)
        assert after.payout.fingerprint != seen
        assert approved in (303, 422)


@pytest.mark.parametrize("times", [8])
def test_P2_the_same_change_sent_many_times_at_once_is_one_change(desk: Desk, times: int) -> None:
    public_id = desk.prepare()
    seen, token = desk.payout(public_id).payout.fingerprint, desk.staff.token()
    form = STANDING | {"base": seen, "csrf_token": token, "amount_idr": "88.000"}

    def one(_: int) -> int:
        return desk.staff.post_raw(f"/disbursements/{public_id}/edit", **form).status_code

    assert set(desk.world.house.all_at_once(one, times)) == {303}
    verbs = desk.world.verbs("disbursement", desk.payout(public_id).id)
    assert verbs.count("disbursement.changed") == 1
    assert edit(desk, public_id, amount_idr="88.000").status_code == 303


def test_P2_one_form_saved_and_submitted_many_times_at_once_is_one_payout(desk: Desk) -> None:
    token = desk.staff.token()
    form = STANDING | {"submission": "twin", "csrf_token": token}

    def one(number: int) -> int:
        then = "draft" if number % 2 else "submit"
        return desk.staff.post_raw("/disbursements/", **(form | {"then": then})).status_code

    assert set(desk.world.house.all_at_once(one, 16)) == {303}
    db.session.rollback()
    [only] = db.session.scalars(select(Transaction)).all()
    assert only.status == "AWAITING"
    assert desk.world.verbs("disbursement", only.id).count("disbursement.submitted") == 1
