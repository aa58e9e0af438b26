"""A payout to the same account with the same amount asks for a reason, wherever the other one came from."""

from datetime import timedelta
from typing import Any

import pytest

from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.transaction import transaction
from app.flip.disbursements import Disbursement as Shown
from app.payouts.look_alikes import LooksAlike, find
from app.payouts.statuses import DROPPED, PayoutStatus
from app.payouts.submitting import submitted
from app.payouts.taking import add_from_elsewhere
from app.policy.payouts import PayoutPolicy
from app.timeline.models import Transaction
from app.timeline.record import Cause, Source
from tests.disbursements.desk import KNOWN_ACCOUNT, Desk
from tests.users.bench import later

SAME = ("bca", KNOWN_ACCOUNT, 150_000)


def _becomes(desk: Desk, public_id: str, status: str) -> None:
    row_id = desk.payout(public_id).id
    with transaction():
        change(table_of(Transaction), row_id, status=status)


def test_the_same_account_and_amount_is_shown_newest_first(desk: Desk) -> None:
    first = desk.prepare()
    row_id = desk.payout(desk.prepare(amount_idr="160.000")).id
    with transaction():
        change(table_of(Transaction), row_id, amount_idr=150_000)
    found = find(*SAME)
    assert [alike.id for alike in found] == [row_id, desk.payout(first).id]
    assert [alike.public_id for alike in find(*SAME, but=row_id)] == [first]
    assert found[1].endpoint == "disbursements.show"
    assert (found[1].status, found[1].amount_idr) == (PayoutStatus.AWAITING, 150_000)


@pytest.mark.parametrize(
    "other", [{"bank_code": "bri"}, {"account_number": "12345"}, {"amount_idr": "150.001"}]
)
def test_another_bank_account_or_amount_does_not_look_the_same(desk: Desk, other: dict[str, Any]) -> None:
    desk.prepare(**other)
    assert find(*SAME) == []


@pytest.mark.parametrize("status", list(PayoutStatus))
def test_it_counts_whatever_its_status_but_where_nothing_was_paid(desk: Desk, status: PayoutStatus) -> None:
    public_id = desk.prepare()
    _becomes(desk, public_id, status)
    assert bool(find(*SAME)) is (status not in DROPPED)


def test_one_long_past_does_not_count_unless_it_still_waits(desk: Desk) -> None:
    public_id = desk.prepare()
    with later(timedelta(days=PayoutPolicy().look_alike_days, seconds=5)):
        assert [alike.public_id for alike in find(*SAME)] == [public_id]
        _becomes(desk, public_id, PayoutStatus.DONE)
        assert find(*SAME) == []
    assert len(find(*SAME)) == 1


def test_the_second_form_is_refused_beside_the_reason_it_lacks(desk: Desk) -> None:
    desk.prepare()
    answer = desk.send_form()
    assert answer.status_code == 422
    assert "has the same amount" in answer.text


def test_a_reason_lets_it_through_and_is_kept(desk: Desk) -> None:
    desk.prepare()
    row_id = desk.payout(desk.prepare(amount_idr="160.000")).id
    with transaction():
        change(table_of(Transaction), row_id, amount_idr=150_000)
    with pytest.raises(LooksAlike) as refusal, transaction():
        submitted(row_id, "  ")
    assert set(refusal.value.fields) == {"alike_reason"}
    assert len(refusal.value.found) == 1
    with transaction():
        submitted(row_id, "two invoices")
    assert [alike.reason for alike in find(*SAME)] == ["two invoices", None]


def test_of_two_same_forms_at_one_moment_only_one_passes(desk: Desk) -> None:
    browsers = [desk.world.as_("staff") for _ in range(2)]
    tokens = [browser.token() for browser in browsers]
    form = {
        "bank_code": "bca",
        "account_number": KNOWN_ACCOUNT,
        "typed_name": "Fliptech",
        "amount_idr": "50000",
    }

    def send(number: int) -> int:
        sent = form | {"submission": f"tab {number}", "csrf_token": tokens[number]}
        return browsers[number].post_raw("/disbursements/", **sent).status_code

    assert sorted(desk.world.house.all_at_once(send, 2)) == [303, 422]


def test_one_made_in_flips_own_dashboard_counts(desk: Desk) -> None:
    told = {
        "id": 991,
        "status": "DONE",
        "amount": 150_000,
        "bank_code": "bca",
        "account_number": KNOWN_ACCOUNT,
    }
    with transaction():
        add_from_elsewhere(
            "disbursement", Shown.model_validate(told), Cause(Source.POLLING, "list:991", "Flip")
        )
    [found] = find(*SAME)
    assert found.maker_name is None
    assert desk.send_form().status_code == 422
