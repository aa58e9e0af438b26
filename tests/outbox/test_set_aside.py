"""Work that was set aside is shown with its error, and a manager may have it tried again."""

import re
from datetime import timedelta

import pytest

from app.outbox.models import WorkState
from app.outbox.promises import outbox
from app.outbox.worker import work_until_idle
from app.users.permissions import Role
from tests.outbox.bench import ask, done, only_row
from tests.users.bench import House, later


@pytest.fixture
def broken(house: House) -> House:
    """A house in which one piece of work has used up its tries."""
    ask("test.break")
    for turn in range(4):
        with later(timedelta(hours=turn)):
            work_until_idle()
    assert only_row().state == WorkState.SET_ASIDE
    return house


def test_a_manager_sees_what_was_set_aside_and_why(broken: House) -> None:
    page = broken.as_(Role.MANAGER).get("/set-aside").text
    assert "test.break" in page
    assert "Broken: it is broken" in page


@pytest.mark.parametrize("role", [Role.STAFF, Role.SUPPORT])
def test_staff_and_support_are_told_but_may_not_look(broken: House, role: Role) -> None:
    browser = broken.as_(role)
    assert "1 piece of work was set aside" in browser.get("/").text
    assert browser.get("/set-aside").status_code == 403
    assert browser.post(f"/set-aside/{only_row().id}/retry").status_code == 403


def test_a_manager_has_it_tried_again_with_all_its_tries(broken: House) -> None:
    browser = broken.as_(Role.MANAGER)
    [address] = re.findall(r'action="(/set-aside/\d+/retry)"', browser.get("/set-aside").text)
    assert browser.post(address).status_code == 303
    assert (only_row().state, only_row().attempts) == (WorkState.WAITING, 0)
    work_until_idle()
    assert (only_row().state, only_row().attempts, done["it"]) == (WorkState.WAITING, 1, 4)
    [entry] = broken.entries("work.retry")
    assert entry.subject_id == str(only_row().id)


def test_only_work_that_is_set_aside_can_be_tried_again(house: House) -> None:
    ask("test.note")
    work_until_idle()
    browser = house.as_(Role.MANAGER)
    browser.post(f"/set-aside/{only_row().id}/retry")
    assert "not set aside any more" in browser.get("/set-aside").text
    assert only_row().state == WorkState.DONE
    assert house.entries("work.retry") == []


def test_nobody_signed_in_reaches_it(house: House) -> None:
    assert house.browser().get("/set-aside").status_code == 303
    assert outbox.name == "outbox"
