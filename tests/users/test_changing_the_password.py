"""One's own password is changed for the present one, to one that is not guessed at once."""

import pytest

from tests.users.bench import PASSWORD, Browser, House

NEW = "tujuh gajah menari"


def change(
    browser: Browser, current: str = PASSWORD, new: str = NEW, again: str | None = None
) -> tuple[int, str]:
    answer = browser.post("/me/password", current=current, new=new, again=new if again is None else again)
    return answer.status_code, answer.text


def test_the_new_one_opens_and_the_old_one_does_not(house: House) -> None:
    person = house.person("staff")
    assert change(house.browser_of(person))[0] == 303
    assert house.browser().sign_in(person.email).status_code == 422
    assert house.browser().sign_in(person.email, NEW).status_code == 303


def test_the_other_sessions_end(house: House) -> None:
    person = house.person("staff")
    here, there = house.browser_of(person), house.browser_of(person)
    change(here)
    assert (here.is_in(), there.is_in()) == (True, False)


@pytest.mark.parametrize(
    ("new", "words"),
    [
        ("kurang", "at least 12"),
        ("x" * 201, "at most 200"),
        ("aaaaaaaaaaaaaaa", "guessed quickly"),
        ("Password12345", "guessed quickly"),
        ("rahasia123456", "guessed quickly"),
        ("warung.sari-99", "your own name"),
        (PASSWORD, "the password you have"),
    ],
)
def test_what_would_be_guessed_is_refused_beside_its_field(house: House, new: str, words: str) -> None:
    browser = house.as_("staff", email="warung.sari@example.test")
    status, page = change(browser, new=new)
    assert status == 422
    assert words in page
    assert new not in page


def test_the_present_one_must_be_right(house: House) -> None:
    status, page = change(house.as_("staff"), current="not it")
    assert status == 422
    assert "not your present password" in page
    assert house.entries("account.password_refused")[0].outcome == "failed"


def test_both_new_ones_must_be_the_same(house: House) -> None:
    assert "not the same" in change(house.as_("staff"), again="other")[1]


def test_guessing_the_present_one_is_slowed(house: House) -> None:
    browser = house.as_("staff")
    pages = [change(browser, current="no")[1] for _ in range(6)]
    assert "Too many tries" in pages[-1]


def test_no_password_is_written_down(house: House) -> None:
    change(house.as_("staff"))
    for entry in house.entries("account.password_changed"):
        assert PASSWORD not in str(vars(entry))
        assert NEW not in str(vars(entry))
