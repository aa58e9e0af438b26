"""Settings → Pictures: how long they are kept, decided by an admin, every decision kept."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from app.extensions import db
from app.policy import queries
from app.policy.pictures import PicturePolicy, read
from tests.users.bench import Browser, House


@pytest.fixture
def admin(house: House) -> Browser:
    return house.as_("admin")


def send(browser: Browser, days: object, seen: int = 0) -> TestResponse:
    answer = browser.post("/settings/pictures", keep_days=str(days), seen=str(seen))
    db.session.rollback()
    return answer


def test_at_first_a_month_holds(house: House) -> None:
    page = house.as_("manager").get("/settings/pictures").text
    assert queries.picture_policy() == PicturePolicy(keep_days=30)
    assert "A picture is deleted 30 days after it was taken." in page
    assert "Nobody has changed these rules yet." in page
    assert "Let this hold" not in page


def test_P32_a_change_holds_and_is_told_with_before_and_after(house: House) -> None:
    person = house.person("admin")
    browser = house.browser_of(person)
    assert send(browser, 7).status_code == 303
    assert queries.picture_policy().keep_days == 7
    [entry] = house.entries("policy.decide_pictures")
    assert (entry.before, entry.after) == ({"keep_days": 30}, {"keep_days": 7})
    assert (entry.person_id, entry.subject_kind) == (person.id, "policy")
    page = browser.get("/settings/pictures").text
    assert "A picture is deleted 7 days after it was taken." in page
    assert f"<h3>{person.display_name}</h3>" in page


def test_the_rules_of_payouts_are_another_matter(admin: Browser) -> None:
    assert send(admin, 1).status_code == 303
    assert queries.payout_decisions() == []
    assert "A picture is deleted 1 day after it was taken." in admin.get("/settings/pictures").text


@pytest.mark.parametrize("role", ["staff", "support", "manager"])
def test_P31_nobody_but_an_admin_changes_it(house: House, role: str) -> None:
    assert send(house.as_(role), 1).status_code == 403
    assert queries.picture_decisions() == []


@pytest.mark.parametrize("days", [0, -1, 366, 10**12, "x", "", "1.5", "7 days"])
def test_what_makes_no_sense_is_said_beside_the_field_and_changes_nothing(admin: Browser, days: Any) -> None:
    answer = send(admin, days)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert queries.picture_decisions() == []


@pytest.mark.parametrize("seen", [-1, 1, 10**12])
def test_who_saw_other_rules_is_told(admin: Browser, seen: int) -> None:
    answer = send(admin, 9, seen)
    assert answer.status_code == 422
    assert "Somebody changed these rules meanwhile" in answer.text
    assert queries.picture_decisions() == []


def test_who_saw_the_rules_before_may_save_again_and_the_refusal_is_written_down(house: House) -> None:
    admin = house.as_("admin")
    assert send(admin, 7).status_code == 303
    late = send(admin, 14)
    assert late.status_code == 422
    assert 'value="14"' in late.text
    assert 'name="seen" type="hidden" value="1"' in late.text
    assert [one.outcome for one in house.entries("policy.decide_pictures")] == ["ok", "refused"]
    assert send(admin, 14, 1).status_code == 303
    assert [one.version for one in queries.picture_decisions()] == [2, 1]


def test_a_rule_of_a_later_program_is_passed_over() -> None:
    assert read({"keep_days": 5, "keep_hours": 3}) == PicturePolicy(keep_days=5)
