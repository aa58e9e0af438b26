"""Every wrong field of a payout gets its error beside it, in two languages, and everything typed is kept."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from app.disbursements.models import Disbursement
from app.extensions import db
from app.lib import clock
from tests.bills.bench import errors_beside, typed
from tests.disbursements.desk import Desk
from tests.disbursements.editing import edit
from tests.users.bench import later


def wib(**ahead: int) -> str:
    """A minute so far from now, as a browser sends it."""
    return (clock.to_wib(clock.now()) + timedelta(**ahead)).strftime("%Y-%m-%dT%H:%M")


KEPT = ("account_number", "typed_name", "amount_idr", "remark", "not_before")
WRONG = [
    ({"bank_code": ""}, "bank_code", "Choose the bank."),
    ({"bank_code": "bank of nowhere"}, "bank_code", "Not a valid choice"),
    ({"bank_code": "bc\x00a"}, "bank_code", "Not a valid choice"),
    ({"account_number": ""}, "account_number", "Enter the account number."),
    ({"account_number": "   "}, "account_number", "Enter the account number."),
    ({"account_number": "12a4"}, "account_number", "digits only"),
    ({"account_number": "1,23E+15"}, "account_number", "digits only"),
    ({"account_number": "-"}, "account_number", "digits only"),
    ({"account_number": "٥٤٦٥"}, "account_number", "digits only"),
    ({"account_number": "1" * 65}, "account_number", "At most 64 characters; this has 65."),
    ({"account_number": "12\x0034"}, "account_number", "cannot be printed"),
    ({"typed_name": ""}, "typed_name", "Enter the name you expect."),
    ({"typed_name": " \t "}, "typed_name", "Enter the name you expect."),
    ({"typed_name": "x" * 256}, "typed_name", "At most 255 characters"),
    ({"typed_name": "Siti\x07"}, "typed_name", "cannot be printed"),
    ({"amount_idr": ""}, "amount_idr", "Enter the amount."),
    ({"amount_idr": "0"}, "amount_idr", "This is not an amount in rupiah"),
    ({"amount_idr": "9.999"}, "amount_idr", "Flip sends from Rp 10.000 up."),
    ({"amount_idr": "-10000"}, "amount_idr", "This is not an amount in rupiah"),
    ({"amount_idr": "a lot"}, "amount_idr", "This is not an amount in rupiah"),
    ({"amount_idr": "12500,50"}, "amount_idr", "This is not an amount in rupiah"),
    ({"amount_idr": "1.250jt"}, "amount_idr", "This is not an amount in rupiah"),
    ({"amount_idr": "1.250,000"}, "amount_idr", "This is not an amount in rupiah"),
    ({"amount_idr": "9" * 16}, "amount_idr", "This is not an amount in rupiah"),
    ({"remark": "x" * 19}, "remark", "At most 18 characters; this has 19."),
    ({"remark": "gaji & thr"}, "remark", "leave out: &"),
    ({"remark": "gaji, nov!"}, "remark", "leave out: ! ,"),
    ({"remark": "<b>gaji</b>"}, "remark", "leave out: < >"),
    ({"remark": "upah ✓"}, "remark", "leave out: ✓"),
    ({"remark": "gaji_nov"}, "remark", "leave out: _"),
    ({"remark": "caffè"}, "remark", "leave out: è"),
    ({"remark": "tab\there"}, "remark", "cannot be printed"),
    ({"not_before": "soon"}, "not_before", "This is not a date and time"),
    ({"not_before": "2026-02-30T10:00"}, "not_before", "This is not a date and time"),
    ({"not_before": "2020-01-01T10:00"}, "not_before", "This moment has passed"),
    ({"not_before": wib(minutes=-1)}, "not_before", "This moment has passed"),
    ({"not_before": wib(days=61)}, "not_before", "At most 60 days ahead."),
    ({"alike_reason": "x" * 301}, "alike_reason", "At most 300 characters"),
    ({"transfer_kind": "gift"}, "transfer_kind", "Not a valid choice"),
]
RIGHT = [
    {"account_number": "5465 3270-20"},
    {"account_number": "0" * 63 + "7"},
    {"amount_idr": "10.000"},
    {"amount_idr": "Rp 1.250.000,-"},
    {"amount_idr": "1,25jt"},
    {"remark": ""},
    {"remark": "A-z 0.9/(18 chars)"},
    {"not_before": ""},
    {"not_before": wib(days=59)},
    {"wait_for_bank": "y"},
]


def how_many() -> int:
    """How many payouts there are."""
    db.session.rollback()
    return db.session.scalar(select(func.count(Disbursement.id))) or 0


@pytest.mark.parametrize(("wrong", "field", "words"), WRONG)
def test_a_wrong_field_gets_its_error_beside_it_and_everything_typed_is_kept(
    desk: Desk, wrong: dict[str, Any], field: str, words: str
) -> None:
    answer = desk.send_form(**wrong)
    assert answer.status_code == 422
    [error] = errors_beside(answer.text, field)
    assert words in error
    assert "needs correcting" in answer.text
    sent = {"account_number": "5465327020", "amount_idr": "150.000", "remark": "gaji"} | wrong
    for name in set(KEPT) & set(sent):
        if sent[name].isprintable() and sent[name] != "-":  # what stands between digits is left out
            assert (typed(answer.text, name) or "").strip() == sent[name].strip(), name
    reader = desk.world.house.as_("staff", language="id")
    [in_indonesian] = errors_beside(desk.send_form(reader, **wrong).text, field)
    assert words not in in_indonesian or words.startswith("leave out")
    assert how_many() == 0


@pytest.mark.parametrize("right", RIGHT)
def test_what_is_right_passes(desk: Desk, right: dict[str, Any]) -> None:
    assert desk.send_form(**right).status_code == 303
    assert how_many() == 1


def test_all_wrong_fields_are_told_at_once(desk: Desk) -> None:
    wrong: dict[str, Any] = {
        "bank_code": "",
        "account_number": "x",
        "typed_name": "",
        "amount_idr": "x",
        "remark": "?" * 3,
    }
    page = desk.send_form(**wrong, not_before="x").text
    for field in (*wrong, "not_before"):
        assert len(errors_beside(page, field)) == 1, field


def test_an_empty_form_is_answered_with_errors_and_not_with_a_fault(desk: Desk) -> None:
    assert desk.staff.post("/disbursements/").status_code == 422
    assert desk.staff.post("/disbursements/", then="draft").status_code == 422
    assert desk.staff.post("/disbursements/", then="check").status_code == 200
    assert how_many() == 0


def test_a_date_that_stood_may_have_come_and_is_no_mistake_of_an_edit(desk: Desk) -> None:
    public_id = desk.prepare(not_before=wib(minutes=5))
    with later(timedelta(minutes=10)):
        stood = desk.payout(public_id).payout.not_before
        assert stood is not None
        same = clock.to_wib(stood).strftime("%Y-%m-%dT%H:%M")
        assert edit(desk, public_id, remark="bonus", not_before=wib(minutes=-1)).status_code == 422
        assert edit(desk, public_id, remark="bonus", not_before=same).status_code == 303
    assert desk.payout(public_id).remark == "bonus"


def test_a_date_is_taken_away_by_emptying_its_box(desk: Desk) -> None:
    public_id = desk.prepare(not_before=wib(days=2))
    assert edit(desk, public_id, not_before="").status_code == 303
    assert desk.payout(public_id).payout.not_before is None


@pytest.mark.parametrize("name", ["anew", "submission", "base", "alike_reason", "typed_name"])
def test_a_character_no_database_holds_is_an_error_and_no_fault(desk: Desk, name: str) -> None:
    wrong: dict[str, Any] = {name: "x\x00y"}
    assert desk.send_form(**wrong).status_code == 422
    assert how_many() == 0
