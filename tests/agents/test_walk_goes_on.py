"""The walk resumes from where Flip says the agent stands; a rejection opens the step that mends it alone."""

import re

import pytest

from app.agents.rejections import REJECTIONS
from app.agents.statuses import AgentStatus
from app.agents.steps import Step
from tests.agents.walk import Walk
from tests.agents.walk_forms import live, text_of

S = AgentStatus
GOES_ON = {
    S.DRAFT: "address",
    S.REQUESTED: "result",
    S.SENDING: "result",
    S.UNKNOWN: "result",
    S.REFUSED: "identity",  # where Flip's complaint stands
    S.BASIC_DATA: "card",
    S.CARD_FAILED: "card",
    S.CARD_ACCEPTED: "selfie",
    S.SELFIE_CHECKING: "result",
    S.SELFIE_FAILED: "documents",
    S.SELFIE_ACCEPTED: "review",
    S.PENDING: "result",
    S.SUSPICIOUS: "result",
    S.NEED_TO_CHECK: "result",
    S.HELP: "documents",
    S.APPROVED: "result",
    S.REJECTED: "card",  # with code 16
    S.WITHDRAWN: "result",
}
# agents.md: Rejection codes and remedy; where two remedies fit, one may choose.
MENDED_BY = {
    **dict.fromkeys(("10",), ("identity",)),
    **dict.fromkeys(("11", "13", "31", "32", "33"), ("documents",)),
    **dict.fromkeys(("14", "15", "16", "18", "19", "20"), ("card",)),
    **dict.fromkeys(("17", "21"), ("card", "documents")),
    **dict.fromkeys(("23", "24", "25", "26", "27"), ("selfie",)),
    **dict.fromkeys(("12", "22", "28", "29", "30"), ()),
}
MENDING = ("identity", "card", "selfie", "documents")


def forms_on(page: str) -> bool:
    """True when the page offers to do its step: a form of its own that posts to an agent."""
    return bool(re.search(r'<form[^>]*method="post"[^>]*action="/agents/', page))


@pytest.mark.parametrize("status", AgentStatus)
def test_the_walk_resumes_from_the_state_at_flip(walk: Walk, status: AgentStatus) -> None:
    public_id = walk.to(status)
    answer = walk.staff.get(f"/agents/{public_id}/continue")
    assert answer.headers["Location"] == f"/agents/{public_id}/{GOES_ON[status]}"
    assert walk.staff.get(answer.headers["Location"]).status_code == 200


@pytest.mark.parametrize("status", AgentStatus)
def test_every_step_can_be_read_and_one_that_is_shut_says_why_and_where_it_goes_on(
    walk: Walk, status: AgentStatus
) -> None:
    public_id = walk.to(status)
    onward = f'href="/agents/{public_id}/{GOES_ON[status]}"'
    support = walk.world.as_("support")
    for step in Step:
        page = walk.staff.get(f"/agents/{public_id}/{step.value}")
        assert page.status_code == 200
        shut = "This step is not open." in page.text
        assert shut != forms_on(page.text) or step is Step.RESULT, step
        assert onward in page.text or not shut
        theirs = support.get(f"/agents/{public_id}/{step.value}")
        assert theirs.status_code == 200
        assert not forms_on(theirs.text), step


@pytest.mark.parametrize("code", sorted(REJECTIONS))
def test_a_rejection_opens_exactly_the_step_that_mends_it_and_says_why(walk: Walk, code: str) -> None:
    public_id = walk.to(S.REJECTED, code)
    steps = MENDED_BY[code]
    go_on = walk.staff.get(f"/agents/{public_id}/continue").headers["Location"]
    assert go_on == f"/agents/{public_id}/{(*steps, 'result')[0]}"
    opened = {step for step in MENDING if forms_on(walk.staff.get(f"/agents/{public_id}/{step}").text)}
    assert opened == set(steps)
    english, indonesian = (
        text_of(walk.world.house.as_("staff", language=language).get(go_on).text) for language in ("en", "id")
    )
    assert REJECTIONS[code].why in english
    assert REJECTIONS[code].advice in english
    assert f"Flip {code}" in english
    assert f"Flip {code}" in indonesian
    assert REJECTIONS[code].why not in indonesian
    assert REJECTIONS[code].advice not in indonesian


