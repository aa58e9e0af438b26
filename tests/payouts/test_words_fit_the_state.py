"""What approvers read fits what would happen: dates, disturbed banks, second approvers, fees, doubts."""

from datetime import timedelta

from app.banks.tasks import refresh
from app.extensions import db
from app.lib import clock
from app.payouts.models import Payout
from tests.disbursements.desk import Desk
from tests.payouts.rules import Approver, let_hold

AT_ONCE = "as soon as you approve"
APPROVE = "/approve"


def _page(desk: Desk, public_id: str) -> str:
    return desk.boss.get(f"/disbursements/{public_id}").text


def _dated(desk: Desk) -> str:
    due = clock.to_wib(clock.now() + timedelta(days=1))
    return desk.prepare(not_before=f"{due:%Y-%m-%dT%H:%M}")


def test_one_with_a_date_is_not_said_to_go_at_once(desk: Desk) -> None:
    dated = _dated(desk)
    assert AT_ONCE not in _page(desk, dated)
    assert "by itself when its time has come" in _page(desk, dated)
    assert "Not before" in desk.boss.get("/approvals/").text
    chosen = [f"{dated}:{desk.payout(dated).payout.fingerprint}"]
    assert "What has a date goes" in desk.boss.post("/approvals/confirm", chosen=chosen).text


def test_a_date_behind_us_is_no_date(desk: Desk) -> None:
    dated = _dated(desk)
    payout = db.session.get_one(Payout, desk.payout_id(dated))
    payout.not_before = clock.now() - timedelta(minutes=1)
    db.session.commit()
    assert AT_ONCE in _page(desk, dated)


def test_one_that_waits_for_its_bank_is_not_said_to_go_at_once(desk: Desk) -> None:
    waits = desk.prepare(wait_for_bank="y")
    assert AT_ONCE in _page(desk, waits)
    desk.world.flip.panel("banks/bca", {"status": "DISTURBED"})
    refresh()
    assert "when the bank is well again" in _page(desk, waits)


def test_who_approved_already_is_not_asked_again(desk: Desk) -> None:
    let_hold(two_from_idr=100_000)
    first, second = Approver(desk), Approver(desk)
    big = desk.prepare(amount_idr="110.000")
    assert "0 of 2" in desk.staff.get(f"/disbursements/{big}").text
    first.approve(big)
    theirs = first.browser.get(f"/disbursements/{big}").text
    assert f"{big}{APPROVE}" not in theirs
    assert "One more person has to" in theirs
    assert "1 of 2" in desk.staff.get(f"/disbursements/{big}").text
    assert f"{big}{APPROVE}" in second.browser.get(f"/disbursements/{big}").text


def test_fees_are_counted_where_many_are_decided(desk: Desk) -> None:
    chosen = []
    for amount in ("110.000", "120.000"):
        number = desk.prepare(amount_idr=amount)
        chosen.append(f"{number}:{desk.payout(number).payout.fingerprint}")
    page = desk.boss.post("/approvals/confirm", chosen=chosen).text
    assert "Rp 230.000" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert "Rp 10.000" in page.replace("\N{NO-BREAK SPACE}", " ")


def test_the_page_opens_at_what_is_wrong(desk: Desk) -> None:
    number = desk.prepare()
    assert "autofocus" not in _page(desk, number)
    wrong = desk.boss.post(f"/disbursements/{number}/reject", reason="")
    assert wrong.status_code == 422
    assert "autofocus" in wrong.text
