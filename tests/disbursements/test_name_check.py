"""The name check on the form: the bank is asked once, its answer comes by itself, a bad one stops it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from app.extensions import db
from app.inquiries.models import Inquiry
from app.outbox.models import OutboxWork
from tests.bills.bench import errors_beside, typed
from tests.disbursements.desk import KNOWN_ACCOUNT, KNOWN_HOLDER, Desk
from tests.disbursements.editing import edit
from tests.users.bench import later
from tests.world import wait_until

ABOUT = {"bank_code": "bca", "account_number": KNOWN_ACCOUNT, "typed_name": KNOWN_HOLDER}


def check(desk: Desk, **fields: Any) -> str:
    """Have the form ask the bank, as script does; the fragment."""
    return desk.staff.post("/disbursements/name-check", **(ABOUT | fields)).text


def poll(desk: Desk, fragment: str, name: str = KNOWN_HOLDER) -> str:
    """Ask what the fragment asks for by itself; what came."""
    found = re.search(r'hx-get="([^"]*)"', fragment)
    assert found, "the fragment does not ask again"
    return desk.staff.get(found[1].replace("&amp;", "&") + f"&typed_name={name}").text


def asked() -> int:
    """How many questions were promised to be put to a bank."""
    db.session.rollback()
    query = select(func.count()).select_from(OutboxWork).where(OutboxWork.kind == "inquiries.ask")
    return db.session.scalar(query) or 0


def test_the_answer_comes_by_itself_and_then_nothing_asks_any_more(desk: Desk) -> None:
    fragment = check(desk)
    assert "About to ask Flip" in fragment
    assert poll(desk, fragment) == ""
    desk.world.work()
    answer = poll(desk, fragment)
    assert KNOWN_HOLDER in answer
    assert "The same name" in answer
    assert "hx-get" not in answer
    assert KNOWN_ACCOUNT not in answer


def test_the_typed_name_is_compared_while_it_changes_without_asking_again(desk: Desk) -> None:
    check(desk)
    desk.world.work()
    assert "The same name" in check(desk)
    different = check(desk, typed_name="Siti Aminah")
    assert "Another name" in different
    assert "names somebody else" in different
    assert asked() == 1


@pytest.mark.parametrize("lacks", ["bank_code", "account_number"])
def test_without_bank_or_account_nobody_is_asked(desk: Desk, lacks: str) -> None:
    assert "Ask the bank who holds it" in check(desk, **{lacks: ""})
    assert "Ask the bank who holds it" in check(desk, account_number="12x4")
    assert asked() == 0


def test_a_payout_takes_the_answer_the_form_has_with_its_own_name(desk: Desk) -> None:
    check(desk, typed_name="Siti Aminah")
    desk.world.work()
    inquiry = desk.payout(desk.prepare()).inquiry
    assert inquiry is not None
    assert (inquiry.typed_name, inquiry.status, inquiry.match) == (KNOWN_HOLDER, "SUCCESS", "same")
    assert asked() == 1


def test_an_answer_of_others_serves_ten_minutes_and_then_the_bank_is_asked_again(desk: Desk) -> None:
    check(desk)
    desk.world.work()
    with later(timedelta(minutes=9)):
        assert desk.send_form(desk.world.as_("manager")).status_code == 303
    assert asked() == 1
    with later(timedelta(minutes=11)):
        assert desk.send_form(amount_idr="20.000").status_code == 303
    assert asked() == 2


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("770019001", "The bank knows no such account."),
        ("770019003", "Fraud with this account is confirmed"),
        ("770019005", "closed or inactive"),
    ],
)
def test_what_the_bank_forbids_stops_the_form_beside_the_account(desk: Desk, number: str, words: str) -> None:
    check(desk, account_number=number)
    desk.world.work()
    _let_the_bank_answer(desk, number)
    assert words in check(desk, account_number=number)
    answer = desk.send_form(account_number=number, submission="a-form")
    assert answer.status_code == 422
    [error] = errors_beside(answer.text, "account_number")
    assert words in error
    assert typed(answer.text, "account_number") == number
    assert desk.send_form(account_number=number, submission="a-form", then="draft").status_code == 303
    public_id = desk.prepare(submission="another")
    assert edit(desk, public_id, account_number=number).status_code == 422
    assert desk.payout(public_id).transaction.account_number == KNOWN_ACCOUNT


def test_a_reported_account_passes_and_its_approver_is_asked_why(desk: Desk) -> None:
    number = "770019002"
    check(desk, account_number=number)
    desk.world.work()
    _let_the_bank_answer(desk, number)
    assert "has to write down why" in check(desk, account_number=number)
    payout = desk.payout(desk.prepare(account_number=number))
    assert payout.needs_reason


def test_a_bank_that_gave_no_answer_is_asked_again(desk: Desk) -> None:
    number = "770019004"
    check(desk, account_number=number)
    desk.world.work()
    _let_the_bank_answer(desk, number)
    fragment = check(desk, account_number=number)
    assert asked() == 2
    assert "About to ask Flip" in fragment
    assert desk.send_form(account_number=number).status_code == 303


def test_a_payout_whose_bank_gave_no_answer_has_it_asked_again(desk: Desk) -> None:
    number = "770019004"
    public_id = desk.prepare(account_number=number)
    _let_the_bank_answer(desk, number)
    address = f"/disbursements/{public_id}/ask-bank"
    assert address in desk.boss.get(f"/disbursements/{public_id}").text
    assert desk.boss.post(address).status_code == 303
    inquiry = desk.payout(public_id).inquiry
    assert inquiry is not None
    assert inquiry.is_open
    assert desk.boss.post(address).status_code == 422
    assert asked() == 2


def test_without_script_the_page_comes_back_with_the_answer_and_all_that_was_typed(desk: Desk) -> None:
    page = desk.send_form(then="check", amount_idr="1,25jt", remark="gaji").text
    assert "About to ask Flip" in page
    desk.world.work()
    again = desk.send_form(then="check", amount_idr="1,25jt", remark="gaji")
    assert (again.status_code, typed(again.text, "amount_idr")) == (200, "1,25jt")
    assert KNOWN_HOLDER in again.text
    db.session.rollback()
    assert db.session.scalar(select(func.count(Inquiry.id))) == 1


def test_P33_the_bank_is_asked_only_with_the_token_of_the_form(desk: Desk) -> None:
    assert desk.staff.post_raw("/disbursements/name-check", **ABOUT).status_code == 400
    assert desk.staff.get("/disbursements/name-check").status_code in (404, 405)
    assert asked() == 0


def test_P30_support_sees_no_account_number_in_the_name_check(desk: Desk) -> None:
    support = desk.world.as_("support")
    fragment = support.post("/disbursements/name-check", **ABOUT).text
    desk.world.work()
    assert KNOWN_ACCOUNT not in fragment + poll(desk, fragment)
    assert support.get("/disbursements/about").status_code == 403


def _let_the_bank_answer(desk: Desk, number: str) -> None:
    answers = {"9001": "INVALID_ACCOUNT_NUMBER", "9002": "SUSPECTED_ACCOUNT", "9003": "BLACK_LISTED"}
    status = (answers | {"9004": "FAILED", "9005": "CLOSED"})[number[-4:]]
    db.session.rollback()
    query = select(Inquiry).where(Inquiry.account_number == number)
    if db.session.scalars(query).one().is_open:
        desk.world.flip.panel(f"inquiries/bca/{number}", {"status": status})
        wait_until(desk.world.receipts)
        desk.world.work()
