"""Each of Flip's rejection codes has its words, its remedy and the step that mends it (agents.md)."""

import json

import pytest

from app.agents.rejections import ONLY_DOCUMENTS, REJECTIONS, UNKNOWN_CODE, Rejection, Remedy, rejection
from app.agents.statuses import AgentStatus
from app.agents.steps import Step, next_step, open_steps
from tests.agents.walk import Walk
from tests.house.catalogues import indonesian
from tests.house.source import ROOT

S, R = AgentStatus, Remedy
KNOWN = json.loads((ROOT / "tests" / "contract" / "error_codes.json").read_text(encoding="utf-8"))
CODES: list[str] = [str(code) for code in KNOWN["kyc_rejection"]]
# What Flip's own table asks for, code by code, written down apart from the house's.
ASKED_FOR: dict[tuple[int, ...], tuple[Remedy, ...]] = {
    (10,): (R.DATA,),
    (11, 13, 31, 32, 33): (R.DOCUMENTS,),
    (12, 22, 28, 30): (R.CONTACT,),
    (14, 15, 16, 18, 19, 20): (R.CARD,),
    (17, 21): (R.CARD, R.DOCUMENTS),
    (23, 24, 25, 26, 27): (R.SELFIE,),
    (29,): (R.NOTHING,),
}
OPENS = {
    (R.DATA,): (Step.IDENTITY, Step.ADDRESS),
    (R.DOCUMENTS,): (Step.DOCUMENTS,),
    (R.CONTACT,): (),
    (R.CARD,): (Step.CARD,),
    (R.CARD, R.DOCUMENTS): (Step.CARD, Step.DOCUMENTS),
    (R.SELFIE,): (Step.SELFIE,),
    (R.NOTHING,): (),
}
every_code = pytest.mark.parametrize("code", CODES)


def _asked_for(code: str) -> tuple[Remedy, ...]:
    [asked] = [remedies for codes, remedies in ASKED_FOR.items() if int(code) in codes]
    return asked


def _in_indonesian(text: str) -> str:
    message = indonesian().get(text)
    assert message is not None
    assert isinstance(message.string, str)
    return message.string


def test_every_code_there_is_has_its_entry_and_no_other() -> None:
    assert sorted(REJECTIONS) == sorted(CODES) == [str(code) for code in range(10, 34)]


@every_code
def test_its_remedy_is_the_one_flip_asks_for(code: str) -> None:
    assert rejection(code).remedies == _asked_for(code)


def test_every_code_has_words_of_its_own_in_both_languages() -> None:
    whys = [rejection(code).why for code in CODES]
    said = [_in_indonesian(why) for why in whys]
    assert len(set(whys)) == len(set(said)) == len(CODES)
    assert all(text and text != why for text, why in zip(said, whys, strict=True))
    advice = {rejection(code).advice for code in CODES}
    assert all(_in_indonesian(text) not in ("", text) for text in advice)


@every_code
def test_a_rejection_is_told_in_its_words_and_opens_exactly_the_step_that_mends_it(
    walk: Walk, code: str
) -> None:
    public_id = walk.to(S.REJECTED, code)
    agent, steps = walk.agent(public_id), OPENS[_asked_for(code)]
    assert (agent.rejection_code, open_steps(agent)) == (code, steps)
    assert next_step(agent) is (steps[0] if steps else Step.RESULT)
    told = [
        event.details["reason"]
        for event in walk.world.events("agent", agent.id)
        if event.to_status == S.REJECTED
    ]
    assert told == [rejection(code).why]
    assert rejection(code).why in walk.staff.get(f"/agents/{public_id}").text


def test_a_selfie_that_failed_wants_documents_whatever_its_code(walk: Walk) -> None:
    public_id = walk.to(S.SELFIE_FAILED, "24")
    assert open_steps(walk.agent(public_id)) == (Step.DOCUMENTS,)
    for page in (f"/agents/{public_id}", f"/agents/{public_id}/documents"):
        text = walk.staff.get(page).text
        assert rejection("24").why in text
        assert ONLY_DOCUMENTS in text
        assert rejection("24").advice not in text


@pytest.mark.parametrize("code", [None, "34", "banana"])
def test_a_code_we_do_not_know_sends_people_to_flips_support(code: str | None) -> None:
    assert rejection(code) == UNKNOWN_CODE == Rejection(UNKNOWN_CODE.why, UNKNOWN_CODE.advice, (R.CONTACT,))
