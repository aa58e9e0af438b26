"""P35: a session ends when it lies idle or grows old; polls keep nobody signed in; one statement loads it."""

from datetime import timedelta

import pytest

from app.users import sign_ins
from tests.users.bench import Browser, House, later

POLL = {"HX-Request": "true", "HX-Request-Type": "partial"}


def test_p35_half_an_hour_idle_ends_it(house: House) -> None:
    browser = house.as_("staff")
    with later(timedelta(minutes=29)):
        assert browser.is_in()
    with later(timedelta(minutes=29 + 31)):
        assert not browser.is_in()


def test_p35_use_keeps_it_open_until_twelve_hours_are_over(house: House) -> None:
    browser = house.as_("staff")
    for minutes in range(20, 12 * 60, 20):
        with later(timedelta(minutes=minutes)):
            assert browser.is_in()
    with later(timedelta(hours=12, minutes=1)):
        assert not browser.is_in()


def test_p35_polls_keep_nobody_signed_in(house: House) -> None:
    browser = house.as_("staff")
    for minutes in (10, 20, 29):
        with later(timedelta(minutes=minutes)):
            assert browser.get("/me?seen=abc", **POLL).status_code == 200
    with later(timedelta(minutes=31)):
        assert browser.get("/me?seen=abc", **POLL).status_code == 401


def test_p35_a_poll_that_is_signed_out_is_sent_to_the_door(house: House) -> None:
    answer = house.browser().get("/me?seen=abc", **POLL)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/sign-in")


def test_the_code_must_come_within_five_minutes(house: House) -> None:
    browser = house.browser()
    browser.sign_in(house.person("manager").email)
    with later(timedelta(minutes=6)):
        assert browser.get("/sign-in/code").location == "/sign-in?next=/"


def statements_of(house: House, browser: Browser) -> tuple[int, int]:
    with house.statements() as seen:
        browser.get("/preferences/none")
        browser.get("/me/password")
    loads = sum("FROM sign_ins" in statement for statement in seen)
    return loads, sum(statement.startswith("UPDATE sign_ins") for statement in seen)


def test_a_person_is_loaded_in_one_statement(house: House) -> None:
    browser = house.as_("staff")
    with house.statements() as seen:
        browser.get("/me/password")
    assert len([one for one in seen if "people" in one or "sign_ins" in one]) == 1


def test_last_seen_is_written_once_a_minute(house: House) -> None:
    browser = house.as_("staff")
    with later(sign_ins.SEEN_EVERY + timedelta(seconds=1)):
        assert statements_of(house, browser)[1] == 1
        assert statements_of(house, browser)[1] == 0


@pytest.mark.parametrize(("environment", "secure"), [("local", False), ("production", True)])
def test_p35_cookies_are_http_only_same_site_and_secure(house: House, environment: str, secure: bool) -> None:
    house.app.config["SESSION_COOKIE_SECURE"] = secure
    answer = house.browser().get("/sign-in")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert ("Secure" in cookie) is secure


def test_p35_the_browser_holds_an_opaque_token_and_the_server_its_digest(house: House) -> None:
    person = house.person("staff")
    browser = house.browser()
    browser.sign_in(person.email)
    with browser.client.session_transaction() as session:
        assert set(session) == {"sign_in"}
        token = session["sign_in"]
    assert len(token) >= 43
    assert sign_ins.digest_of(token) != token


@pytest.mark.parametrize("token", ["", "x", "é\ud800", 7, None, ["a"]])
def test_a_token_that_is_none_of_ours_opens_nothing(house: House, token: object) -> None:
    browser = house.browser()
    with browser.client.session_transaction() as session:
        session["sign_in"] = token
        session["awaits_code"] = token
    assert browser.get("/me").status_code == 303
    assert browser.get("/sign-in/code").status_code == 303


def test_a_session_that_awaits_its_code_opens_nothing_else(house: House) -> None:
    browser = house.browser()
    browser.sign_in(house.person("manager").email)
    with browser.client.session_transaction() as session:
        session["sign_in"] = session["awaits_code"]
    assert not browser.is_in()
