"""Without callbacks transfers abroad come to their right state; contradictions are settled by a person."""

import json
from decimal import Decimal
from typing import Any

import pytest
from werkzeug.test import TestResponse

from app.gateway import state
from app.gateway.models import FlipState
from app.international import kind as own
from app.international import service
from app.payouts import lookups
from app.payouts.following import follow
from app.payouts.judging import Answer
from app.payouts.reasons import UNREAD
from app.payouts.sync import sync
from app.payouts.verdict import safety_of
from tests.disbursements.desk import Desk
from tests.international import abroad
from tests.international.test_callbacks_abroad import shown_at_flip
from tests.international.way import LIST, READ, Way, elsewhere
from tests.users.bench import Browser

NOT_THERE = {"status": 404, "body": "{}", "content_type": "application/json"}


def test_P23_with_the_callback_route_closed_polling_ends_them(way: Way) -> None:
    way.silent()
    done, cancelled, open_still = way.sent(), way.sent(abroad.BUSINESS), way.sent(amount=Decimal(77))
    way.finish(way.number(done))
    way.finish(way.number(cancelled), "CANCELLED", reason="BARRED_BENEFICIARY")
    way.turn(follow, minutes=5)
    assert [way.status(one) for one in (done, cancelled, open_still)] == ["DONE", "CANCELLED", "PENDING"]
    assert abroad.stored(cancelled).payout.reason == "BARRED_BENEFICIARY"
    assert abroad.stored(done).transaction.learnt_by == "polling"
    way.finish(way.number(open_still))
    way.turn(sync, minutes=8)  # the list alone is enough too
    assert way.status(open_still) == "DONE"


def test_P45_one_that_flip_cannot_tell_of_keeps_nobody_else_from_being_followed(way: Way) -> None:
    way.silent()
    ids = [way.sent(amount=Decimal(10 + number)) for number in range(4)]
    bad = {"status": 200, "body": '{"id": 1}', "content_type": "application/json"}
    way.flip.fault(READ + way.number(ids[0]), "status", **bad)
    for public_id in ids:
        way.finish(way.number(public_id))
    way.turn(follow, minutes=5)
    assert [way.status(public_id) for public_id in ids] == ["PENDING", "DONE", "DONE", "DONE"]


def test_one_made_in_flips_dashboard_appears_from_the_list_and_is_followed(way: Way) -> None:
    bare = elsewhere(501, beneficiary={}, destination_country="XKX")
    way.load(elsewhere(500), bare)
    way.turn(sync)
    rows = {row.transaction.flip_id: row for row in abroad.all_stored()}
    assert {number: row.status for number, row in rows.items()} == {"500": "PENDING", "501": "PENDING"}
    for role in ("staff", "support"):
        browser = way.world.as_(role)
        pages = [browser.get(f"/international/{row.transaction.public_id}") for row in rows.values()]
        pages += [browser.get("/international/"), browser.get("/transactions/")]
        assert [page.status_code for page in pages] == [200] * 4
        assert "Jane Doe" in browser.get(f"/international/{rows['500'].transaction.public_id}").text
    way.finish("500")
    way.load(bare | {"status": "CANCELLED", "reason": "DECLINED"})
    way.turn(sync, minutes=4)
    way.turn(follow, minutes=9)
    stands = {row.transaction.flip_id: (row.status, row.transaction.attention) for row in abroad.all_stored()}
    assert stands == {"500": ("DONE", None), "501": ("CANCELLED", None)}


def test_what_flip_lists_oldest_first_all_the_same_is_met(way: Way, monkeypatch: pytest.MonkeyPatch) -> None:
    way.turn(sync)
    monkeypatch.setattr(own, "ROWS_A_PAGE", 2)
    old = [elsewhere(number, timestamp=f"2020-01-01 10:00:0{number}") for number in range(1, 5)]
    pages = [[*old[:2]], [*old[2:]], [elsewhere(500)]]
    for number, rows in enumerate(pages, start=1):
        listed = {"total_data": 5, "data_per_page": 2, "total_page": 3, "page": number, "data": rows}
        how = {"status": 200, "body": json.dumps(listed), "content_type": "application/json"}
        way.flip.fault(LIST, "status", carries=f"page={number}&", **how)
    way.turn(sync, minutes=4)
    assert "500" in [row.transaction.flip_id for row in abroad.all_stored()]


def test_P5_an_unread_callback_speaks_against_paying_again(way: Way) -> None:
    way.silent()
    public_id = way.sent()
    told = shown_at_flip(way, way.number(public_id))
    other = way.approved(amount=Decimal(77), beneficiary=abroad.beneficiary(account_number="99"))
    refused = abroad.stored(other).id
    service.withdraw(other, abroad.maker())
    way.knock(told | {"id": 4711, "beneficiary": told["beneficiary"] | {"bank_account_number": "99"}})
    assert UNREAD in [one.words for one in safety_of(refused).verdict.because]
    assert safety_of(refused).verdict.answer is not Answer.SAFE


