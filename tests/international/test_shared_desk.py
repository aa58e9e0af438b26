"""Transfers abroad and disbursements lie on one desk: decided, limited and held in one line together."""

import html
import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from app.extensions import db
from app.international import changing
from app.payouts.models import Payout
from app.payouts.releasing import release_held
from app.timeline.models import Transaction
from tests.disbursements.desk import Desk
from tests.international import abroad
from tests.international.counter import Counter
from tests.international.way import CREATE, MOVED, Way
from tests.payouts.rules import Approver, let_hold
from tests.users.bench import later


def _standing(public_id: str) -> tuple[str, str | None]:
    db.session.rollback()
    query = select(Transaction.status, Payout.held_for).join(Payout, Payout.id == Transaction.id)
    status, held_for = db.session.execute(query.where(Transaction.public_id == public_id)).one()
    return status, held_for


def _status(public_id: str) -> str:
    return _standing(public_id)[0]


def _chosen(*public_ids: str) -> list[str]:
    query = select(Transaction.public_id, Payout.fingerprint).join(Payout, Payout.id == Transaction.id)
    seen = {row[0]: row[1] for row in db.session.execute(query)}
    return [f"{public_id}:{seen[public_id]}" for public_id in public_ids]


def test_P25_P27_one_code_lets_both_kinds_go_and_nobody_their_own(counter: Counter) -> None:
    desk = Desk(counter.world)
    boss = Approver(desk, "admin")
    domestic, foreign = desk.prepare(), counter.prepare()
    own = counter.prepare(browser=None, amount="77.10")
    mine = counter.send(browser=boss.browser, amount="88").headers["Location"].rsplit("/", 1)[-1]
    changed = counter.prepare(amount="99.10")
    chosen = [*_chosen(domestic, foreign, own, mine), f"{changed}:something else"]
    shown = boss.browser.post("/approvals/confirm", chosen=chosen).text
    assert "3 payouts to approve" in shown
    code = boss.code()
    answer = boss.browser.post("/approvals/approve", chosen=chosen, code=code)
    assert "3 payouts were approved by you" in answer.text
    assert "You made this payout" in answer.text
    assert [_status(one) for one in (domestic, foreign, own, mine, changed)] == [
        *["APPROVED"] * 3,
        *["AWAITING"] * 2,
    ]
    # Nor on its own page, nor with a code that was used for others.
    seen = counter.transfer(mine).payout.fingerprint
    alone = boss.browser.post(f"/international/{mine}/approve", fingerprint=seen, code=boss.code())
    assert (alone.status_code, _status(mine)) == (422, "AWAITING")
    other = Approver(desk)
    right, stale = other.code(), counter.transfer(changed).payout.fingerprint
    path = f"/international/{changed}/approve"
    assert counter.staff.post(path, fingerprint=stale, code=right).status_code == 403
    assert boss.browser.post(path, fingerprint=stale, code=code).status_code == 422
    assert other.browser.post(path, fingerprint="old", code=right).status_code == 422
    assert other.browser.post(path, fingerprint=stale, code=right).status_code == 303
    assert other.browser.post(path, fingerprint=stale, code=right).status_code == 422
    counter.world.work()
    assert [_status(one) for one in (domestic, foreign, own, mine, changed)] == [
        *["PENDING"] * 3,
        "AWAITING",
        "PENDING",
    ]


def test_P26_a_change_voids_what_was_approved_and_what_is_sent_is_what_was_seen(way: Way) -> None:
    let_hold(two_from_idr=1)
    public_id = abroad.submit()
    abroad.approve(public_id)
    assert abroad.approvals_of(public_id) == 1
    before = abroad.stored(public_id).payout.fingerprint or ""
    let_hold()
    changes = {"beneficiary": abroad.beneficiary(account_number="99887766")}
    changing.edit(public_id, abroad.VALUES | changes, abroad.maker(), base=before)
    assert (abroad.approvals_of(public_id), _status(public_id)) == (0, "AWAITING")
    way.world.work()
    assert way.at_flip() == []
    abroad.approve(public_id)
    way.world.work()
    [made] = way.at_flip()
    assert made["beneficiary"]["bank_account_number"] == "99887766"


