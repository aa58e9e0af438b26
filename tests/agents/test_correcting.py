"""What is corrected here is corrected at Flip: an update before the selfie's check, a repair afterwards."""

from datetime import timedelta

import pytest

from app.agents import sending_data, service, tasks
from app.agents.refusals import by_field
from app.agents.statuses import AgentStatus
from app.agents.steps import Step, open_steps
from app.gateway.door import client
from app.lib.errors import Refused
from tests.agents.shots import take_any
from tests.agents.walk import Walk
from tests.agents.walk_forms import text_of
from tests.users.bench import later

S = AgentStatus
SOON = timedelta(seconds=sending_data.AGAIN_SECONDS * 3)


def _at_flip(walk: Walk) -> dict[str, object]:
    [found] = walk.at_flip()
    return found


@pytest.mark.parametrize("status", [S.BASIC_DATA, S.CARD_ACCEPTED, S.SELFIE_ACCEPTED])
def test_a_correction_before_the_submission_is_an_update(walk: Walk, status: AgentStatus) -> None:
    public_id = walk.to(status)
    walk.save(public_id, name="Budi Santosa", birth_place="Bogor")
    assert walk.agent(public_id).is_unsent
    walk.world.work()
    agent = walk.agent(public_id)
    assert (_at_flip(walk)["name"], agent.is_unsent, agent.state) == ("Budi Santosa", False, status)
    assert "agent.data_sent" in walk.world.verbs("agent", agent.id)


def test_saving_what_stands_already_asks_flip_nothing(walk: Walk) -> None:
    public_id = walk.registered()
    before = walk.agent(public_id).version
    walk.save(public_id, name=walk.agent(public_id).name)
    assert (walk.agent(public_id).version, walk.world.work()) == (before, 0)


def test_P6_of_two_who_change_it_at_once_the_second_is_told_and_overwrites_nothing(walk: Walk) -> None:
    public_id = walk.registered()
    seen = walk.agent(public_id).version
    service.save(public_id, {"name": "Budi Satu"}, seen, walk.maker())
    with pytest.raises(Refused, match="Somebody changed this agent"):
        service.save(public_id, {"name": "Budi Dua"}, seen, walk.maker())
    assert walk.agent(public_id).name == "Budi Satu"


def test_flips_no_to_a_correction_lands_beside_its_field_and_can_be_mended(walk: Walk) -> None:
    public_id = walk.registered()
    walk.save(public_id, name="Budi-Santoso")
    walk.world.work()
    agent = walk.agent(public_id)
    assert set(by_field(agent.refusal)) == {"name"}
    assert agent.is_unsent
    walk.save(public_id, name="Budi Santosa")
    walk.world.work()
    agent = walk.agent(public_id)
    assert (agent.refusal, agent.is_unsent, _at_flip(walk)["name"]) == (None, False, "Budi Santosa")


def test_P4_a_correction_without_an_answer_is_sent_again(walk: Walk) -> None:
    public_id = walk.registered()
    walk.world.flip.fault("PUT /agents", "drop_reply", times=1)
    walk.save(public_id, name="Budi Santosa")
    walk.world.work()
    assert walk.agent(public_id).is_unsent
    with later(by=SOON):
        walk.world.work()
    assert (walk.agent(public_id).is_unsent, _at_flip(walk)["name"]) == (False, "Budi Santosa")


def test_after_a_rejection_for_the_data_they_are_repaired_and_flip_verifies_again(walk: Walk) -> None:
    public_id = walk.to(S.REJECTED, "10")
    assert open_steps(walk.agent(public_id))[0] is Step.IDENTITY
    walk.save(public_id, name="Budi Santosa")
    walk.world.work()
    agent = walk.agent(public_id)
    assert (agent.state, agent.is_unsent, agent.rejection_code) == (S.PENDING, False, None)
    assert _at_flip(walk)["name"] == "Budi Santosa"
    assert "agent.repaired" in walk.world.verbs("agent", agent.id)


def test_P4_a_repair_without_an_answer_is_found_out_and_not_made_twice(walk: Walk) -> None:
    public_id = walk.to(S.REJECTED, "10")
    walk.world.flip.fault("PUT /repair", "drop_reply")
    walk.save(public_id, name="Budi Santosa")
    walk.world.work()
    walk.world.flip.no_faults()
    with later(by=SOON):
        walk.world.work()
    agent = walk.agent(public_id)
    assert (agent.state, agent.is_unsent) == (S.PENDING, False)


