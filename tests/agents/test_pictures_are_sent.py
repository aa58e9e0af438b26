"""Pictures go to Flip in their order, each by the call that its moment takes, and a refusal is said."""

import pytest

from app.agents import pictures
from app.agents.picture_models import Stage
from app.agents.pictures_sent import WAITS_FOR_THE_CARD
from app.agents.statuses import AgentStatus
from app.agents.steps import Step, open_steps
from app.lib.errors import NotFound, Refused
from tests.agents.phones import kept
from tests.agents.shots import (
    at_flip,
    elsewhere,
    names,
    picture,
    refused_with,
    take_document,
)
from tests.agents.walk import Walk
from tests.pictures import card

S = AgentStatus


def test_card_and_then_selfie_are_sent_as_they_are_taken(walk: Walk) -> None:
    public_id = walk.registered()
    first = walk.take(public_id, "identity")
    walk.world.work()
    assert walk.agent(public_id).state is S.CARD_ACCEPTED
    second = walk.take(public_id, "selfie")
    walk.world.work()
    assert walk.agent(public_id).state is S.SELFIE_CHECKING
    assert at_flip(walk, public_id) == [("identity", picture(first).size), ("selfie", picture(second).size)]
    assert [picture(one).stage for one in (first, second)] == [Stage.TAKEN, Stage.TAKEN]


def test_a_selfie_taken_early_waits_for_the_card_and_says_so(walk: Walk) -> None:
    public_id = walk.registered()
    early = walk.take(public_id, "selfie")
    walk.world.work()
    assert names(walk, public_id) == []
    assert (picture(early).stage, picture(early).waiting_for) == (Stage.UNDER_WAY, WAITS_FOR_THE_CARD)
    walk.take(public_id, "identity")
    walk.world.work()
    assert names(walk, public_id) == ["identity", "selfie"]
    assert (picture(early).stage, picture(early).waiting_for) == (Stage.TAKEN, None)


@pytest.mark.parametrize("order", [("identity", "selfie"), ("selfie", "identity")])
def test_both_taken_before_any_is_sent_go_in_their_order(walk: Walk, order: tuple[str, str]) -> None:
    public_id = walk.registered()
    for part in order:
        walk.take(public_id, part)
    walk.world.work()
    assert names(walk, public_id) == ["identity", "selfie"]
    assert walk.agent(public_id).state is S.SELFIE_CHECKING


def test_a_selfie_waits_for_a_card_that_is_being_sent_once_more(walk: Walk) -> None:
    public_id = walk.to(S.CARD_ACCEPTED)
    walk.take(public_id, "selfie")
    walk.take(public_id, "identity", card(9))
    walk.world.work()
    assert names(walk, public_id) == ["identity", "identity", "selfie"]


def test_a_card_that_failed_is_taken_and_sent_again(walk: Walk) -> None:
    public_id = walk.to(S.CARD_FAILED)
    walk.take(public_id, "identity")
    walk.world.work()
    assert walk.agent(public_id).state is S.CARD_ACCEPTED


@pytest.mark.parametrize(("code", "part", "call"), [("16", "identity", "photo"), ("23", "selfie", "selfie")])
def test_a_rejection_is_repaired_by_the_picture_its_code_asks_for(
    walk: Walk, code: str, part: str, call: str
) -> None:
    public_id = walk.to(S.REJECTED, code)
    number = walk.take(public_id, part, card(11))
    walk.world.work()
    assert walk.agent(public_id).state is S.PENDING
    kind, size = at_flip(walk, public_id)[-1]
    assert (call in kind.lower(), size) == (True, picture(number).size)


@pytest.mark.parametrize(("code", "part"), [("16", "selfie"), ("23", "identity"), ("12", "identity")])
def test_no_other_picture_is_taken_for_a_rejection(walk: Walk, code: str, part: str) -> None:
    public_id = walk.to(S.REJECTED, code)
    with pytest.raises(Refused):
        walk.take(public_id, part)
    assert [one for one in kept(walk, public_id) if one.sent_at is None] == []


@pytest.mark.parametrize(("status", "code"), [(S.REJECTED, "11"), (S.HELP, "11"), (S.SELFIE_FAILED, "10")])
def test_documents_wait_until_they_are_given_and_then_go_in_one_call(
    walk: Walk, status: AgentStatus, code: str
) -> None:
    public_id = walk.to(status, code)
    parts = ["family_card", "npwp", "npwp_selfie"]
    numbers = [take_document(walk, public_id, part, seed) for seed, part in enumerate(parts, 20)]
    walk.world.work()
    assert {picture(one).stage for one in numbers} == {Stage.KEPT}
    pictures.send_documents(public_id, walk.maker())
    walk.world.work()
    assert walk.agent(public_id).state is S.PENDING
    assert sorted(at_flip(walk, public_id)[-3:]) == sorted(
        (part, picture(number).size) for part, number in zip(parts, numbers, strict=True)
    )
    assert len({picture(one).request_id for one in numbers}) == 1, "one call"
    assert walk.world.verbs("agent", walk.agent(public_id).id).count("agent.picture_sent") == 3


