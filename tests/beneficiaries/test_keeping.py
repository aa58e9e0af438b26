"""Whom one pays again is kept once per account, changed, removed, and each deed told to the audit log."""

from typing import Any

import pytest

from tests.beneficiaries.keeping import DETAILS, kept, send, stored
from tests.bills.bench import errors_beside
from tests.disbursements.desk import KNOWN_ACCOUNT, KNOWN_HOLDER, Desk


def test_what_was_typed_is_kept_and_shown(desk: Desk) -> None:
    public_id = kept(desk)
    [row] = stored()
    assert (row.bank_code, row.account_number, row.recipient_city) == ("bca", KNOWN_ACCOUNT, "191")
    assert row.emails == "a@example.com,b@example.com"
    page = desk.staff.get(f"/beneficiaries/{public_id}").text
    for shown in (KNOWN_HOLDER, "Kota Bandung", "a@example.com, b@example.com", "pays the roof"):
        assert shown in page
    assert "The bank was not asked about this account yet" in page
    [entry] = desk.world.house.entries("beneficiaries.add")
    assert entry.after
    assert entry.after["account_number"] == "••••••7020"
    assert entry.after["emails"] == "a•••@example.com, b•••@example.com"


def test_the_banks_last_answer_stands_beside_with_its_age(desk: Desk) -> None:
    public_id = kept(desk, name="Somebody Else")
    desk.prepare()
    page = desk.staff.get(f"/beneficiaries/{public_id}").text
    assert "What the bank last said" in page
    assert KNOWN_HOLDER.upper() in page.upper()
    assert "Does the name fit?" in page
    assert "Answered" in page


def test_one_account_is_kept_once_and_the_other_is_named(desk: Desk) -> None:
    kept(desk, name="Budi the First")
    again = send(desk, name="Budi the Second")
    assert again.status_code == 422
    assert errors_beside(again.text, "account_number") == ["This account is kept already, as Budi the First."]
    assert 'value="Budi the Second"' in again.text
    assert send(desk, account_number=f"0{KNOWN_ACCOUNT}").status_code == 303  # leading zeros count
    assert send(desk, bank_code="mandiri").status_code == 303
    assert len(stored()) == 3


def test_of_eight_who_keep_one_account_at_once_one_does(desk: Desk) -> None:
    browsers = [desk.world.as_("staff") for _ in range(8)]
    tokens = [browser.token() for browser in browsers]

    def keep(number: int) -> int:
        sent = DETAILS | {"name": f"Budi {number}", "csrf_token": tokens[number]}
        return browsers[number].post_raw("/beneficiaries/", **sent).status_code

    answers = desk.world.house.all_at_once(keep, len(browsers))
    assert sorted(answers) == [303] + [422] * (len(browsers) - 1)
    assert len(stored()) == 1
    assert len(desk.world.house.entries("beneficiaries.add")) == 1


def test_a_change_is_kept_and_told_to_the_audit_with_before_and_after(desk: Desk) -> None:
    public_id = kept(desk)
    page = desk.staff.get(f"/beneficiaries/{public_id}/edit").text
    assert 'value="Kota Bandung"' in page
    assert "a@example.com\nb@example.com" in page.replace("\r", "")
    seen = stored()[0].version
    changed = DETAILS | {"name": "PT Lain", "recipient_city": "", "emails": "", "seen": seen}
    assert desk.staff.post(f"/beneficiaries/{public_id}/edit", **changed).status_code == 303
    [row] = stored()
    assert (row.name, row.recipient_city, row.emails) == ("PT Lain", None, None)
    [entry] = desk.world.house.entries("beneficiaries.edit")
    assert entry.before
    assert entry.after
    assert (entry.before["name"], entry.after["name"]) == (KNOWN_HOLDER, "PT Lain")


def test_who_changes_what_another_changed_meanwhile_is_told(desk: Desk) -> None:
    public_id = kept(desk)
    seen = stored()[0].version
    address = f"/beneficiaries/{public_id}/edit"
    assert desk.staff.post(address, **DETAILS | {"note": "first", "seen": seen}).status_code == 303
    late = desk.boss.post(address, **DETAILS | {"note": "second", "seen": seen})
    assert late.status_code == 422
    assert "Somebody changed this beneficiary meanwhile" in late.text
    assert 'value="second"' in late.text
    assert stored()[0].note == "first"


def test_a_change_to_an_account_somebody_else_has_names_them(desk: Desk) -> None:
    kept(desk, name="Budi")
    public_id = kept(desk, account_number="1234567890", name="Sari")
    seen = stored()[1].version
    answer = desk.staff.post(f"/beneficiaries/{public_id}/edit", **DETAILS | {"name": "Sari", "seen": seen})
    assert answer.status_code == 422
    assert errors_beside(answer.text, "account_number") == ["This account is kept already, as Budi."]
    assert stored()[1].account_number == "1234567890"


def test_who_is_removed_is_offered_no_more_and_the_account_is_free_again(desk: Desk) -> None:
    public_id = kept(desk)
    for _ in range(2):
        answer = desk.staff.post(f"/beneficiaries/{public_id}/remove")
    assert answer.status_code == 404
    assert desk.staff.get(f"/beneficiaries/{public_id}").status_code == 404
    assert desk.staff.get(f"/disbursements/new?to={public_id}").status_code == 404
    assert KNOWN_HOLDER not in desk.staff.get("/beneficiaries/").text
    assert len(desk.world.house.entries("beneficiaries.remove")) == 1
    assert kept(desk) != public_id
    assert [row.removed_at is None for row in stored()] == [False, True]


@pytest.mark.alike
@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", " "),
        ("bank_code", "no-such-bank"),
        ("account_number", "12a4"),
        ("recipient_city", "Atlantis"),
        ("emails", "nobody"),
        ("note", "a" * 301),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(desk: Desk, field: str, typed: str) -> None:
    wrong: dict[str, Any] = {field: typed}
    answer = send(desk, **wrong)
    assert answer.status_code == 422
    assert [name for name in DETAILS if errors_beside(answer.text, name)] == [field]
    assert stored() == []