@pytest.mark.parametrize("code", ["17", "21"])
def test_where_two_remedies_fit_one_may_choose(walk: Walk, code: str) -> None:
    public_id = walk.to(S.REJECTED, code)
    page = walk.staff.get(f"/agents/{public_id}/card").text
    rejection = page[page.index('id="rejection"') : page.index('id="walk-papers"')]
    for step in ("card", "documents"):
        assert f'href="/agents/{public_id}/{step}"' in rejection


@pytest.mark.parametrize("code", ["12", "22", "28", "29", "30"])
def test_what_only_flip_can_mend_shows_the_number_to_quote_and_no_button(walk: Walk, code: str) -> None:
    public_id = walk.to(S.REJECTED, code)
    page = walk.staff.get(f"/agents/{public_id}/result").text
    assert not forms_on(page)
    rejection = page[page.index('id="rejection"') : page.index('id="outcome"')]
    assert f">{walk.agent(public_id).flip_id}<" in rejection
    assert "btn" not in re.sub(r'class="copy"', "", rejection)


@pytest.mark.parametrize("status", AgentStatus)
def test_the_result_says_whose_turn_it_is_in_both_languages(walk: Walk, status: AgentStatus) -> None:
    public_id = walk.to(status)
    pages = [
        text_of(walk.world.house.as_("staff", language=language).get(f"/agents/{public_id}/result").text)
        for language in ("en", "id")
    ]
    assert "What happens next" in pages[0]
    assert "Selanjutnya" in pages[1]
    turns = [
        page.split(end)[1][:60] for page, end in zip(pages, ("happens next", "Selanjutnya"), strict=True)
    ]
    assert turns[0] != turns[1]


def test_the_page_goes_where_the_walk_goes_as_soon_as_flip_has_spoken(walk: Walk) -> None:
    public_id = walk.to(S.SELFIE_CHECKING)
    assert "HX-Redirect" not in live(walk.staff, public_id, "result", was="result").headers
    walk.say(public_id, S.SELFIE_ACCEPTED)
    answer = live(walk.staff, public_id, "result", was="result")
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, f"/agents/{public_id}/review")


def test_who_may_only_read_stays_on_the_page_and_hears_the_news(walk: Walk) -> None:
    public_id = walk.to(S.SELFIE_CHECKING)
    support = walk.world.as_("support")
    walk.say(public_id, S.SELFIE_ACCEPTED)
    answer = live(support, public_id, "result", was="result")
    assert (answer.status_code, "Ready to be submitted" in answer.text) == (200, True)


def test_a_live_part_that_has_seen_everything_is_told_nothing(walk: Walk) -> None:
    public_id = walk.to(S.PENDING)
    page = walk.staff.get(f"/agents/{public_id}/result").text
    [poll] = re.findall(r'hx-get="([^"]+/live[^"]+)"', page)
    assert walk.staff.get(poll.replace("&amp;", "&")).status_code == 204


def test_a_page_on_which_nothing_can_change_stops_asking(walk: Walk) -> None:
    given_up, draft = walk.to(S.WITHDRAWN), walk.to(S.DRAFT)
    for address in (f"/agents/{given_up}/result", f"/agents/{draft}/identity", f"/agents/{draft}/address"):
        page = walk.staff.get(address).text
        assert "data-live" not in page[page.index('id="walk"') :].split(">")[0]


def test_who_is_not_there_and_what_is_no_step_is_not_found(walk: Walk) -> None:
    public_id = walk.to(S.DRAFT)
    assert walk.staff.get("/agents/AGT-NOBODY/identity").status_code == 404
    assert walk.staff.get("/agents/AGT-NOBODY/continue").status_code == 404
    assert walk.staff.get(f"/agents/{public_id}/dance").status_code == 404
