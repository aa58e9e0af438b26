"""Who may hand the camera over, and what a hand-off leaves in the story and the audit."""

import pytest

from app.agents import queries
from tests.agents.phones import BOTH, ask_for, hand_over, shown_address
from tests.agents.walk import Walk


@pytest.mark.parametrize("role", ["staff", "manager", "admin"])
def test_p29_who_registers_agents_may_hand_the_camera_over(walk: Walk, role: str) -> None:
    public_id = walk.registered()
    desk = walk.world.as_(role)
    assert shown_address(ask_for(desk, public_id, *BOTH))
    assert desk.get(f"/agents/{public_id}/phone/live").status_code == 200
    assert desk.post(f"/agents/{public_id}/phone/close").status_code == 303


@pytest.mark.parametrize("role", ["support", None])
def test_p29_support_and_nobody_may_not(walk: Walk, role: str | None) -> None:
    public_id = walk.registered()
    phone = hand_over(walk, public_id)
    browser = walk.world.as_(role) if role else walk.world.house.browser()
    answers = [
        browser.get(f"/agents/{public_id}/phone"),
        browser.get(f"/agents/{public_id}/phone/live"),
        browser.post(f"/agents/{public_id}/phone", parts=["identity"]),
        browser.post(f"/agents/{public_id}/phone/close"),
    ]
    assert {answer.status_code for answer in answers} == {403 if role else 303}
    assert not any(phone.path in answer.text for answer in answers)
    assert phone.look().status_code == 200
    assert len(queries.handoffs(walk.agent(public_id).id)) == 1


def test_the_story_and_the_audit_tell_who_handed_over_and_who_ended_it(walk: Walk) -> None:
    public_id = walk.registered()
    hand_over(walk, public_id).look()
    for _ in range(2):
        walk.staff.post(f"/agents/{public_id}/phone/close")
    events = walk.world.events("agent", walk.agent(public_id).id)[-3:]
    person = walk.maker()
    assert [(event.verb, event.actor) for event in events] == [
        ("agent.handed_off", person.name),
        ("agent.handoff_opened", person.name),
        ("agent.handoff_closed", person.name),
    ]
    assert events[0].details == {"parts": ["Identity card", "Selfie with card"]}
    for verb in ("agents.hand_off", "agents.hand_off_close"):
        [entry] = walk.world.house.entries(verb)
        assert (entry.person_id, entry.subject_id, entry.outcome) == (person.id, public_id, "ok")
    assert walk.world.house.entries("agents.hand_off")[0].after == {"parts": list(BOTH)}


def test_a_refused_hand_off_is_in_the_audit(walk: Walk) -> None:
    public_id = walk.registered()
    walk.staff.post(f"/agents/{public_id}/phone", parts=["identity"])
    assert walk.staff.post(f"/agents/{public_id}/phone").status_code == 422
    entries = walk.world.house.entries("agents.hand_off")
    assert [entry.outcome for entry in entries] == ["ok", "refused"]


def test_an_agent_nobody_made_has_no_phone_page(walk: Walk) -> None:
    assert walk.staff.get("/agents/AGT-0/phone").status_code == 404
    assert walk.staff.post("/agents/AGT-0/phone", parts=["identity"]).status_code == 404
    assert walk.staff.post("/agents/AGT-0/phone/close").status_code == 404
    assert walk.staff.get("/agents/AGT-0/phone/live").status_code == 404
