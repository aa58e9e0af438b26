"""P31: an admin adds, changes and shuts out people; what is typed wrong is said beside its field."""

import re

import pytest

from app.users.models import Person
from tests.users.bench import House


def one_time_password(page: str) -> str:
    found = re.search(r'id="one-time-password">([^<]+)<', page)
    assert found
    return found.group(1)


def test_who_may_see_and_change_people(house: House) -> None:
    target = house.person("staff").public_id
    answers = {
        role: [
            house.as_(role).get(path).status_code for path in ("/people", "/people/new", f"/people/{target}")
        ]
        for role in ("staff", "support", "manager", "admin")
    }
    assert answers == {
        "staff": [403] * 3,
        "support": [403] * 3,
        "manager": [200, 403, 403],
        "admin": [200, 200, 200],
    }
    assert house.browser().get("/people").location == "/sign-in?next=/people"


def test_a_new_person_gets_a_one_time_password_and_must_change_it_first(house: House) -> None:
    admin = house.as_("admin")
    page = admin.post("/people/new", email="Dewi@Example.TEST", display_name="Dewi", role="staff")
    password = one_time_password(page.text)
    browser = house.browser()
    assert browser.sign_in("dewi@example.test", password).status_code == 303
    assert browser.get("/").location == "/me/password"
    assert browser.get("/me").location == "/me/password"
    assert browser.post("/preferences/language", language="en").status_code == 303
    answer = browser.post(
        "/me/password", current=password, new="tujuh gajah menari", again="tujuh gajah menari"
    )
    assert answer.location == "/me"
    assert browser.is_in()
    [entry] = house.entries("person.added")
    assert entry.after == {"email": "dewi@example.test", "name": "Dewi", "role": "staff"}
    assert password not in str(entry.details)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("email", "", "Fill this in"),
        ("email", "not an address", "not an e-mail address"),
        ("email", "TAKEN@example.test", "has this e-mail address already"),
        ("display_name", "", "Fill this in"),
        ("display_name", "a\x07b", "cannot be printed"),
        ("display_name", "x" * 101, "At most 100"),
        ("role", "king", "Not a valid choice"),
    ],
)
def test_a_wrong_field_is_said_beside_it_and_the_rest_is_kept(
    house: House, field: str, value: str, words: str
) -> None:
    house.person("staff", email="taken@example.test")
    typed = {"email": "new@example.test", "display_name": "Dewi", "role": "staff"} | {field: value}
    answer = house.as_("admin").post("/people/new", **typed)
    assert answer.status_code == 422
    beside = re.search(rf'id="{field}-errors">(.*?)</div>', answer.text, re.S)
    assert beside is not None
    assert words in beside.group(1)
    if field != "email":
        assert 'value="new@example.test"' in answer.text
    if field != "display_name":
        assert 'value="Dewi"' in answer.text


def test_a_role_and_name_are_changed_and_written_down(house: House) -> None:
    person = house.person("staff", display_name="Dewi")
    answer = house.as_("admin").post(f"/people/{person.public_id}", display_name="Dewi Putri", role="support")
    assert answer.status_code == 303
    changed = house.again(person)
    assert (changed.display_name, changed.role) == ("Dewi Putri", "support")
    [entry] = house.entries("person.changed")
    assert entry.before == {"name": "Dewi", "role": "staff"}
    assert entry.after == {"name": "Dewi Putri", "role": "support"}


def test_saving_what_is_there_already_writes_nothing(house: House) -> None:
    person = house.person("staff", display_name="Dewi")
    house.as_("admin").post(f"/people/{person.public_id}", display_name="Dewi", role="staff")
    assert house.entries("person.changed") == []


def test_an_admin_cannot_demote_themselves(house: House) -> None:
    me: Person = house.person("admin")
    house.person("admin")
    answer = house.browser_of(me).post(f"/people/{me.public_id}", display_name="Me", role="staff")
    assert answer.status_code == 422
    assert "another admin" in answer.text
    assert house.again(me).role == "admin"


def test_a_reset_password_replaces_the_old_one(house: House) -> None:
    person = house.person("staff")
    page = house.as_("admin").post(f"/people/{person.public_id}/reset-password")
    password = one_time_password(page.text)
    assert house.browser().sign_in(person.email).status_code == 422
    assert house.browser().sign_in(person.email, password).status_code == 303


def test_disable_and_enable_from_the_page(house: House) -> None:
    person, admin = house.person("staff"), house.as_("admin")
    admin.post(f"/people/{person.public_id}/disable")
    assert house.browser().sign_in(person.email).status_code == 422
    assert "disabled" in admin.get("/people").text
    admin.post(f"/people/{person.public_id}/enable")
    assert house.browser().sign_in(person.email).status_code == 303


def test_the_last_admin_is_told_why_not(house: House) -> None:
    admin = house.as_("admin")
    other = house.person("admin")
    assert admin.post(f"/people/{other.public_id}/disable").status_code == 303
    again = admin.post("/people/PER-NOBODY/disable")
    assert again.status_code == 404


@pytest.mark.parametrize(
    "deed", ["disable", "enable", "reset-password", "reset-second-factor", "end-sessions"]
)
def test_every_deed_on_nobody_is_not_found(house: House, deed: str) -> None:
    assert house.as_("admin").post(f"/people/PER-NOBODY/{deed}").status_code == 404


def test_names_that_look_like_markup_stay_text(house: House) -> None:
    person = house.person("staff", display_name="<script>alert(1)</script>")
    for path in ("/people", f"/people/{person.public_id}"):
        assert "<script>alert(1)" not in house.as_("admin").get(path).text
