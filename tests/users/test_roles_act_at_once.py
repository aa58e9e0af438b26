"""P31: disabling a person or changing a role acts on their next request."""

import pytest

from app.users import service
from app.users.permissions import Role
from app.users.service import Giver
from tests.users.bench import House


def giver(house: House) -> Giver:
    return Giver(house.person("admin").id, Role.ADMIN)


def test_p31_a_disabled_person_is_out_at_the_next_request(house: House) -> None:
    person, admin = house.person("staff"), giver(house)
    browser = house.browser_of(person)
    assert browser.is_in()
    service.disable(person.public_id, by=admin)
    assert not browser.is_in()
    service.enable(person.public_id, by=admin)
    assert not browser.is_in()
    assert house.browser().sign_in(person.email).status_code == 303


def test_p31_a_disabled_person_waiting_for_a_code_is_out_too(house: House) -> None:
    person, admin = house.person("manager"), giver(house)
    browser = house.browser()
    browser.sign_in(person.email)
    service.disable(person.public_id, by=admin)
    assert browser.get("/sign-in/code").status_code == 303


@pytest.mark.parametrize(
    ("before", "after", "answers"), [("manager", "staff", (200, 403)), ("admin", "support", (200, 403))]
)
def test_p31_a_lower_role_loses_at_the_next_request(
    house: House, before: str, after: str, answers: tuple[int, int]
) -> None:
    person, admin = house.person(before), giver(house)
    browser = house.browser_of(person)
    assert browser.get("/audit").status_code == answers[0]
    service.change_person(person.public_id, display_name="x", role=Role(after), by=admin)
    assert browser.get("/audit").status_code == answers[1]


def test_p31_a_higher_role_gains_at_the_next_request(house: House) -> None:
    person, admin = house.person("staff", second_factor_at=house.person("staff").created_at), giver(house)
    browser = house.browser_of(person)
    assert browser.get("/audit").status_code == 403
    service.change_person(person.public_id, display_name="x", role=Role.MANAGER, by=admin)
    assert browser.get("/audit").status_code == 200


@pytest.mark.parametrize("reset", [service.reset_password, service.reset_second_factor, service.end_sessions])
def test_p31_resetting_access_ends_open_sessions(house: House, reset: object) -> None:
    person, admin = house.person("manager"), giver(house)
    browser = house.browser_of(person)
    assert callable(reset)
    reset(person.public_id, by=admin)
    assert not browser.is_in()
