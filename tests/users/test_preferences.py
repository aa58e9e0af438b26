"""P38, P49: language and theme are remembered, per person or by cookie, and lead back to where one was."""

import pytest

from tests.users.bench import House


def language_of(page: str) -> str:
    return page.split('<html lang="')[1][:2]


@pytest.mark.parametrize(
    ("accepts", "language"),
    [
        ("en-GB,en;q=0.9", "en"),
        ("id-ID", "id"),
        ("de", "id"),
        ("", "id"),
        ("fr, en;q=0.5", "en"),
        (";;q=x", "id"),
    ],
)
def test_strangers_get_their_browsers_language_else_indonesian(
    house: House, accepts: str, language: str
) -> None:
    answer = house.browser().get("/sign-in", **{"Accept-Language": accepts})
    assert language_of(answer.text) == language


def test_a_person_keeps_language_and_theme_on_every_device(house: House) -> None:
    person = house.person("staff")
    browser = house.browser_of(person)
    browser.post("/preferences/language", language="id")
    browser.post("/preferences/theme", theme="dark")
    page = house.browser_of(person).get("/me").text
    assert language_of(page) == "id"
    assert 'data-bs-theme="dark"' in page


def test_a_stranger_keeps_them_by_cookie(house: House) -> None:
    browser = house.browser()
    browser.post("/preferences/language", language="id")
    browser.post("/preferences/theme", theme="light")
    page = browser.get("/sign-in").text
    assert language_of(page) == "id"
    assert 'data-bs-theme="light"' in page


@pytest.mark.parametrize("value", ["", "xx", "en'; DROP", "a\x00"])
def test_what_is_no_language_or_theme_is_refused(house: House, value: str) -> None:
    browser = house.as_("staff")
    assert browser.post("/preferences/language", language=value).status_code == 422
    assert browser.post("/preferences/theme", theme=value).status_code == 422


def test_a_rubbish_cookie_is_passed_over(house: House) -> None:
    browser = house.browser()
    browser.client.set_cookie("language", "../../etc")
    browser.client.set_cookie("theme", '"><script>')
    page = browser.get("/sign-in").text
    assert language_of(page) == "en"
    assert 'data-bs-theme="auto"' in page


def test_one_comes_back_to_where_one_was(house: House) -> None:
    answer = house.as_("staff").post("/preferences/theme", theme="dark", next="/me?x=1")
    assert answer.location == "/me?x=1"
