"""The second factor is enrolled with a QR code, has recovery codes, and goes only for password and code."""

import re
from datetime import timedelta

import pytest

from app.users import queries, second_factor, totp
from app.users.models import Person
from tests.users.bench import PASSWORD, Browser, House, later


def seed_on(page: str) -> str:
    found = re.search(r'id="seed">([^<]+)<', page)
    assert found
    return found.group(1).replace(" ", "")


def enrol(browser: Browser) -> tuple[str, list[str]]:
    """Turn the second factor on; its seed and the recovery codes."""
    browser.post("/me/second-factor/start")
    page = browser.get("/me/second-factor").text
    assert 'src="data:image/svg+xml' in page
    seed = seed_on(page)
    shown = browser.post("/me/second-factor/confirm", **{"confirm-code": totp.code_of(seed)})
    codes = re.findall(r"<code>([A-Z2-9]{4}(?:-[A-Z2-9]{4}){3})</code>", shown.text)
    assert len(codes) == second_factor.RECOVERY_CODES
    return seed, codes


@pytest.mark.parametrize("role", ["manager", "admin"])
def test_managers_and_admins_enrol_before_anything_else(house: House, role: str) -> None:
    browser = house.as_(role, totp_secret=None, second_factor_at=None)
    for path in ("/", "/me", "/people", "/audit"):
        assert browser.get(path).location == "/me/second-factor"
    enrol(browser)
    assert browser.is_in()


@pytest.mark.parametrize("role", ["staff", "support"])
def test_others_may_but_need_not(house: House, role: str) -> None:
    browser = house.as_(role)
    assert browser.is_in()
    enrol(browser)
    assert "Your second factor is on" in browser.get("/me").text


def test_enrolling_needs_a_code_from_the_new_seed(house: House) -> None:
    person = house.person("staff")
    browser = house.browser_of(person)
    browser.post("/me/second-factor/start")
    answer = browser.post("/me/second-factor/confirm", **{"confirm-code": "000000"})
    assert answer.status_code == 422
    assert 'id="confirm-code-errors"' in answer.text
    assert not house.again(person).has_second_factor


def test_the_code_that_enrolled_does_not_sign_in(house: House) -> None:
    person = house.person("staff")
    seed, _codes = enrol(house.browser_of(person))
    browser = house.browser()
    browser.sign_in(person.email)
    assert browser.give_code(totp.code_of(seed)).status_code == 422
    with later(timedelta(seconds=30)):
        assert browser.give_code(totp.code_of(seed)).status_code == 303


def test_a_recovery_code_signs_in_once_however_it_is_typed(house: House) -> None:
    person = house.person("staff")
    _seed, codes = enrol(house.browser_of(person))
    for typed, status in ((codes[0].lower().replace("-", " "), 303), (codes[0], 422), (codes[1], 303)):
        browser = house.browser()
        browser.sign_in(person.email)
        assert browser.give_code(typed).status_code == status
    assert second_factor.codes_left(person.id) == second_factor.RECOVERY_CODES - 2
    assert [entry.details for entry in house.entries("sign_in")] == [{"by": "recovery code"}] * 2


def test_somebody_elses_recovery_code_is_none(house: House) -> None:
    other, person = house.person("staff"), house.person("staff")
    _seed, codes = enrol(house.browser_of(other))
    enrol(house.browser_of(person))
    browser = house.browser()
    browser.sign_in(person.email)
    assert browser.give_code(codes[0]).status_code == 422


def test_new_recovery_codes_replace_the_old_ones(house: House) -> None:
    person = house.person("staff")
    browser = house.browser_of(person)
    seed, codes = enrol(browser)
    assert browser.post("/me/second-factor/recovery-codes", **{"renew-code": "000000"}).status_code == 422
    with later(timedelta(seconds=30)):
        browser.post("/me/second-factor/recovery-codes", **{"renew-code": totp.code_of(seed)})
        door = house.browser()
        door.sign_in(person.email)
        assert door.give_code(codes[0]).status_code == 422


@pytest.mark.parametrize(("password", "good_code"), [("wrong", True), (PASSWORD, False)])
def test_it_goes_only_for_password_and_code(house: House, password: str, good_code: bool) -> None:
    person = house.person("staff")
    browser = house.browser_of(person)
    seed, _codes = enrol(browser)
    with later(timedelta(seconds=30)):
        code = totp.code_of(seed) if good_code else "000000"
        answer = browser.post("/me/second-factor/off", **{"off-password": password, "off-code": code})
        assert answer.status_code == 422
    assert house.again(person).has_second_factor


def test_it_goes_for_password_and_code(house: House) -> None:
    person = house.person("staff")
    browser = house.browser_of(person)
    seed, _codes = enrol(browser)
    with later(timedelta(seconds=30)):
        browser.post("/me/second-factor/off", **{"off-password": PASSWORD, "off-code": totp.code_of(seed)})
    gone = house.again(person)
    assert (gone.has_second_factor, gone.totp_secret, second_factor.codes_left(person.id)) == (False, None, 0)


def test_a_stolen_session_cannot_replace_the_seed(house: House) -> None:
    person = house.person("manager")
    before = house.again(person).totp_secret
    browser = house.browser_of(person)
    assert browser.post("/me/second-factor/start").status_code == 422
    assert browser.post("/me/second-factor/confirm", **{"confirm-code": "123456"}).status_code == 422
    assert house.again(person).totp_secret == before


def test_enrolling_ends_the_other_sessions(house: House) -> None:
    person: Person = house.person("staff")
    here, there = house.browser_of(person), house.browser_of(person)
    enrol(here)
    assert here.is_in()
    assert not there.is_in()
    assert len(queries.open_sessions(person.id)) == 1


def test_an_admin_resets_a_lost_second_factor(house: House) -> None:
    person = house.person("manager")
    house.as_("admin").post(f"/people/{person.public_id}/reset-second-factor")
    browser = house.browser()
    assert browser.sign_in(person.email).location == "/"
    assert browser.get("/").location == "/me/second-factor"
