"""P32, P35: signing in opens a new session, signing out ends it here, and both are written down."""

import pytest
from argon2 import PasswordHasher

from app.users import totp
from tests.users.bench import PASSWORD, House


def test_a_right_password_opens_the_house(house: House) -> None:
    person, browser = house.person("staff"), house.browser()
    answer = browser.sign_in(person.email)
    assert (answer.status_code, answer.location) == (303, "/")
    assert browser.is_in()


def test_the_address_may_be_typed_in_capitals_and_with_spaces(house: House) -> None:
    person, browser = house.person("staff"), house.browser()
    assert browser.sign_in(f"  {person.email.upper()} ").status_code == 303


@pytest.mark.parametrize("password", ["not-this-one", PASSWORD.upper(), PASSWORD + " ", "x" * 5000])
def test_a_wrong_password_opens_nothing_and_keeps_the_address_typed(house: House, password: str) -> None:
    person, browser = house.person("staff"), house.browser()
    answer = browser.sign_in(person.email, password)
    assert answer.status_code == 422
    assert f'value="{person.email}"' in answer.text
    assert password not in answer.text
    assert not browser.is_in()


@pytest.mark.parametrize(
    ("email", "password"), [("", "x"), ("a@example.test", ""), ("a\x00b", "x"), ("a" * 400, "x")]
)
def test_what_cannot_be_an_account_gets_an_error_beside_its_field(
    house: House, email: str, password: str
) -> None:
    answer = house.browser().sign_in(email, password)
    assert answer.status_code == 422
    assert "field-error" in answer.text


def test_p32_good_and_bad_sign_ins_are_written_down(house: House) -> None:
    person = house.person("staff")
    house.browser("198.51.100.4").sign_in(person.email, "wrong")
    house.browser().sign_in("nobody.here@example.test", "wrong")
    house.browser().sign_in(person.email)
    bad, unknown = house.entries("sign_in.password")
    [good] = house.entries("sign_in")
    assert (bad.outcome, bad.subject_id, bad.address) == ("failed", person.public_id, "198.51.100.4")
    assert (unknown.outcome, unknown.subject_id) == ("failed", None)
    assert unknown.details == {"account": "n•••@example.test"}
    assert (good.outcome, good.person_id, good.person_name) == ("ok", person.id, person.display_name)
    assert good.reference


def test_p35_sign_in_begins_a_new_session(house: House) -> None:
    person, browser = house.person("staff"), house.browser()
    planted = browser.token()
    browser.sign_in(person.email)
    first = browser.client.get_cookie("bendahara")
    assert browser.token() != planted
    browser.sign_in(person.email)
    assert first is not None
    thief = house.browser()
    thief.client.set_cookie("bendahara", first.value)
    assert not thief.is_in()


def test_p35_sign_out_ends_the_session_on_the_server(house: House) -> None:
    browser = house.as_("staff")
    cookie = browser.client.get_cookie("bendahara")
    assert cookie is not None
    assert browser.post("/sign-out").location == "/sign-in"
    assert not browser.is_in()
    thief = house.browser()
    thief.client.set_cookie("bendahara", cookie.value)
    assert not thief.is_in()
    assert house.entries("sign_out")[0].outcome == "ok"


def test_signing_out_twice_or_signed_out_is_harmless(house: House) -> None:
    assert house.browser().post("/sign-out").status_code == 303


def test_p31_a_disabled_person_is_told_the_same_as_a_stranger(house: House) -> None:
    person = house.person("staff", disabled_at=house.person("staff").created_at)
    stranger = house.browser().sign_in("nobody@example.test")
    assert house.browser().sign_in(person.email).status_code == stranger.status_code == 422


def test_a_second_factor_is_asked_after_the_password_and_not_before(house: House) -> None:
    person, browser = house.person("manager"), house.browser()
    assert browser.sign_in(person.email, "wrong").status_code == 422
    assert browser.sign_in(person.email).location == "/sign-in/code?next=/"
    assert not browser.is_in()
    assert browser.give_code("000000").status_code == 422
    seed = house.again(person).totp_secret
    assert seed is not None
    assert browser.give_code(totp.code_of(seed)).location == "/"
    assert browser.is_in()
    assert [entry.outcome for entry in house.entries("sign_in.code")] == ["failed"]


def test_the_code_page_is_closed_without_a_password_given(house: House) -> None:
    browser = house.browser()
    assert browser.get("/sign-in/code").location == "/sign-in?next=/"
    assert browser.give_code("123456").location == "/sign-in?next=/"


def test_a_weakly_hashed_password_is_hashed_anew_at_sign_in(house: House) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    person = house.person("staff", password_hash=weak)
    house.browser().sign_in(person.email)
    assert "m=19456" in house.again(person).password_hash
    assert house.browser().sign_in(person.email).status_code == 303