def test_P28_limits_count_the_rupiah_of_both_kinds(counter: Counter) -> None:
    desk = Desk(counter.world)
    let_hold(largest_day_idr=1_500_000, two_from_idr=1_400_000)
    counter.prepare()  # 52.63 pounds are Rp 999,999
    assert counter.transfer(_newest()).payout.approvals_needed == 1
    answer = desk.send_form(amount_idr="600.000")
    assert (answer.status_code, "sends at most" in answer.text) == (422, True)
    let_hold(largest_day_idr=3_000_000, day_two_from_idr=1_400_000)
    desk.prepare(amount_idr="600.000")
    assert desk.payout(_newest()).payout.approvals_needed == 2
    answer = counter.send(amount="99.99")
    assert (answer.status_code, "sends at most" in answer.text) == (422, True)


def _newest() -> str:
    db.session.rollback()
    return db.session.scalars(select(Transaction.public_id).order_by(Transaction.id.desc())).first() or ""


@pytest.mark.parametrize("first", ["disbursement", "abroad"])
def test_the_line_for_the_balance_is_one_and_first_in_first_out(way: Way, first: str) -> None:
    desk = Desk(way.world)
    way.flip.panel("balance", {"top_up": 300_000 - way.flip.books()["balance"]})
    made: dict[str, Any] = {}
    for name in ("disbursement", "abroad") if first == "disbursement" else ("abroad", "disbursement"):
        made[name] = desk.prepare(amount_idr="900.000") if name == "disbursement" else way.approved()
        if name == "disbursement":
            assert desk.approve(made[name]).status_code == 303
        way.world.work()
    with later(timedelta(minutes=1)):
        late = desk.prepare(amount_idr="20.000")
        assert desk.approve(late).status_code == 303
        way.world.work()
    ids = [*made.values(), late]
    # The last one would fit, and yet stands behind the others.
    assert [_standing(one) for one in ids] == [("HELD", "balance")] * 3
    way.flip.panel("balance", {"top_up": 1_000_000 if first == "disbursement" else 2_000_000})
    way.turn(release_held, minutes=3)
    assert [_status(one) for one in ids] == ["PENDING", "HELD", "HELD"]
    way.flip.panel("balance", {"top_up": 3_000_000})
    way.turn(release_held, minutes=5)
    assert [_status(one) for one in ids] == ["PENDING"] * 3


def test_the_first_in_the_line_whose_rate_moved_steps_aside_for_the_next(way: Way) -> None:
    desk = Desk(way.world)
    way.flip.panel("balance", {"top_up": 300_000 - way.flip.books()["balance"]})
    foreign, domestic = way.approved(), desk.prepare(amount_idr="900.000")
    desk.approve(domestic)
    way.world.work()
    assert [_standing(one) for one in (foreign, domestic)] == [("HELD", "balance")] * 2
    way.corridor(rate=MOVED)
    way.flip.panel("balance", {"top_up": 9_000_000})
    for minutes in (2, 4):
        way.turn(release_held, minutes=minutes)
    assert _standing(foreign) == ("HELD", "rate")
    assert _status(domestic) == "PENDING"


def test_P3_a_form_of_the_other_kind_is_refused_and_explained(counter: Counter) -> None:
    desk = Desk(counter.world)
    desk.prepare(submission="twin")
    counter.prepare(submission="other twin")
    for answer in (counter.send(submission="twin"), desk.send_form(submission="other twin")):
        assert (answer.status_code, "already sent" in answer.text) == (422, True)
    assert counter.how_many() == 1


def test_the_overview_names_what_waits_of_either_kind_and_leads_to_it(way: Way) -> None:
    moved, unknown, waiting = way.approved(), way.approved(abroad.BUSINESS), abroad.submit(amount=Decimal(77))
    way.corridor(rate=MOVED)
    way.flip.fault(CREATE, "status", status=500)
    way.world.work()
    assert [_status(one) for one in (moved, unknown, waiting)] == ["HELD", "UNKNOWN", "AWAITING"]
    staff = way.world.as_("staff")
    text = staff.get("/").text
    told = {
        "The rate of 1 approved transfer abroad moved": moved,
        "Of 1 payout nobody knows yet": unknown,
        "1 payout waits for approval": waiting,
    }
    for words, public_id in told.items():
        [link] = re.findall(f'<a href="([^"]+)">{words}', text)
        assert public_id in staff.get(html.unescape(link)).text, words
