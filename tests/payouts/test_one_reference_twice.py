"""The reference a proxy gives a request may come twice: no decision is half written because of it."""

from sqlalchemy import func, select

from app.extensions import db
from app.payouts.models import Approval
from tests.disbursements.desk import Desk
from tests.disbursements.editing import edit
from tests.payouts.rules import Approver, let_hold

SAME = {"X-Request-ID": "proxy-12345"}


def test_P26_two_approvals_under_one_reference_leave_nothing_stuck(desk: Desk) -> None:
    let_hold(two_from_idr=1)
    first, second = Approver(desk), Approver(desk)
    first.browser.headers |= SAME
    second.browser.headers |= SAME
    public_id = desk.prepare()
    assert first.approve(public_id) == 303
    second.approve(public_id)
    desk.world.work()
    if desk.payout(public_id).status == "AWAITING":
        assert db.session.scalar(select(func.count(Approval.id))) == 1
        second.browser.headers.pop("X-Request-ID")
        assert second.approve(public_id) == 303
        desk.world.work()
    assert desk.payout(public_id).status == "PENDING"


def test_P32_no_change_goes_untold_because_its_reference_came_before(desk: Desk) -> None:
    public_id = desk.prepare()
    desk.staff.headers |= SAME
    for amount in ("160.000", "170.000"):
        edit(desk, public_id, amount_idr=amount)
    payout = desk.payout(public_id)
    told = desk.world.verbs("disbursement", payout.id).count("disbursement.changed")
    assert payout.transaction.amount_idr == 150_000 + told * 10_000
