"""Before an agent is submitted everything is looked over; what looks wrong is said and never in the way."""

from datetime import date

import pytest

from app.agents.doubts import NO_NIK, OTHER_BIRTHDAY, YOUNG
from app.agents.statuses import AgentStatus
from tests.agents.walk import Walk
from tests.agents.walk_forms import begin, kept, live, text_of

S = AgentStatus


def test_the_review_shows_all_that_is_said_and_both_pictures(walk: Walk) -> None:
    public_id = walk.to(S.SELFIE_ACCEPTED)
    agent = walk.agent(public_id)
    said = text_of(walk.staff.get(f"/agents/{public_id}/review").text)
    told = [agent.name, agent.identity_number, agent.phone_number, agent.email, agent.address]
    assert all(str(value) in said for value in told)
    assert "Identity card Flip has it" in said
    assert "Selfie with card Flip has it" in said
    assert f"by {agent.phone_verified_by}" in said


def test_who_may_not_write_sees_no_whole_number_on_any_step(walk: Walk) -> None:
    public_id = walk.to(S.SELFIE_ACCEPTED)
    agent, support = walk.agent(public_id), walk.world.as_("support")
    hidden = [str(value) for value in (agent.identity_number, agent.phone_number, agent.email, agent.address)]
    for step in ("identity", "address", "card", "selfie", "review", "result"):
        page = support.get(f"/agents/{public_id}/{step}").text
        assert [value for value in hidden if value in page] == [], step
    assert "Submit for verification" not in support.get(f"/agents/{public_id}/review").text
    assert support.post(f"/agents/{public_id}/submit").status_code == 403


def test_submitting_says_what_it_means_first_and_leads_to_waiting(walk: Walk) -> None:
    public_id = walk.to(S.SELFIE_ACCEPTED)
    page = walk.staff.get(f"/agents/{public_id}/review").text
    asked = text_of(page[page.index('id="submit-agent"') :])
    assert "Until then nothing can be changed." in asked
    assert walk.staff.post(f"/agents/{public_id}/submit").headers["Location"].endswith("/review")
    on_the_way = walk.staff.get(f"/agents/{public_id}/review").text
    assert "The agent is being submitted to Flip" in text_of(on_the_way)
    assert 'id="submit-agent"' not in on_the_way
    walk.world.work()
    assert walk.agent(public_id).state is S.PENDING
    onward = live(walk.staff, public_id, "review", was="review").headers["HX-Redirect"]
    assert onward == f"/agents/{public_id}/result"
    said = text_of(walk.staff.get(onward).text)
    assert "It is Flip's turn. Verifying takes from minutes to a few days" in said


def test_the_result_of_a_verified_agent_leads_those_who_may_to_a_payout(walk: Walk) -> None:
    public_id = walk.to(S.APPROVED)
    assert f"/disbursements/new?agent={public_id}" in walk.staff.get(f"/agents/{public_id}/result").text
    support = walk.world.as_("support").get(f"/agents/{public_id}/result").text
    assert "/disbursements/new" not in support


def test_submitting_twice_is_once(walk: Walk) -> None:
    public_id = walk.to(S.SELFIE_ACCEPTED)
    for _ in range(3):
        assert walk.staff.post(f"/agents/{public_id}/submit").status_code == 303
    walk.world.work()
    assert walk.world.verbs("agent", walk.agent(public_id).id).count("agent.submit_asked") == 1


@pytest.mark.parametrize("status", [S.DRAFT, S.CARD_ACCEPTED, S.PENDING, S.APPROVED])
def test_what_cannot_be_submitted_is_not_and_the_page_says_so(walk: Walk, status: AgentStatus) -> None:
    public_id = walk.to(status)
    answer = walk.staff.post(f"/agents/{public_id}/submit")
    assert "This agent cannot be submitted now." in text_of(walk.staff.get(answer.headers["Location"]).text)
    assert walk.agent(public_id).submit_asked_at is None


def test_a_verified_agent_is_told_so_with_the_way_to_the_story(walk: Walk) -> None:
    public_id = walk.to(S.APPROVED)
    page = walk.staff.get(f"/agents/{public_id}/result").text
    assert "Flip has verified the agent. Payouts can be made through them now." in text_of(page)
    assert f'href="/agents/{public_id}#story"' in page


DOUBTS = [
    ({"identity_number": "12345"}, [NO_NIK]),
    ({"identity_number": "3276015708X00077"}, [NO_NIK]),
    ({"identity_number": "9976015708900077"}, [NO_NIK]),
    ({"identity_number": "3276013113900077"}, [NO_NIK]),
    ({"birth_date": "1990-08-18"}, [OTHER_BIRTHDAY]),
    ({"identity_number": "3276015708150077", "birth_date": "2015-08-17"}, [YOUNG]),
    ({"identity_type": "passport", "identity_number": "A1234567"}, []),
    ({}, []),
]


@pytest.mark.parametrize(("fields", "doubts"), DOUBTS)
def test_an_odd_number_is_doubted_and_kept_all_the_same(
    walk: Walk, fields: dict[str, str], doubts: list[str]
) -> None:
    answer = begin(walk.staff, **fields)
    public_id = kept(answer)
    said = text_of(walk.staff.get(answer.headers["Location"]).text)
    assert [doubt for doubt in (NO_NIK, OTHER_BIRTHDAY, YOUNG) if doubt in said] == doubts
    support = text_of(walk.world.as_("support").get(answer.headers["Location"]).text)
    assert not [doubt for doubt in doubts if doubt in support]
    assert walk.agent(public_id).state is S.DRAFT


def test_a_doubt_stands_in_the_review_too(walk: Walk) -> None:
    public_id = walk.to(S.SELFIE_ACCEPTED, birth_date=date(1990, 8, 18))
    assert OTHER_BIRTHDAY in text_of(walk.staff.get(f"/agents/{public_id}/review").text)
