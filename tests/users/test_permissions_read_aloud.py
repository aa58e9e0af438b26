"""P29: the table of permissions can be read aloud, and says who holds what."""

import pytest

from app.users.permissions import PERMISSIONS, Role, held_by, holders, may, sentences


def test_every_permission_has_a_sentence_and_somebody_who_holds_it() -> None:
    for name, permission in PERMISSIONS.items():
        room, dot, deed = name.partition(".")
        assert (bool(room), dot, bool(deed)) == (True, ".", True)
        assert permission.sentence[0].islower()
        assert permission.roles


def test_holders_are_named_by_their_label() -> None:
    assert holders("people.write") == ["Admin"]
    assert holders("audit.read") == ["Manager", "Admin"]


@pytest.mark.parametrize("role", [*Role, "king", ""])
def test_nobody_holds_a_permission_that_is_not_in_the_table(role: str) -> None:
    assert not may(role, "bills.burn")
    assert holders("bills.burn") == []


def test_p30_support_does_not_see_whole_account_numbers() -> None:
    assert not may("support", "accounts.reveal")
    assert all(may(role, "accounts.reveal") for role in ("staff", "manager", "admin"))


def test_p30_support_sees_agents_and_not_their_whole_numbers() -> None:
    assert may("support", "agents.read")
    assert not may("support", "agents.reveal")
    assert all(may(role, "agents.reveal") for role in ("staff", "manager", "admin"))


def test_p30_support_does_not_look_at_pictures_of_papers() -> None:
    assert not may("support", "agents.pictures")
    assert all(may(role, "agents.pictures") for role in ("staff", "manager", "admin"))


def test_only_managers_and_admins_suspend_agents() -> None:
    assert [role for role in Role if may(role, "agents.suspend")] == ["manager", "admin"]


def test_each_role_may_do_something_another_cannot() -> None:
    held = {role: held_by(role) for role in Role}
    assert len(set(held.values())) == len(Role)


def test_a_role_is_told_by_what_it_adds_to_lesser_ones() -> None:
    lesser, rest = sentences(Role.ADMIN)
    assert lesser == [Role.MANAGER]
    own = ("settings.write", "policy.write", "people.write")
    assert rest == [PERMISSIONS[name].sentence for name in own]
    assert sentences(Role.STAFF)[0] == []