def _settle(way: Way, browser: Browser, public_id: str, keep: str) -> TestResponse:
    sent = {"keep": keep, "reason": "Flip's support says so."}
    return browser.post(f"/international/{public_id}/settle", **sent)


def _ask(way: Way, public_id: str, **ahead: float) -> None:
    way.turn(lambda: lookups.ask(public_id, "Budi"), **ahead)


def test_P18_a_contradiction_is_settled_by_another_person_who_asked_flip(way: Way) -> None:
    way.silent()
    public_id = way.sent()
    number = way.number(public_id)
    before = shown_at_flip(way, number)
    way.finish(number, "CANCELLED")
    way.turn(follow, minutes=5)
    way.load(before | {"status": "SUCCESSFUL"})
    _ask(way, public_id)
    assert way.stands(public_id)[::2] == ("CANCELLED", "conflict")
    maker_id = abroad.stored(public_id).transaction.maker_id
    boss = way.world.as_("manager")
    own_boss = way.world.house.as_("admin", id=maker_id)
    way.knock(before | {"status": "SUCCESSFUL"})
    way.world.work()  # news after the answer: Flip is to be asked anew
    answer = _settle(way, boss, public_id, "DONE")
    assert (answer.status_code, "Ask Flip first" in answer.text) == (422, True)
    _ask(way, public_id)
    answer = _settle(way, own_boss, public_id, "DONE")
    assert (answer.status_code, "You made this payout" in answer.text) == (422, True)
    assert _settle(way, way.world.as_("staff"), public_id, "DONE").status_code == 403
    assert way.stands(public_id)[::2] == ("CANCELLED", "conflict")
    assert _settle(way, boss, public_id, "DONE").status_code == 303
    assert way.stands(public_id)[::2] == ("DONE", None)
    assert len(way.told(public_id, "corrected")) == 1


def test_one_that_flip_no_longer_shows_is_lost_until_found_or_settled(way: Way) -> None:
    way.silent()
    found, gone = way.sent(), way.sent(abroad.BUSINESS)
    for public_id in (found, gone):
        way.flip.fault(READ + way.number(public_id), "status", **NOT_THERE)
    for turn in range(1, 4):
        way.turn(follow, minutes=5 * turn)
    assert [way.stands(one)[::2] for one in (found, gone)] == [("PENDING", "lost")] * 2
    assert state.connection().state is FlipState.WELL
    way.flip.no_faults()
    way.flip.fault(READ + way.number(gone), "status", **NOT_THERE)
    way.turn(follow, minutes=20)
    assert [way.stands(one)[::2] for one in (found, gone)] == [("PENDING", None), ("PENDING", "lost")]
    _ask(way, gone)
    assert _settle(way, way.world.as_("manager"), gone, "CANCELLED").status_code == 303
    assert way.stands(gone)[::2] == ("CANCELLED", None)


@pytest.mark.parametrize("other", [{"beneficiary_amount": 999}, {"destination_country": "IRL"}])
def test_P3_another_transfer_under_our_key_is_for_a_person(way: Way, other: dict[str, Any]) -> None:
    way.silent()
    public_id = way.sent()
    way.load(shown_at_flip(way, way.number(public_id)) | other)
    way.turn(follow, minutes=5)
    assert way.stands(public_id)[::2] == ("PENDING", "conflict")
    cost = abroad.stored(public_id).transaction.amount_idr
    assert cost == 1_909_556


def test_what_an_answer_leaves_out_contradicts_nothing(way: Way) -> None:
    way.silent()
    public_id = way.sent()
    told = shown_at_flip(way, way.number(public_id))
    del told["transaction_type"], told["beneficiary"]
    how = {"status": 200, "body": json.dumps(told), "content_type": "application/json"}
    way.flip.fault(READ + way.number(public_id), "status", **how)
    way.turn(follow, minutes=5)
    assert way.stands(public_id)[::2] == ("PENDING", None)


def test_a_disbursement_and_a_transfer_abroad_may_have_the_same_number_at_flip(way: Way) -> None:
    way.load(elsewhere(500))
    there = {"id": 500, "status": "DONE", "amount": 20_000, "bank_code": "bca", "account_number": "1122"}
    way.flip.panel("load", {"disbursements": [there]})
    way.turn(sync)
    [row] = abroad.all_stored()
    assert (row.status, row.transaction.flip_id) == ("PENDING", "500")
    assert len(Desk(way.world).transfers_at_flip()) == 1
