"""The demo people are those of the contract, exist in `local` only, and have no way around their codes."""

from dataclasses import replace

import pytest

from app.lib.errors import Refused
from app.users import queries, totp
from app.users.demo import PASSWORD, SEED, add_demo_people
from tests.users.bench import House


def test_they_are_those_of_the_contract_and_adding_them_again_changes_nothing(house: House) -> None:
    shown = add_demo_people()
    assert add_demo_people() == shown
    assert {one.email: one.seed for one in shown} == {
        "staff@example.test": None,
        "support@example.test": None,
        "manager@example.test": SEED,
        "second.manager@example.test": SEED,
        "admin@example.test": SEED,
    }
    assert len(queries.colleagues()) == 5


@pytest.mark.parametrize("name", ["staff", "support"])
def test_those_without_a_second_factor_come_in_by_password(house: House, name: str) -> None:
    add_demo_people()
    browser = house.browser()
    browser.sign_in(f"{name}@example.test", PASSWORD)
    assert browser.is_in()


@pytest.mark.parametrize("name", ["manager", "second.manager", "admin"])
def test_the_others_need_their_code_even_in_local(house: House, name: str) -> None:
    add_demo_people()
    browser = house.browser()
    browser.sign_in(f"{name}@example.test", PASSWORD)
    assert not browser.is_in()
    assert browser.give_code("000000").status_code == 422
    browser.give_code(totp.code_of(SEED))
    assert browser.is_in()


def test_they_do_not_exist_outside_of_local(house: House) -> None:
    settings = house.app.config["SETTINGS"]
    house.app.config["SETTINGS"] = replace(settings, environment="production")
    with pytest.raises(Refused):
        add_demo_people()
    house.app.config["SETTINGS"] = settings
    assert queries.colleagues() == []
