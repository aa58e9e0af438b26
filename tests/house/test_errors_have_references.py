"""P39: a stack trace never reaches a browser; the reference on the page finds the line in the log."""

import html
import re

import pytest
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from app.web.guard import public, signed_in
from tests.house.log_lines import captured
from tests.users.bench import Browser, House

pytestmark = pytest.mark.alike

TRACES = ("Traceback", "ZeroDivisionError", "OperationalError", ".py", "SELECT", "nobody foresaw")
WORDS = {"en": "Something went wrong on this server", "id": "Ada yang salah di server ini"}


@signed_in
def break_down() -> str:
    """A view with a fault nobody foresaw."""
    raise ZeroDivisionError("nobody foresaw this")


@public
def break_down_at_the_door() -> str:
    """The same before anybody has signed in."""
    return break_down()


@signed_in
def lose_the_database() -> str:
    """A view whose database does not answer."""
    raise OperationalError("SELECT secret", {}, Exception("server closed the connection"))


def reference_of(answer: TestResponse) -> str:
    found = re.search(r"<code>([A-Za-z0-9_-]{8,64})</code>", answer.text)
    assert found, "the page shows no reference"
    return found[1]


def shows_no_trace(answer: TestResponse) -> None:
    visible = re.sub(r"<(head|script).*?</\1>", "", answer.text, flags=re.S)
    assert [trace for trace in TRACES if trace in html.unescape(visible)] == []


def in_language(browser: Browser, language: str) -> Browser:
    browser.headers["Accept-Language"] = language
    browser.post("/preferences/language", language=language)
    return browser


@pytest.mark.parametrize("language", WORDS)
def test_p39_a_fault_is_a_page_with_the_reference_of_its_log_line(house: House, language: str) -> None:
    browser = in_language(house.as_("staff"), language)
    house.app.view_functions["users.me"] = break_down
    with captured() as log:
        answer = browser.get("/me")
    assert answer.status_code == 500
    shows_no_trace(answer)
    assert f'<html lang="{language}"' in answer.text
    assert (WORDS["en"] in answer.text) is (language == "en")
    [line] = log.with_error()
    assert reference_of(answer) == answer.headers["X-Request-ID"] == line["reference"]
    assert "nobody foresaw this" in line["error"]
    assert (line["method"], line["path"], line["level"]) == ("GET", "/me", "error")


@pytest.mark.parametrize("language", WORDS)
def test_p39_a_fault_before_sign_in_is_told_the_same_way(house: House, language: str) -> None:
    browser = in_language(house.browser(), language)
    house.app.view_functions["users.sign_in"] = break_down_at_the_door
    with captured() as log:
        answer = browser.get("/sign-in")
    assert answer.status_code == 500
    shows_no_trace(answer)
    assert f'<html lang="{language}"' in answer.text
    [line] = log.with_error()
    assert reference_of(answer) == answer.headers["X-Request-ID"] == line["reference"]


def test_p39_a_dead_database_is_a_page_that_says_so(house: House) -> None:
    browser = house.as_("staff")
    house.app.view_functions["users.me"] = lose_the_database
    with captured() as log:
        answer = browser.get("/me")
    assert answer.status_code == 503
    assert "The database did not answer" in answer.text
    shows_no_trace(answer)
    [line] = log.with_error()
    assert reference_of(answer) == line["reference"]


def test_p39_a_database_that_dies_before_anybody_is_known_is_a_page_too(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who asks cannot even be looked up, so neither can their language or their menu."""
    browser = house.as_("staff")

    def dead(*args: object, **how: object) -> None:
        raise OperationalError("SELECT people", {}, Exception("server closed the connection"))

    monkeypatch.setattr("app.users.sessions.behind", dead)
    answer = browser.get("/me")
    assert answer.status_code == 503
    shows_no_trace(answer)
    assert reference_of(answer) == answer.headers["X-Request-ID"]


def test_p39_a_fault_while_the_database_is_gone_is_still_a_page(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reader is known, but the state of Flip, which every page shows, can no longer be read."""
    browser = house.as_("staff")
    house.app.view_functions["users.me"] = break_down
    monkeypatch.setattr("app.gateway.state.connection", lose_the_database)
    answer = browser.get("/me")
    assert answer.status_code == 500
    shows_no_trace(answer)
    assert reference_of(answer) == answer.headers["X-Request-ID"]


def test_p39_debug_is_never_on(house: House) -> None:
    assert not house.app.debug
    assert not house.app.config["PROPAGATE_EXCEPTIONS"]


@pytest.mark.parametrize("path", ["/nothing", "/bills/BIL-NONE", "/sign-out"])
def test_p39_every_error_page_has_its_reference(house: House, path: str) -> None:
    answer = house.as_("staff").get(path, **{"X-Request-ID": "asked-by-support-1"})
    assert answer.status_code in (404, 405)
    assert reference_of(answer) == "asked-by-support-1" == answer.headers["X-Request-ID"]


def test_p39_a_callback_that_breaks_shows_nothing_at_all(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object) -> None:
        raise ZeroDivisionError("nobody foresaw this")

    monkeypatch.setattr("app.callbacks.receipts.count_refused", broken)
    with captured() as log:
        answer = house.browser().post_raw("/callbacks/payment", token="wrong")
    assert (answer.status_code, answer.data) == (500, b"")
    [line] = log.with_error()
    assert answer.headers["X-Request-ID"] == line["reference"]
