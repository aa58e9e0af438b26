"""The bar of steps says in words how each stands, and news never touches a form in which somebody types."""

import re

import pytest

from app.agents.statuses import AgentStatus
from tests.agents.walk import Walk
from tests.agents.walk_forms import live, text_of

S = AgentStatus
BARS = {
    S.DRAFT: "done open not yet not yet not yet not yet",
    S.REQUESTED: "done done not yet not yet not yet at Flip",
    S.REFUSED: "open done not yet not yet not yet not yet",
    S.BASIC_DATA: "done done open not yet not yet not yet",
    S.CARD_ACCEPTED: "done done done open not yet not yet",
    S.SELFIE_CHECKING: "done done done at Flip not yet at Flip",
    S.SELFIE_FAILED: "done done done not yet open not yet not yet",
    S.SELFIE_ACCEPTED: "done done done done open not yet",
    S.PENDING: "done done done done done at Flip",
    S.APPROVED: "done done done done done done",
    S.WITHDRAWN: "done done not yet not yet not yet done",
}


def bar(page: str) -> str:
    """The words beside the steps, in their order."""
    steps = page[page.index('id="walk-steps"') : page.index("</nav>", page.index('id="walk-steps"'))]
    return " ".join(re.findall(r"<small>([^<]+)</small>", steps))


@pytest.mark.parametrize("status", BARS)
def test_each_step_says_in_words_whether_it_is_done_open_or_shut(walk: Walk, status: AgentStatus) -> None:
    public_id = walk.to(status)
    assert bar(walk.staff.get(f"/agents/{public_id}/result").text) == BARS[status]


def test_both_ways_to_mend_a_rejection_are_open(walk: Walk) -> None:
    public_id = walk.to(S.REJECTED, "17")
    words = bar(walk.staff.get(f"/agents/{public_id}/card").text)
    assert words == "done done open done open done not yet"


def test_the_step_one_looks_at_is_marked_for_those_who_cannot_see_it(walk: Walk) -> None:
    public_id = walk.to(S.DRAFT)
    page = walk.staff.get(f"/agents/{public_id}/address").text
    [here] = re.findall(r'<a href="([^"]+)" aria-current="step">', page)
    assert here == f"/agents/{public_id}/address"


@pytest.mark.parametrize("step", ["identity", "address"])
def test_a_page_with_a_form_hears_of_pictures_without_moving_or_losing_a_word(walk: Walk, step: str) -> None:
    public_id = walk.to(S.BASIC_DATA)
    walk.take(public_id, "identity")
    page = walk.staff.get(f"/agents/{public_id}/{step}").text
    part = page[page.index('id="walk"') :]
    poll = re.findall(r'hx-get="([^"]+)"', part)[0].replace("&amp;", "&")
    assert "was=" not in poll
    assert page.index(f'id="{step}-form"') > page.index("</nav>")
    walk.world.work()
    answer = walk.staff.get(poll)
    assert (answer.status_code, f'id="{step}-form"' in answer.text) == (200, False)
    assert "Card taken; the selfie comes next" in text_of(answer.text)


def test_support_is_never_led_to_a_form(walk: Walk) -> None:
    public_id = walk.to(S.CARD_ACCEPTED)
    support = walk.world.as_("support")
    assert live(support, public_id, "card", was="card").status_code == 200
