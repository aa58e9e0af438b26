"""P31: nobody grants what they lack, touches whom they may not, or leaves the house without an admin."""

from collections.abc import Callable
from typing import Any

import pytest

from app.lib.errors import Refused
from app.users import service
from app.users.permissions import PERMISSIONS, Role, held_by, may_grant
from app.users.service import LACKING, LAST_ADMIN, YOURSELF, Giver
from tests.users.bench import House

VERBS: dict[str, Callable[..., Any]] = {
    "disable": service.disable,
    "enable": service.enable,
    "reset password": service.reset_password,
    "reset second factor": service.reset_second_factor,
    "end sessions": service.end_sessions,
}


def test_p31_a_role_is_granted_only_by_who_holds_all_of_it() -> None:
    grants = {(giver.value, role.value) for giver in Role for role in Role if may_grant(giver, role)}
    assert {pair for pair in grants if pair[0] == "admin"} == {("admin", role.value) for role in Role}
    assert ("manager", "admin") not in grants
    assert ("staff", "manager") not in grants
    for giver, role in grants:
        assert held_by(role) <= held_by(giver)


def test_p31_admins_hold_everything() -> None:
    assert held_by(Role.ADMIN) == set(PERMISSIONS)


@pytest.mark.parametrize("giver", [Role.STAFF, Role.SUPPORT, Role.MANAGER])
def test_p31_lower_roles_make_no_admin(house: House, giver: Role) -> None:
    by = Giver(house.person(giver).id, giver)
    with pytest.raises(Refused, match=LACKING):
        service.add_person("new@example.test", "New", Role.ADMIN, by=by)
    target = house.person(giver)
    with pytest.raises(Refused) as refusal:
        service.change_person(target.public_id, display_name="x", role=Role.ADMIN, by=by)
    assert refusal.value.fields == {"role": LACKING}
    assert house.again(target).role is giver


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS.keys())
def test_p31_nobody_touches_who_holds_more(house: House, verb: Callable[..., Any]) -> None:
    admin, manager = house.person("admin"), house.person("manager")
    house.person("admin")
    with pytest.raises(Refused, match=LACKING):
        verb(admin.public_id, by=Giver(manager.id, Role.MANAGER))


@pytest.mark.parametrize("verb", ["disable", "reset password", "reset second factor"])
def test_nobody_resets_themselves(house: House, verb: str) -> None:
    house.person("admin")
    admin = house.person("admin")
    with pytest.raises(Refused, match=YOURSELF):
        VERBS[verb](admin.public_id, by=Giver(admin.id, Role.ADMIN))


def test_the_last_admin_is_neither_disabled_nor_demoted(house: House) -> None:
    house.person("admin", disabled_at=house.person("staff").created_at)
    last = house.person("admin")
    with pytest.raises(Refused, match=LAST_ADMIN):
        service.disable(last.public_id)
    with pytest.raises(Refused, match=LAST_ADMIN):
        service.change_person(last.public_id, display_name="x", role=Role.STAFF)
    assert house.again(last).role is Role.ADMIN


def test_admins_who_remove_each_other_at_once_leave_one(house: House) -> None:
    admins = [house.person("admin") for _ in range(4)]
    pairs = [(admins[n].public_id, Giver(admins[n - 1].id, Role.ADMIN)) for n in range(4)]

    def remove(number: int) -> bool:
        public_id, by = pairs[number]
        try:
            service.disable(public_id, by=by)
        except Refused:
            return False
        return True

    assert sum(house.all_at_once(remove, 4)) == 3
    assert sum(house.again(admin).disabled_at is None for admin in admins) == 1


def test_p32_a_refused_grant_is_written_down(house: House) -> None:
    by = Giver(house.person("manager").id, Role.MANAGER)
    with pytest.raises(Refused):
        service.add_person("new@example.test", "New", Role.ADMIN, by=by)
    [entry] = house.entries("person.added")
    assert (entry.outcome, entry.details) == ("refused", {"reason": LACKING})
