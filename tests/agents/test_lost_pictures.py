"""P4: a picture whose answer is lost, on each of its ways to Flip, is found out or sent again."""

import pytest

from app.agents import sending_data, sending_pictures, tasks
from app.agents.picture_models import AgentPicture, Stage
from app.agents.pictures_sent import begin
from app.agents.statuses import AgentStatus
from app.db.base import table_of
from app.gateway.models import FlipState
from tests.agents.shots import (
    A_WHILE,
    at_flip,
    lost,
    picture,
    take_any,
    work_on,
)
from tests.agents.walk import Walk

S = AgentStatus
LOST = [
    (S.BASIC_DATA, "16", "identity", "PUT /identities", S.CARD_ACCEPTED),
    (S.CARD_ACCEPTED, "16", "selfie", "PUT /identities", S.SELFIE_CHECKING),
    (S.REJECTED, "16", "identity", "PUT /repairPhoto", S.PENDING),
    (S.REJECTED, "23", "selfie", "PUT /repairSelfie", S.PENDING),
    (S.HELP, "11", "npwp", "POST /documents", S.PENDING),
]


@pytest.mark.parametrize(("status", "code", "part", "call", "then"), LOST)
def test_P4_a_picture_whose_answer_is_lost_is_found_out(
    walk: Walk, status: AgentStatus, code: str, part: str, call: str, then: AgentStatus
) -> None:
    public_id = walk.to(status, code)
    lost(walk, call)
    number = take_any(walk, public_id, part)
    before = len(at_flip(walk, public_id))
    walk.world.work()
    work_on(walk)
    assert (picture(number).stage, walk.agent(public_id).state) == (Stage.TAKEN, then)
    assert len(at_flip(walk, public_id)) == before + 1, "found out, and not sent again"


@pytest.mark.parametrize(("status", "code", "part", "call", "then"), LOST)
def test_P4_a_worker_that_dies_between_the_call_and_its_note_leaves_nothing_stuck(
    walk: Walk, status: AgentStatus, code: str, part: str, call: str, then: AgentStatus
) -> None:
    """Flip has the picture, and of that nothing is written here."""
    public_id = walk.to(status, code)
    number = take_any(walk, public_id, part)
    sending = begin(table_of(AgentPicture).c.id == number)
    assert sending
    sending_pictures._bring(sending)
    walk.world.work()
    work_on(walk)
    assert (picture(number).stage, walk.agent(public_id).state) == (Stage.TAKEN, then)
    assert picture(number).refusal is None


@pytest.mark.parametrize(("status", "code", "part", "call", "then"), LOST[1:])
def test_P4_also_when_the_status_was_read_before_the_worker_came_back(
    walk: Walk, status: AgentStatus, code: str, part: str, call: str, then: AgentStatus
) -> None:
    public_id = walk.to(status, code)
    number = take_any(walk, public_id, part)
    sending = begin(table_of(AgentPicture).c.id == number)
    assert sending
    sending_pictures._bring(sending)
    tasks.read(walk.agent(public_id).id)
    walk.world.work()
    assert (picture(number).stage, picture(number).request_id) == (Stage.TAKEN, sending.request_id)


@pytest.mark.parametrize(("status", "code", "part", "call", "then"), LOST)
def test_P4_a_picture_that_never_arrived_is_sent_again(
    walk: Walk, status: AgentStatus, code: str, part: str, call: str, then: AgentStatus
) -> None:
    public_id = walk.to(status, code)
    walk.world.flip.fault(call, "status", status=502, times=2)
    number = take_any(walk, public_id, part)
    walk.world.work()
    assert picture(number).waiting_for == sending_data.NOT_ANSWERED
    work_on(walk)
    work_on(walk, by=A_WHILE)
    assert (picture(number).stage, walk.agent(public_id).state) == (Stage.TAKEN, then)


@pytest.mark.parametrize(("status", "code", "part", "call", "then"), LOST)
def test_P44_while_flip_is_away_the_picture_waits_and_says_for_what(
    walk: Walk, status: AgentStatus, code: str, part: str, call: str, then: AgentStatus
) -> None:
    public_id = walk.to(status, code)
    walk.world.flip.panel("clock", {"maintenance": True})
    number = take_any(walk, public_id, part)
    walk.world.work()
    waiting = picture(number)
    assert (waiting.stage, waiting.waiting_for) == (Stage.UNDER_WAY, FlipState.MAINTENANCE.label)
    assert waiting.request_id is None, "certainly nothing happened"
    assert FlipState.MAINTENANCE.label in walk.staff.get(f"/agents/{public_id}").text
    walk.world.flip.panel("clock", {"maintenance": False})
    work_on(walk, by=A_WHILE)
    assert (picture(number).stage, picture(number).waiting_for) == (Stage.TAKEN, None)
