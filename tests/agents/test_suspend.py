"""Suspending: a manager says why, nothing may be sent any more, and it is told and written down once."""

import pytest
from sqlalchemy import select

from app.agents.models import KIND
from app.agents.statuses import AgentStatus
from app.db.transaction import transaction
from app.extensions import db
from app.timeline.models import Event
from tests.agents.walk import Walk
from tests.users.bench import Browser
from tests.world import World

S = AgentStatus


@pytest.fixture
def manager(world: World) -> Browser:
    return world.as_("manager")


@pytest.fixture
def approved(walk: Walk) -> str:
    """An agent through whom money may be sent."""
    public_id = walk.to(S.APPROVED)
    assert walk.agent(public_id).may_send_money
    return public_id


def told(walk: Walk, public_id: str) -> list[str]:
    """What the timeline says of suspending, oldest first."""
    row_id = walk.agent(public_id).id
    of_it = select(Event).where(Event.subject_kind == KIND, Event.subject_id == row_id).order_by(Event.id)
    verbs = [event.verb for event in db.session.scalars(of_it)]
    return [verb for verb in verbs if verb in ("agent.suspended", "agent.resumed")]


def test_a_manager_suspends_and_lets_send_again(walk: Walk, manager: Browser, approved: str) -> None:
    answer = manager.post(f"/agents/{approved}/suspend", reason="lost phone")
    assert answer.headers["Location"] == f"/agents/{approved}"
    agent = walk.agent(approved)
    assert (agent.may_send_money, agent.state, agent.suspended_reason) == (False, S.APPROVED, "lost phone")
    page = manager.get(f"/agents/{approved}").text
    assert "nothing is sent through this agent" in page
    assert "lost phone" in page
    manager.post(f"/agents/{approved}/resume", reason="found again")
    agent = walk.agent(approved)
    assert agent.may_send_money
    assert (agent.suspended_at, agent.suspended_by, agent.suspended_reason) == (None, None, None)
    assert told(walk, approved) == ["agent.suspended", "agent.resumed"]


def test_it_is_written_down_with_its_reason(walk: Walk, manager: Browser, approved: str) -> None:
    manager.post(f"/agents/{approved}/suspend", reason="lost phone")
    manager.post(f"/agents/{approved}/resume", reason="found again")
    [suspended] = walk.world.house.entries("agents.suspend")
    [resumed] = walk.world.house.entries("agents.resume")
    assert (suspended.subject_id, suspended.after) == (approved, {"reason": "lost phone"})
    assert (resumed.before, resumed.after) == ({"reason": "lost phone"}, {"reason": "found again"})


def test_twice_is_once_and_the_first_reason_stands(walk: Walk, manager: Browser, approved: str) -> None:
    for reason in ("first", "second"):
        manager.post(f"/agents/{approved}/suspend", reason=reason)
    assert walk.agent(approved).suspended_reason == "first"
    for reason in ("third", "fourth"):
        manager.post(f"/agents/{approved}/resume", reason=reason)
    assert told(walk, approved) == ["agent.suspended", "agent.resumed"]
    assert len(walk.world.house.entries("agents.suspend")) == 1


def test_twenty_at_once_suspend_once(walk: Walk, manager: Browser, approved: str) -> None:
    token = manager.token()
    suspend = f"/agents/{approved}/suspend"
    answers = walk.world.house.all_at_once(
        lambda number: manager.post_raw(suspend, csrf_token=token, reason=f"no. {number}").status_code, 20
    )
    assert set(answers) == {303}
    assert told(walk, approved) == ["agent.suspended"]


@pytest.mark.parametrize("reason", ["", "   ", "x" * 301])
@pytest.mark.parametrize("deed", ["suspend", "resume"])
def test_without_a_reason_nothing_changes(
    walk: Walk, manager: Browser, approved: str, deed: str, reason: str
) -> None:
    answer = manager.post(f"/agents/{approved}/{deed}", reason=reason)
    assert answer.status_code == 422
    assert 'class="field-error"' in answer.text
    assert told(walk, approved) == []


def test_the_page_before_it_says_what_follows(manager: Browser, approved: str) -> None:
    assert "payouts that are approved already included" in manager.get(f"/agents/{approved}/suspend").text
    assert "as long as Flip" in manager.get(f"/agents/{approved}/resume").text


def test_who_is_not_at_flip_has_nothing_to_suspend(walk: Walk, manager: Browser) -> None:
    draft = walk.draft()
    answer = manager.post(f"/agents/{draft}/suspend", reason="why not")
    assert answer.status_code == 422
    assert "can send nothing anyway" in answer.text
    assert walk.agent(draft).suspended_at is None
    assert "/suspend" not in manager.get(f"/agents/{draft}").text


@pytest.mark.parametrize("role", ["staff", "support"])
def test_staff_and_support_may_not_and_see_no_button(walk: Walk, approved: str, role: str) -> None:
    browser = walk.world.as_(role)
    assert browser.post(f"/agents/{approved}/suspend", reason="mine").status_code == 403
    assert browser.get(f"/agents/{approved}/resume").status_code == 403
    assert "/suspend" not in browser.get(f"/agents/{approved}").text
    assert walk.agent(approved).may_send_money


@pytest.mark.parametrize("word", ["BLACKLISTED", "BLOCKED", "DELETED"])
def test_flips_own_standing_is_shown_and_bars_too(
    walk: Walk, manager: Browser, approved: str, word: str
) -> None:
    with transaction() as session:
        session.merge(walk.agent(approved)).standing = word
    page = manager.get(f"/agents/{approved}").text
    shown = {"BLACKLISTED": "black list", "BLOCKED": "Blocked by Flip", "DELETED": "Deleted at Flip"}
    assert shown[word] in page
    assert not walk.agent(approved).may_send_money


def test_an_agent_that_is_not_there_is_a_404(manager: Browser) -> None:
    for deed in ("suspend", "resume"):
        assert manager.get(f"/agents/AGT-none/{deed}").status_code == 404
        assert manager.post(f"/agents/AGT-none/{deed}", reason="why").status_code == 404
