"""P30: whole numbers are shown for one answer, to who may see them, and each look is written down."""

import pytest

from app.agents.statuses import AgentStatus
from app.agents.steps import Step
from tests.agents.walk import ADDRESS, Walk
from tests.users.bench import Browser

NUMBERS = {"identity_number": "3276014107900001", "phone_number": "085612345678", "email": "siti@example.com"}
PRIVATE = (NUMBERS["identity_number"], "+6285612345678", NUMBERS["email"], str(ADDRESS["address"]))


@pytest.fixture
def siti(walk: Walk) -> str:
    return walk.to(AgentStatus.BASIC_DATA, name="Siti Aminah", **NUMBERS)


def seen(browser: Browser, path: str) -> list[str]:
    page = browser.get(path).text
    return [text for text in PRIVATE if text in page]


@pytest.mark.parametrize("role", ["staff", "manager", "admin"])
def test_p30_everybody_sees_it_masked_until_they_ask_and_asking_is_written_down(
    walk: Walk, siti: str, role: str
) -> None:
    browser = walk.world.as_(role)
    assert seen(browser, f"/agents/{siti}") == []
    answer = browser.post(f"/agents/{siti}/reveal")
    assert answer.status_code == 200
    assert [text for text in PRIVATE if text not in answer.text] == []
    assert "no-store" in answer.headers["Cache-Control"]
    [entry] = walk.world.house.entries("agents.reveal")
    assert (entry.subject_kind, entry.subject_id, entry.outcome) == ("agent", siti, "ok")
    assert entry.person_name.startswith(role)


def test_p30_the_next_look_is_masked_again_and_each_is_an_entry(walk: Walk, siti: str) -> None:
    browser = walk.world.as_("staff")
    for _time in range(3):
        browser.post(f"/agents/{siti}/reveal")
        assert seen(browser, f"/agents/{siti}") == []
        assert seen(browser, f"/agents/{siti}/live") == []
    assert len(walk.world.house.entries("agents.reveal")) == 3


def test_p30_support_is_refused_and_that_is_written_down(walk: Walk, siti: str) -> None:
    support = walk.world.as_("support")
    answer = support.post(f"/agents/{siti}/reveal")
    assert answer.status_code == 403
    assert [text for text in PRIVATE if text in answer.text] == []
    assert "/reveal" not in support.get(f"/agents/{siti}").text
    assert walk.world.house.entries("agents.reveal") == []
    [refused] = walk.world.house.entries("permission.refused")
    assert refused.subject_id == "agents.reveal"


def test_p30_a_part_asked_for_by_htmx_is_the_same_and_no_address_reveals_by_reading(
    walk: Walk, siti: str
) -> None:
    browser = walk.world.as_("staff")
    token = browser.token()
    browser.headers |= {"HX-Request": "true", "HX-Request-Type": "partial"}
    part = browser.post_raw(f"/agents/{siti}/reveal", csrf_token=token).text
    assert part.startswith("<section")
    assert PRIVATE[0] in part
    # A live part that comes meanwhile leaves alone what was revealed.
    assert "hx-morph-skip" in part
    assert browser.get(f"/agents/{siti}/reveal").status_code == 405
    assert seen(browser, f"/agents/{siti}?whole=1&reveal=1") == []


@pytest.mark.parametrize("role", ["staff", "manager", "admin"])
@pytest.mark.parametrize("status", [AgentStatus.PENDING, AgentStatus.APPROVED, AgentStatus.REJECTED])
def test_p30_once_nothing_can_be_corrected_the_walk_tells_no_number_by_the_way(
    walk: Walk, role: str, status: AgentStatus
) -> None:
    siti, browser = walk.to(status, name="Siti Aminah", **NUMBERS), walk.world.as_(role)
    for step in Step:
        assert seen(browser, f"/agents/{siti}/{step}") == []
        assert seen(browser, f"/agents/{siti}/{step}?change") == []
        assert seen(browser, f"/agents/{siti}/{step}/live") == []


def test_p30_an_agent_that_is_not_there_reveals_nothing(walk: Walk) -> None:
    assert walk.world.as_("admin").post("/agents/AGT-none/reveal").status_code == 404
    assert walk.world.house.entries("agents.reveal") == []
