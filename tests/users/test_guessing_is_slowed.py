"""P36: guesses are counted in SQL per account and per address, whatever the number of processes."""

from datetime import timedelta

import pytest

from app.lib import clock
from app.users import throttle, totp
from tests.users.bench import House, later

FREE = throttle.ACCOUNT[0][0]


def guess(
    house: House, email: str, times: int, *, address: str = "203.0.113.7", password: str = "no"
) -> list[int]:
    return [house.browser(address).sign_in(email, password).status_code for _ in range(times)]


def test_p36_after_some_failures_an_account_must_wait(house: House) -> None:
    person = house.person("staff")
    assert guess(house, person.email, FREE + 2) == [422] * FREE + [429] * 2
    answer = house.browser().sign_in(person.email)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 15


def test_p36_the_right_password_is_not_judged_while_it_must_wait(house: House) -> None:
    person = house.person("staff")
    guess(house, person.email, FREE)
    assert guess(house, person.email, 1, password="kapal-selam-ungu") == [429]
    with later(timedelta(seconds=16)):
        assert house.browser().sign_in(person.email).status_code == 303


def test_p36_the_wait_grows(house: House) -> None:
    key, waits = throttle.account("a@example.test"), []
    moment = clock.now()
    for _ in range(60):
        with later(timedelta(0), start=moment):
            wait = throttle.take(key)
        waits += [int(wait.total_seconds())] if wait else []
        moment += wait or timedelta(0)
    assert list(dict.fromkeys(waits)) == [seconds for count, seconds in throttle.ACCOUNT]


def test_p36_another_address_does_not_help_against_one_account(house: House) -> None:
    person = house.person("staff")
    answers = [guess(house, person.email, 1, address=f"198.51.100.{n}")[0] for n in range(FREE + 1)]
    assert answers[-1] == 429


def test_p36_another_account_does_not_help_one_address(house: House) -> None:
    limit = throttle.ADDRESS[0][0]
    answers = [guess(house, f"{n}@example.test", 1)[0] for n in range(limit + 1)]
    assert answers == [422] * limit + [429]


def test_p36_an_ipv6_customer_is_one_address(house: House) -> None:
    assert throttle.address("2001:db8:1:2:3::4") == throttle.address("2001:db8:1:2:ffff::1")
    assert throttle.address("2001:db8:1:2::1") != throttle.address("2001:db8:1:3::1")
    assert throttle.address("") == throttle.address("rubbish")


def test_p36_fifty_guesses_at_once_get_no_more_than_the_free_tries(house: House) -> None:
    house.person("staff", email="target@example.test")
    answers = house.all_at_once(lambda n: throttle.take(throttle.account("target@example.test")), 50)
    assert sum(1 for wait in answers if wait is None) == FREE


def test_p36_a_right_password_clears_the_account_and_gives_the_address_its_try_back(house: House) -> None:
    person = house.person("staff")
    for _ in range(4):
        assert guess(house, person.email, FREE - 1) == [422] * (FREE - 1)
        assert house.browser().sign_in(person.email).status_code == 303


def test_p36_failures_are_forgotten_after_hours_of_peace(house: House) -> None:
    guess(house, "a@example.test", FREE + 1)
    with later(throttle.FORGOTTEN_AFTER + timedelta(minutes=1)):
        assert guess(house, "a@example.test", FREE) == [422] * FREE
        throttle.forget_old()
    with later(3 * throttle.FORGOTTEN_AFTER):
        throttle.forget_old()


def test_p36_one_time_codes_are_slowed_per_person(house: House) -> None:
    person = house.person("manager")
    seed = house.again(person).totp_secret
    assert seed is not None
    browser = house.browser()
    browser.sign_in(person.email)
    assert [browser.give_code("000000").status_code for _ in range(FREE)] == [422] * FREE
    assert browser.give_code(totp.code_of(seed)).status_code == 429
    again = house.browser("198.51.100.9")
    again.sign_in(person.email)
    assert again.give_code(totp.code_of(seed)).status_code == 429


@pytest.mark.parametrize("known", [True, False])
def test_p32_being_slowed_down_is_written_down(house: House, known: bool) -> None:
    email = house.person("staff").email if known else "nobody@example.test"
    guess(house, email, FREE + 1)
    [entry] = house.entries("sign_in.throttled")
    assert entry.outcome == "refused"