@pytest.mark.parametrize(
    "said", [{"phone_number": "081399999999"}, {"email": "other@example.com"}], ids=["phone", "email"]
)
def test_what_a_repair_cannot_bring_to_flip_is_refused_beside_its_field(
    walk: Walk, said: dict[str, str]
) -> None:
    public_id = walk.to(S.REJECTED, "10")
    [name] = said
    kept = getattr(walk.agent(public_id), name)
    with pytest.raises(Refused) as refusal:
        walk.save(public_id, name="Budi Santosa", **said)
    assert refusal.value.fields == {name: service.NOT_BY_REPAIR}
    agent = walk.agent(public_id)
    assert (getattr(agent, name), agent.name, agent.is_unsent) == (kept, "Budi Santoso", False)


@pytest.mark.parametrize("read", [False, True], ids=["before the status is read", "after"])
def test_P4_a_worker_that_dies_between_the_repair_and_its_note_leaves_nothing_stuck(
    walk: Walk, read: bool
) -> None:
    """Flip has the repair, and of that nothing is written here."""
    public_id = walk.to(S.REJECTED, "10")
    walk.save(public_id, name="Budi Santosa")
    agent_id = walk.agent(public_id).id
    wanted = sending_data.begin(agent_id)
    assert wanted
    wanted.tell(client())
    if read:
        tasks.read(agent_id)
    walk.world.work()
    agent = walk.agent(public_id)
    assert (agent.state, agent.is_unsent, agent.refusal) == (S.PENDING, False, None)
    assert walk.world.verbs("agent", agent_id).count("agent.repaired") == 1


def test_P4_after_a_lost_repair_flips_no_to_the_next_one_is_still_said(walk: Walk) -> None:
    public_id = walk.to(S.REJECTED, "10")
    walk.save(public_id, name="Budi Santosa")
    wanted = sending_data.begin(walk.agent(public_id).id)
    assert wanted
    wanted.tell(client())
    walk.say(public_id, S.PENDING)
    walk.world.flip.panel(
        f"agents/{wanted.flip_id}", {"kyc_status": "REJECTED", "rejected_reason_code": "16"}
    )
    walk.world.work()
    agent = walk.agent(public_id)
    assert (agent.state, agent.rejection_code, agent.may_have_passed) == (S.REJECTED, "16", False)


def test_P44_a_repair_that_waits_for_flip_is_not_taken_for_one_that_may_have_passed(walk: Walk) -> None:
    public_id = walk.to(S.REJECTED, "10")
    walk.world.flip.panel("clock", {"maintenance": True})
    walk.save(public_id, name="Budi Santosa")
    walk.world.work()
    assert not walk.agent(public_id).may_have_passed


def test_P6_of_two_corrections_on_their_way_at_once_the_newest_stands_at_flip_in_the_end(walk: Walk) -> None:
    public_id = walk.registered()
    walk.save(public_id, name="Budi Satu")
    agent_id = walk.agent(public_id).id
    older = sending_data.begin(agent_id)
    assert older
    walk.save(public_id, name="Budi Dua")
    walk.world.work()
    older.tell(client())
    sending_data.told(agent_id, older)
    walk.world.work()
    assert (_at_flip(walk)["name"], walk.agent(public_id).is_unsent) == ("Budi Dua", False)


def test_after_three_repairs_only_documents_are_left(walk: Walk) -> None:
    public_id = walk.to(S.REJECTED, "10")
    for number in range(3):
        walk.save(public_id, name=f"Budi Santosa {number}")
        walk.world.work()
        walk.say(public_id, S.REJECTED, "10")
    walk.save(public_id, name="Budi Santosa 4")
    walk.world.work()
    agent = walk.agent(public_id)
    assert (agent.documents_only, open_steps(agent)) == (True, (Step.DOCUMENTS,))
    # Flip counts each kind of repair for itself: documents would not mend a rejection for something else.
    take_any(walk, public_id, "npwp")
    walk.world.work()
    walk.say(public_id, S.REJECTED, "16")
    agent = walk.agent(public_id)
    assert (agent.documents_only, open_steps(agent)) == (False, (Step.CARD,))