def test_a_document_not_given_yet_can_be_dropped_and_one_given_cannot(walk: Walk) -> None:
    public_id = walk.to(S.HELP)
    dropped, given = (take_document(walk, public_id, part) for part in ("npwp", "passport"))
    pictures.remove(public_id, dropped, walk.maker())
    pictures.send_documents(public_id, walk.maker())
    with pytest.raises(Refused):
        pictures.remove(public_id, given, walk.maker())
    with pytest.raises(NotFound):
        pictures.remove(public_id, dropped, walk.maker())
    walk.world.work()
    assert (names(walk, public_id)[-1], picture(dropped).stage) == ("passport", Stage.KEPT)


def test_without_documents_there_is_nothing_to_give(walk: Walk) -> None:
    with pytest.raises(Refused):
        pictures.send_documents(walk.to(S.HELP), walk.maker())
    with pytest.raises(Refused):
        pictures.send_documents(walk.to(S.PENDING), walk.maker())


@pytest.mark.parametrize("code", [4007, 4008, 4009, 4013, 4099])
def test_what_flip_does_not_take_is_said_with_its_code_and_may_be_taken_again(walk: Walk, code: int) -> None:
    public_id = walk.registered()
    body = f'{{"errors": [{{"code": {code}, "message": "image not good", "attribute": "image"}}]}}'
    walk.world.flip.fault(
        "PUT /identities", "status", status=422, times=1, body=body, content_type="application/json"
    )
    number = walk.take(public_id, "identity")
    walk.world.work()
    refused = picture(number)
    assert refused_with(number) == code
    assert refused.request_id
    page = walk.staff.get(f"/agents/{public_id}").text
    assert f"Flip {code}" in page
    assert refused.request_id in page
    walk.take(public_id, "identity", card(5))
    walk.world.work()
    assert walk.agent(public_id).state is S.CARD_ACCEPTED


def test_a_step_taken_in_flips_own_dashboard_is_refused_once_and_the_status_catches_up(walk: Walk) -> None:
    public_id = walk.to(S.CARD_ACCEPTED)
    number = walk.take(public_id, "selfie")
    elsewhere(walk, public_id, "selfie")
    walk.world.work()
    assert refused_with(number) == 4010
    assert walk.agent(public_id).state is S.SELFIE_CHECKING
    assert open_steps(walk.agent(public_id)) == ()


def test_a_repair_that_does_not_fit_any_more_is_refused_and_said(walk: Walk) -> None:
    public_id = walk.to(S.REJECTED, "16")
    number = walk.take(public_id, "identity")
    elsewhere(walk, public_id, "repair")
    other = {"kyc_status": "REJECTED", "rejected_reason_code": "23"}
    walk.world.flip.panel(f"agents/{walk.agent(public_id).flip_id}", other)
    walk.world.work()
    assert refused_with(number) == 4006
    assert (walk.agent(public_id).rejection_code, open_steps(walk.agent(public_id))) == ("23", (Step.SELFIE,))


def test_after_three_repairs_flip_wants_documents_only(walk: Walk) -> None:
    public_id = walk.to(S.REJECTED, "16")
    for seed in range(30, 33):
        walk.take(public_id, "identity", card(seed))
        walk.world.work()
        walk.say(public_id, S.REJECTED, "16")
    walk.take(public_id, "identity", card(33))
    walk.world.work()
    agent = walk.agent(public_id)
    assert (agent.documents_only, open_steps(agent)) == (True, (Step.DOCUMENTS,))
    take_document(walk, public_id, "passport")
    pictures.send_documents(public_id, walk.maker())
    walk.world.work()
    assert walk.agent(public_id).state is S.PENDING


def test_each_call_has_a_name_of_its_own_that_is_kept_for_flips_support(walk: Walk) -> None:
    public_id = walk.to(S.SELFIE_CHECKING)
    kept_names = {one.request_id for one in kept(walk, public_id)}
    assert len(kept_names) == 2
    assert all(name and name.startswith("bigflip-") for name in kept_names)
    told = walk.world.events("agent", walk.agent(public_id).id)
    sent = {event.details["request_id"] for event in told if event.verb == "agent.picture_sent"}
    assert sent == kept_names
