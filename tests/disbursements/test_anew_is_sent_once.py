"""A payout made anew: one at a time, and never when the earlier one may have paid after all."""

import json
from datetime import timedelta

from sqlalchemy import func, select

from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.transaction import transaction
from app.extensions import db
from app.lib import clock
from app.payouts.judging import Answer
from app.payouts.models import Payout
from app.payouts.releasing import release_held
from app.timeline.models import Transaction
from tests.disbursements.again import answer, ask, cancelled, may_be_made_anew, shown
from tests.disbursements.desk import KNOWN_ACCOUNT, KNOWN_HOLDER, Desk
from tests.users.bench import later

CREATE = "POST /disbursement$"


def test_once_made_anew_the_earlier_one_is_not_safe_any_more(desk: Desk) -> None:
    earlier = cancelled(desk)
    refused = desk.send_form(amount_idr="160.000", anew=earlier)
    assert refused.status_code == 422
    assert "nobody can be sure that it is safe" in refused.text
    ask(desk, earlier)
    new = desk.prepare(amount_idr="160.000", anew=earlier)
    assert shown(desk, earlier) == "not_safe"
    assert not may_be_made_anew(desk, earlier)
    text = desk.staff.get(f"/disbursements/{earlier}").text
    assert f"{new} belongs to the same payment" in text
    assert f'href="/disbursements/{new}"' in text
    assert f'href="/disbursements/{earlier}"' in desk.staff.get(f"/disbursements/{new}").text


def test_the_first_of_a_chain_knows_of_the_last(desk: Desk) -> None:
    first = cancelled(desk)
    ask(desk, first)
    second = cancelled(desk, amount_idr="160.000", anew=first)
    ask(desk, second)
    third = desk.prepare(amount_idr="170.000", anew=second)
    ask(desk, first)
    assert answer(desk, first) is Answer.NOT_SAFE
    assert answer(desk, second) is Answer.NOT_SAFE
    desk.staff.post(f"/disbursements/{third}/withdraw")
    ask(desk, second)
    assert answer(desk, first) is Answer.SAFE
    assert answer(desk, second) is Answer.SAFE


def test_two_who_make_it_anew_at_once_make_one(desk: Desk) -> None:
    earlier = cancelled(desk)
    ask(desk, earlier)
    browsers = [desk.world.as_("staff") for _ in range(4)]
    tokens = [browser.token() for browser in browsers]
    form = {"bank_code": "bca", "account_number": KNOWN_ACCOUNT, "typed_name": KNOWN_HOLDER, "anew": earlier}

    def send(number: int) -> int:
        own = {"submission": f"anew-{number}", "amount_idr": f"{160 + number}.000", "then": "submit"}
        sent = form | own | {"csrf_token": tokens[number]}
        return browsers[number].post_raw("/disbursements/", **sent).status_code

    assert sorted(desk.world.house.all_at_once(send, 4)) == [303, 422, 422, 422]
    db.session.rollback()
    made = select(func.count(Transaction.id)).where(Transaction.earlier_id.is_not(None))
    assert db.session.scalar(made) == 1


def test_the_new_one_is_not_approved_when_flip_moves_the_earlier_after_all(desk: Desk) -> None:
    earlier = cancelled(desk)
    ask(desk, earlier)
    new = desk.prepare(amount_idr="160.000", anew=earlier)
    movement = desk.payout(earlier).transaction
    told = {"id": int(movement.flip_id or 0), "status": "DONE", "amount": movement.amount_idr}
    told |= {"bank_code": movement.bank_code, "account_number": movement.account_number}
    desk.world.knock(json.dumps(told), kind="disbursement")
    desk.world.work()
    assert desk.approve(new).status_code == 422
    assert desk.payout(new).status == "AWAITING"
    assert "may have paid after all" in desk.boss.get(f"/disbursements/{new}").text + desk.approve(new).text


def test_the_new_one_is_not_sent_when_flip_moves_the_earlier_after_it_was_approved(desk: Desk) -> None:
    earlier = cancelled(desk)
    ask(desk, earlier)
    new = desk.prepare(amount_idr="160.000", anew=earlier)
    row_id = desk.payout(new).id
    with transaction():
        change(table_of(Payout), row_id, not_before=clock.now() + timedelta(hours=2))
    desk.approve(new)
    desk.world.work()
    movement = desk.payout(earlier).transaction
    told = {"id": int(movement.flip_id or 0), "status": "DONE", "amount": movement.amount_idr}
    told |= {"bank_code": movement.bank_code, "account_number": movement.account_number}
    desk.world.knock(json.dumps(told), kind="disbursement")
    desk.world.work()
    with later(timedelta(hours=2, minutes=1)):
        desk.world.work()
        payout = desk.payout(new)
        assert (payout.status, payout.payout.held_for) == ("HELD", "earlier")
        release_held()
        desk.world.work()
        assert desk.payout(new).status == "HELD"
    assert [int(one["amount"]) for one in desk.transfers_at_flip()] == [movement.amount_idr]
    assert "look at that one" in desk.staff.get(f"/disbursements/{new}").text
