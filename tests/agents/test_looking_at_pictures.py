"""P30, P41: a picture of papers is shown to those who may see it, on request, and each look is kept."""

import pytest

from app.agents import pictures
from app.agents.picture_models import AgentPicture
from app.agents.statuses import AgentStatus
from app.audit.models import AuditEntry
from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.transaction import transaction
from app.lib import clock
from app.users.permissions import Role
from app.vault.pictures import take_in
from tests.agents.shots import content
from tests.agents.walk import Walk
from tests.house.log_lines import captured
from tests.pictures import card

LOOKED = "agents.view_picture"


def address(public_id: str, number: int) -> str:
    return f"/agents/{public_id}/pictures/{number}"


def looks(walk: Walk) -> list[AuditEntry]:
    return walk.world.house.entries(LOOKED)


@pytest.fixture
def shot(walk: Walk) -> tuple[str, int]:
    """An agent and the number of the picture of the card."""
    public_id = walk.registered()
    return public_id, walk.take(public_id, "identity")


@pytest.mark.parametrize("role", [Role.STAFF, Role.MANAGER, Role.ADMIN])
def test_P41_those_who_may_see_it_get_the_picture_and_nothing_may_run_or_keep_it(
    walk: Walk, shot: tuple[str, int], role: Role
) -> None:
    answer = walk.world.as_(role).get(address(*shot))
    assert (answer.status_code, answer.data) == (200, take_in(card()).content)
    assert (answer.mimetype, answer.headers["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert "no-store" in answer.headers["Cache-Control"]
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_P32_each_look_says_who_looked_at_whose_picture_of_what(walk: Walk, shot: tuple[str, int]) -> None:
    public_id, number = shot
    person = walk.world.house.person(Role.MANAGER)
    browser = walk.world.house.browser_of(person)
    for _look in range(2):
        browser.get(address(*shot))
    found = [(one.person_id, one.subject_id, one.details, one.outcome) for one in looks(walk)]
    told = (person.id, public_id, {"part": "identity", "picture": number}, "ok")
    assert found == [told, told]


def test_P30_support_sees_that_there_are_pictures_and_not_what_is_on_them(
    walk: Walk, shot: tuple[str, int]
) -> None:
    support = walk.world.as_(Role.SUPPORT)
    answer = support.get(address(*shot))
    assert answer.status_code == 403
    assert take_in(card()).content[:64] not in answer.data
    assert looks(walk) == []
    page = support.get(f"/agents/{shot[0]}").text
    assert "Identity card" in page
    assert address(*shot) not in page


def test_nobody_signed_in_gets_no_picture(walk: Walk, shot: tuple[str, int]) -> None:
    answer = walk.world.house.browser().get(address(*shot))
    assert (answer.status_code, looks(walk)) == (303, [])


def test_the_page_of_an_agent_loads_no_picture_by_itself(walk: Walk, shot: tuple[str, int]) -> None:
    page = walk.staff.get(f"/agents/{shot[0]}").text
    assert f'href="{address(*shot)}"' in page
    assert f'src="{address(*shot)}' not in page
    assert f'hx-get="{address(*shot)}' not in page
    assert looks(walk) == []


def test_asking_for_the_head_alone_shows_nothing_and_is_no_look(walk: Walk, shot: tuple[str, int]) -> None:
    answer = walk.staff.client.head(address(*shot), headers=walk.staff.headers)
    assert (answer.status_code, answer.data, looks(walk)) == (200, b"", [])


@pytest.mark.parametrize("number", ["0", "999", "9223372036854775807", "9223372036854775808", "x", "-1"])
def test_a_picture_that_is_not_there_is_a_404(walk: Walk, shot: tuple[str, int], number: str) -> None:
    assert walk.staff.get(f"/agents/{shot[0]}/pictures/{number}").status_code == 404


def test_a_picture_of_another_agent_is_a_404_and_no_look(walk: Walk, shot: tuple[str, int]) -> None:
    other = walk.registered()
    assert walk.staff.get(address(other, shot[1])).status_code == 404
    assert walk.staff.get(address("AGT-none", shot[1])).status_code == 404
    assert looks(walk) == []


def test_a_deleted_picture_says_when_it_was_deleted(walk: Walk, shot: tuple[str, int]) -> None:
    with transaction():
        change(table_of(AgentPicture), shot[1], content=None, deleted_at=clock.now())
    answer = walk.staff.get(address(*shot))
    assert answer.status_code == 410
    assert "This picture was deleted here on" in answer.text
    assert address(*shot) not in walk.staff.get(f"/agents/{shot[0]}").text
    assert looks(walk) == []


def test_a_picture_that_was_taken_again_shows_the_first_no_more(walk: Walk, shot: tuple[str, int]) -> None:
    newer = walk.take(shot[0], "identity", card(8))
    assert walk.staff.get(address(*shot)).status_code == 410
    assert walk.staff.get(address(shot[0], newer)).data == content(newer)


def test_documents_are_shown_like_the_card(walk: Walk) -> None:
    public_id = walk.to(AgentStatus.HELP)
    number = pictures.keep(public_id, "npwp", take_in(card(6)), pictures.Taker(walk.maker()))
    assert walk.staff.get(address(public_id, number)).data == take_in(card(6)).content
    assert [one.details for one in looks(walk)] == [{"part": "npwp", "picture": number}]


def test_P40_looking_leaves_nothing_of_the_picture_in_the_log_or_the_audit(
    walk: Walk, shot: tuple[str, int]
) -> None:
    with captured() as log:
        walk.staff.get(address(*shot))
    assert log.text
    shown = take_in(card()).content
    for said in (log.text, *(repr(vars(one)) for one in looks(walk))):
        assert str(shown[200:216])[2:-1] not in said
        assert shown[200:216].hex() not in said