@pytest.mark.parametrize("status", [S.PENDING, S.APPROVED, S.SUSPICIOUS, S.NEED_TO_CHECK, S.HELP])
def test_while_flip_looks_or_has_looked_the_data_stand(walk: Walk, status: AgentStatus) -> None:
    public_id = walk.to(status)
    with pytest.raises(Refused):
        walk.save(public_id, name="Somebody Else")


@pytest.mark.parametrize("code", ["12", "16", "23", "29"])
def test_a_rejection_for_something_else_does_not_open_the_data(walk: Walk, code: str) -> None:
    public_id = walk.to(S.REJECTED, code)
    with pytest.raises(Refused):
        walk.save(public_id, name="Somebody Else")


def test_submitted_twice_is_submitted_once(walk: Walk) -> None:
    public_id = walk.to(S.SELFIE_ACCEPTED)
    service.submit(public_id, walk.maker())
    service.submit(public_id, walk.maker())
    walk.world.work()
    agent = walk.agent(public_id)
    assert (agent.state, agent.submit_asked_at) == (S.PENDING, None)
    assert walk.world.verbs("agent", agent.id).count("agent.submit_asked") == 1


def test_P4_a_submission_without_an_answer_is_found_out(walk: Walk) -> None:
    public_id = walk.to(S.SELFIE_ACCEPTED)
    walk.world.flip.fault("PUT /submit", "drop_reply")
    service.submit(public_id, walk.maker())
    walk.world.work()
    walk.world.flip.no_faults()
    with later(by=SOON):
        walk.world.work()
    assert walk.agent(public_id).state is S.PENDING


def test_P4_a_worker_that_dies_between_the_submission_and_its_note_tells_of_no_refusal(walk: Walk) -> None:
    public_id = walk.to(S.SELFIE_ACCEPTED)
    service.submit(public_id, walk.maker())
    client().kyc.submit(str(walk.agent(public_id).flip_id))
    walk.world.work()
    agent = walk.agent(public_id)
    assert (agent.state, agent.submit_asked_at) == (S.PENDING, None)
    assert "agent.submit_refused" not in walk.world.verbs("agent", agent.id)


def test_it_is_not_submitted_while_a_correction_is_on_its_way(walk: Walk) -> None:
    public_id = walk.to(S.SELFIE_ACCEPTED)
    walk.save(public_id, name="Budi Santosa")
    with pytest.raises(Refused):
        service.submit(public_id, walk.maker())


@pytest.mark.parametrize("status", [S.DRAFT, S.BASIC_DATA, S.CARD_ACCEPTED, S.SELFIE_FAILED, S.REJECTED])
def test_nothing_else_than_an_accepted_selfie_is_submitted(walk: Walk, status: AgentStatus) -> None:
    with pytest.raises(Refused):
        service.submit(walk.to(status), walk.maker())


def test_a_flagged_agent_is_followed_to_the_end(walk: Walk) -> None:
    public_id = walk.to(S.SUSPICIOUS)
    walk.say(public_id, S.REJECTED, "29")
    agent = walk.agent(public_id)
    assert (open_steps(agent), agent.rejection_code) == ((), "29")


def test_flips_black_list_stops_an_agent_without_changing_the_verification(walk: Walk) -> None:
    public_id = walk.to(S.APPROVED)
    assert walk.agent(public_id).may_send_money
    walk.world.flip.panel(f"agents/{walk.agent(public_id).flip_id}", {"status": "BLACKLISTED"})
    walk.say(public_id, S.APPROVED)
    agent = walk.agent(public_id)
    assert (agent.state, agent.standing, agent.may_send_money) == (S.APPROVED, "BLACKLISTED", False)
    said = text_of(walk.staff.get(f"/agents/{public_id}").text)
    assert "From Active to On Flip's black list." in said
    assert "BLACKLISTED" not in said


def test_an_agent_whom_flip_does_not_know_any_more_sends_no_money_until_it_does(walk: Walk) -> None:
    public_id = walk.to(S.APPROVED)
    agent_id = walk.agent(public_id).id
    walk.world.flip.fault("GET /agents", "status", status=404, body='{"message": "Agent not found"}')
    tasks.read(agent_id)
    tasks.read(agent_id)
    assert not walk.agent(public_id).may_send_money
    assert walk.world.verbs("agent", agent_id).count("agent.lost") == 1
    walk.world.flip.no_faults()
    tasks.read(agent_id)
    assert walk.agent(public_id).may_send_money
