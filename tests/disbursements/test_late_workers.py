"""A worker that was away for long does nothing with what it learnt before others went on."""

from datetime import timedelta

from app.lib import clock
from app.payouts import sending
from app.payouts.releasing import release_held
from tests.disbursements.desk import Desk

NO = [{"attribute": "bank_code", "code": 1088, "message": "disturbed", "for_now": True}]


def _twice_unsure(desk: Desk) -> tuple[str, int, int]:
    """A payout whose first attempt may have passed and whose second got a no: our id, row, attempt."""
    public_id = desk.prepare()
    desk.approve(public_id)
    row_id = desk.payout(public_id).id
    first = sending.begin(row_id)
    assert first is not None
    sending.unknown(row_id, first[1], "no answer")
    second = sending.begin_again(row_id, first[1])
    assert second is not None
    sending.said_no(row_id, second[1], NO, for_now=True)
    assert desk.payout(public_id).status == "UNKNOWN"
    return public_id, row_id, second[1]


def test_P6_an_old_answer_says_nothing_about_the_attempt_that_is_under_way(desk: Desk) -> None:
    public_id, row_id, attempt = _twice_unsure(desk)
    sending.nothing_was_sent(row_id, attempt)
    assert desk.payout(public_id).status == "HELD"
    release_held()
    third = sending.begin(row_id)
    assert third is not None
    sending.nothing_was_sent(row_id, attempt)  # another worker, that heard the same a while ago
    payout = desk.payout(public_id)
    assert payout.status == "SENDING"
    assert desk.staff.post(f"/disbursements/{public_id}/withdraw").status_code != 303
    assert desk.payout(public_id).status == "SENDING"


def test_P6_what_was_not_found_before_an_attempt_does_not_send_the_next(desk: Desk) -> None:
    public_id, row_id, attempt = _twice_unsure(desk)
    third = sending.begin_again(row_id, attempt)
    assert third is not None
    sending.unknown(row_id, third[1], "no answer again")
    assert sending.begin_again(row_id, attempt) is None
    moment = clock.now() + timedelta(minutes=5)
    with clock.showing(lambda: moment):
        assert sending.not_found(row_id, attempt) is False
    assert desk.payout(public_id).payout.looked_at is None
