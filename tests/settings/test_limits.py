"""Settings → Limits: rules read as sentences, changed by an admin with a fresh code, every change kept."""

from datetime import timedelta
from typing import Any

import pytest
from werkzeug.test import TestResponse

from app.extensions import db
from app.policy import queries
from app.users import totp
from app.users.models import Person
from tests.users.bench import Browser, House, later

FORM = {
    "none_below_idr": "500.000",
    "two_from_idr": "50jt",
    "day_one_from_idr": "",
    "day_two_from_idr": "",
    "largest_item_idr": "",
    "largest_day_idr": "1.000.000.000",
    "look_alike_days": "14",
    "rate_move_permille": "2,0",
}


class Admin:
    """An admin with a browser and an authenticator app."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.person: Person = house.person("admin")
        self.browser: Browser = house.browser_of(self.person)

    def send(self, **fields: Any) -> TestResponse:
        """Send the form with a fresh code and the version that holds."""
        person = self.house.again(self.person)
        assert person.totp_secret
        code = totp.code_of(person.totp_secret, max(totp.step_now(), person.totp_last_step + 1))
        answer = self.browser.post("/settings/limits", **(FORM | {"seen": "0", "code": code} | fields))
        db.session.rollback()
        return answer


@pytest.fixture
def admin(house: House) -> Admin:
    return Admin(house)


def test_at_first_the_strictest_rules_are_said(house: House) -> None:
    page = house.as_("manager").get("/settings/limits").text
    assert "Every payout needs at least one approver." in page
    assert "Nobody has changed these rules yet." in page
    assert "Let these rules hold" not in page


def test_P32_a_change_holds_and_is_told_with_before_and_after(admin: Admin) -> None:
    assert admin.send().status_code == 303
    policy = queries.payout_policy()
    assert (policy.none_below_idr, policy.two_from_idr, policy.look_alike_days) == (500_000, 50_000_000, 14)
    page = admin.browser.get("/settings/limits").text
    assert "From Rp 50.000.000 to one account in a day, two people approve." in page
    assert f"<h3>{admin.person.display_name}</h3>" in page
    [entry] = admin.house.entries("policy.decide")
    assert entry.before == {
        "none_below_idr": None,
        "two_from_idr": None,
        "largest_day_idr": None,
        "look_alike_days": 7,
    }
    assert (entry.after or {})["largest_day_idr"] == 1_000_000_000
    assert entry.person_id == admin.person.id


@pytest.mark.parametrize("role", ["staff", "support", "manager"])
def test_P31_nobody_but_an_admin_changes_them(admin: Admin, role: str) -> None:
    answer = admin.house.as_(role).post("/settings/limits", **FORM, seen="0", code="000000")
    assert answer.status_code == 403
    assert queries.payout_decisions() == []


def test_P27_a_wrong_or_used_code_changes_nothing(admin: Admin) -> None:
    assert admin.send(code="000000").status_code == 422
    assert [entry.outcome for entry in admin.house.entries("policy.decide")] == ["refused"]
    step = totp.step_now()
    used = totp.code_of(str(admin.house.again(admin.person).totp_secret), step)
    assert admin.send(code=used).status_code == 303
    again = admin.send(code=used, seen="1")
    assert again.status_code == 422
    assert "used already" in again.text
    assert len(queries.payout_decisions()) == 1


def test_what_contradicts_itself_is_said_beside_its_field_and_kept(admin: Admin) -> None:
    answer = admin.send(two_from_idr="400.000")
    assert answer.status_code == 422
    assert "must begin at a higher amount" in answer.text
    assert 'value="400.000"' in answer.text
    assert admin.send(look_alike_days="x").status_code == 422
    assert admin.send(largest_day_idr="much").status_code == 422
    assert queries.payout_decisions() == []


def test_who_saw_other_rules_is_told_and_may_save_again(admin: Admin) -> None:
    assert admin.send().status_code == 303
    late = admin.send(look_alike_days="30")
    assert late.status_code == 422
    assert "Somebody changed these rules meanwhile" in late.text
    assert 'value="30"' in late.text
    assert 'name="seen" type="hidden" value="1"' in late.text
    assert queries.payout_policy().look_alike_days == 14


def test_how_far_a_rate_may_move_is_typed_and_said_as_a_percentage(admin: Admin) -> None:
    page = admin.browser.get("/settings/limits").text
    assert "moves by more than 2,0 % between submission and sending" in page
    assert 'value="2,0"' in page
    for version, (typed, permille, said) in enumerate(
        [("2,5", 25, "2,5 %"), ("0.1", 1, "0,1 %"), ("50 %", 500, "50,0 %"), ("2", 20, "2,0 %")]
    ):
        with later(timedelta(minutes=version)):  # each change takes a code of its own
            assert admin.send(rate_move_permille=typed, seen=str(version)).status_code == 303
        assert queries.payout_policy().rate_move_permille == permille
        assert f"moves by more than {said} between" in admin.browser.get("/settings/limits").text
    last = admin.house.entries("policy.decide")[-1]
    assert (last.before, last.after) == ({"rate_move_permille": 500}, {"rate_move_permille": 20})


def test_a_rate_move_that_cannot_be_is_refused_beside_its_field_and_kept(admin: Admin) -> None:
    for typed, why in (
        ("2,55", "This is not a percentage with at most one decimal."),
        ("much", "This is not a percentage with at most one decimal."),
        ("-1", "This is not a percentage with at most one decimal."),
        ("9" * 5000, "This is not a percentage with at most one decimal."),
        ("50,1", "Between 0,1 and 50 percent."),
        ("0", "Between 0,1 and 50 percent."),
        ("  ", "Enter how far the rate may move."),
    ):
        answer = admin.send(rate_move_permille=typed)
        assert answer.status_code == 422
        part = answer.text[answer.text.index('id="rate_move_permille-field"') :].split("</fieldset>")[0]
        assert why in part
        assert f'value="{typed}"' in part
    assert queries.payout_decisions() == []
