"""An agent begins with a form that is sent once, and only with the tick that the number was verified."""

from concurrent.futures import ThreadPoolExecutor

import requests

from app.agents.models import Agent
from app.agents.statuses import AgentStatus
from tests.agents.walk import Walk
from tests.agents.walk_forms import IDENTITY_FORM, begin, kept, save, text_of
from tests.bills.bench import errors_beside, how_many, typed
from tests.users.bench import Browser

TICK = "Tick this once you have verified the phone number with the agent; Flip demands it."


def test_the_first_page_says_what_one_needs_and_leads_to_the_form(walk: Walk) -> None:
    page = walk.staff.get("/agents/new").text
    said = text_of(page)
    for needed in ("The agent beside you", "identity card (KTP) or passport", "phone number", "A camera"):
        assert needed in said
    assert 'href="/agents/new/identity"' in page
    assert walk.staff.get("/agents/new/identity").status_code == 200
    assert how_many(Agent) == 0


def test_saving_keeps_the_agent_and_goes_on_with_the_address(walk: Walk) -> None:
    answer = begin(walk.staff)
    public_id = kept(answer)
    assert answer.headers["Location"] == f"/agents/{public_id}/address"
    agent = walk.agent(public_id)
    assert (agent.state, agent.name, agent.phone_number) == (
        AgentStatus.DRAFT,
        "Siti Rahayu",
        "+6281234567777",
    )
    assert walk.staff.get(answer.headers["Location"]).status_code == 200


def test_P2_a_form_sent_twice_and_by_the_back_button_is_one_agent(walk: Walk) -> None:
    first = begin(walk.staff)
    assert begin(walk.staff).headers["Location"] == first.headers["Location"]
    assert how_many(Agent) == 1
    assert len(walk.world.house.entries("agents.start")) == 1


def test_P2_twenty_windows_that_send_one_form_make_one_agent(walk: Walk) -> None:
    walk.staff.get("/agents/new")
    cookie = walk.staff.client.get_cookie("bendahara")
    assert cookie is not None
    form = IDENTITY_FORM | {"csrf_token": walk.staff.token()}

    def send(number: int) -> requests.Response:
        where, cookies = f"{walk.world.url}/agents/new/identity", {"bendahara": cookie.value}
        return requests.post(where, data=form, cookies=cookies, allow_redirects=False, timeout=60)

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(send, range(20)))
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert how_many(Agent) == 1


def test_P2_each_form_has_a_number_of_its_own(walk: Walk) -> None:
    pages = [walk.staff.get("/agents/new/identity").text for _ in range(3)]
    assert len({typed(page, "submission") for page in pages}) == 3


def test_it_cannot_be_sent_without_the_tick(walk: Walk) -> None:
    answer = begin(walk.staff, phone_verified="")
    assert answer.status_code == 422
    assert errors_beside(answer.text, "phone_verified") == [TICK]
    assert typed(answer.text, "name") == "Siti Rahayu"
    assert how_many(Agent) == 0


def test_who_ticked_and_when_is_kept_and_shown(walk: Walk) -> None:
    public_id = kept(begin(walk.staff))
    agent = walk.agent(public_id)
    assert agent.phone_verified_by is not None
    assert agent.phone_verified_at is not None
    said = text_of(walk.staff.get(f"/agents/{public_id}/identity").text)
    assert f"Verified by {agent.phone_verified_by}" in said
    assert "agent.phone_verified" in walk.world.verbs("agent", agent.id)


def test_another_number_has_to_be_verified_anew(walk: Walk) -> None:
    public_id = kept(begin(walk.staff))
    other = {"phone_number": "081299990000", "phone_verified": ""}
    answer = save(walk.staff, public_id, "identity", **other)
    assert errors_beside(answer.text, "phone_verified") == [TICK]
    assert walk.agent(public_id).phone_number == "+6281234567777"
    colleague: Browser = walk.world.as_("manager")
    assert save(colleague, public_id, "identity", **(other | {"phone_verified": "y"})).status_code == 303
    agent = walk.agent(public_id)
    assert agent.phone_number == "+6281299990000"
    assert (agent.phone_verified_by or "").startswith("manager")


def test_the_same_number_written_otherwise_needs_no_new_tick(walk: Walk) -> None:
    public_id = kept(begin(walk.staff))
    before = walk.agent(public_id).phone_verified_at
    same = {"phone_number": "+62 812 3456 7777", "phone_verified": "", "name": "Siti R"}
    assert save(walk.staff, public_id, "identity", **same).status_code == 303
    agent = walk.agent(public_id)
    assert (agent.name, agent.phone_verified_at) == ("Siti R", before)


def test_half_a_form_is_kept_for_later_without_the_tick(walk: Walk) -> None:
    some = dict.fromkeys(IDENTITY_FORM, "") | {"submission": "half", "name": "Siti", "then": "later"}
    public_id = kept(begin(walk.staff, **some))
    agent = walk.agent(public_id)
    assert (agent.name, agent.identity_number, agent.phone_verified_at) == ("Siti", None, None)
    page = walk.staff.get(f"/agents/{public_id}/identity").text
    assert typed(page, "name") == "Siti"
    assert walk.staff.get(f"/agents/{public_id}/continue").headers["Location"].endswith("/identity")


def test_what_is_typed_in_half_a_form_has_to_be_right(walk: Walk) -> None:
    some = dict.fromkeys(IDENTITY_FORM, "") | {"submission": "half", "phone_number": "12", "then": "later"}
    answer = begin(walk.staff, **some)
    assert answer.status_code == 422
    assert len(errors_beside(answer.text, "phone_number")) == 1
    assert errors_beside(answer.text, "name") == []
    assert how_many(Agent) == 0


def test_the_agent_who_has_the_number_already_is_named_with_a_link(walk: Walk) -> None:
    first = kept(begin(walk.staff))
    again = {"submission": "another", "name": "Somebody Else"}
    page = begin(walk.staff, **again, phone_number="081200001111").text
    [said] = errors_beside(page, "identity_number")
    assert f"Siti Rahayu ({first}) has this identity number already" in said
    assert errors_beside(page, "phone_number") == []
    assert f'href="/agents/{first}"' in page
    page = begin(walk.staff, **again, identity_number="3276015708900088").text
    assert f"({first}) has this phone number already" in errors_beside(page, "phone_number")[0]
    assert how_many(Agent) == 1
