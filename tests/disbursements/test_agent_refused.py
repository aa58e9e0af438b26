"""Flip's no to an agent lands beside the agent, ends the payout, and has the agent looked at anew."""

from typing import Any

import pytest

from app.agents.statuses import AgentStatus, Standing
from app.gateway import state
from app.gateway.models import FlipState
from app.payouts.judging import Answer
from tests.disbursements.again import answer, ask, cancelled
from tests.disbursements.desk import Desk
from tests.disbursements.payers import agent as stored
from tests.disbursements.payers import an_agent, becomes, load, through
from tests.disbursements.test_agent_never_twice import CREATE, work_later

REFUSALS: list[tuple[dict[str, Any], int, str, dict[str, Any]]] = [
    (
        {"kyc_status": "REJECTED", "rejected_reason_code": 29},
        1090,
        "Flip has not approved this agent yet.",
        {"status": AgentStatus.REJECTED},
    ),
    ({"status": "BLOCKED"}, 1091, "This agent is not active.", {"standing": Standing.BLOCKED}),
    ({"status": "BLACKLISTED"}, 1091, "This agent is not active.", {"standing": Standing.BLACKLISTED}),
]


def beside_the_agent(text: str) -> str:
    """What stands beside the field of the agent."""
    return text.split('id="agent-errors"')[1].split("</div>")[0]


@pytest.mark.parametrize(("at_flip", "code", "words", "heard"), REFUSALS)
def test_what_flip_says_of_the_agent_is_told_beside_the_field_and_the_agent_is_read(
    desk: Desk, at_flip: dict[str, Any], code: int, words: str, heard: dict[str, Any]
) -> None:
    dewi = an_agent(desk)
    public_id = desk.prepare(**through(dewi))
    desk.approve(public_id)
    load(desk, **at_flip)
    desk.world.work()
    payout = desk.payout(public_id)
    assert payout.status == "REFUSED"
    assert [complaint["code"] for complaint in payout.payout.refusal or []] == [code]
    assert desk.transfers_at_flip() == []
    assert words in desk.staff.get(f"/disbursements/{public_id}").text
    assert words in beside_the_agent(desk.staff.get(f"/disbursements/new?anew={public_id}").text)
    for column, value in heard.items():
        assert getattr(stored(dewi.id), column) == value


def test_an_agent_flip_does_not_know_is_told_beside_the_field(desk: Desk) -> None:
    dewi = an_agent(desk)
    becomes(dewi.id, flip_id="999999")
    public_id = desk.prepare(**through(dewi))
    desk.approve(public_id)
    desk.world.work()
    payout = desk.payout(public_id)
    assert payout.status == "REFUSED"
    assert "Flip does not know this agent." in desk.staff.get(f"/disbursements/{public_id}").text
    form = desk.staff.get(f"/disbursements/new?anew={public_id}").text
    assert "Flip does not know this agent." in beside_the_agent(form)


def test_P44_a_page_that_is_nobodys_answer_refuses_nothing_and_stops_the_sending(desk: Desk) -> None:
    public_id = desk.prepare(**through(an_agent(desk)))
    desk.world.flip.fault(CREATE, "status", status=404, body="<h1>Not Found</h1>")
    desk.approve(public_id)
    desk.world.work()
    payout = desk.payout(public_id)
    assert (payout.status, payout.payout.refusal) == ("APPROVED", None)
    assert state.connection().state is FlipState.PAUSED


def test_P5_a_no_after_an_attempt_without_answer_ends_only_once_flip_twice_knows_nothing(desk: Desk) -> None:
    dewi = an_agent(desk)
    public_id = desk.prepare(**through(dewi))
    desk.world.flip.fault(CREATE, "status", status=500, times=1)
    desk.approve(public_id)
    desk.world.work()
    desk.world.flip.panel(f"agents/{dewi.flip_id}", {"status": "BLOCKED"})
    work_later(desk, seconds=90)
    assert desk.payout(public_id).status == "UNKNOWN"
    work_later(desk, seconds=240)
    work_later(desk, seconds=400)
    assert desk.payout(public_id).status == "REFUSED"
    assert desk.transfers_at_flip() == []


def test_a_cancelled_one_is_made_anew_through_the_same_agent_with_a_key_of_its_own(desk: Desk) -> None:
    dewi = an_agent(desk)
    public_id = cancelled(desk, **through(dewi))
    assert desk.staff.get(f"/disbursements/new?anew={public_id}").status_code == 200
    refused = desk.send_form(**through(dewi, anew=public_id))
    assert refused.status_code == 422  # nobody has asked Flip yet
    ask(desk, public_id)
    assert answer(desk, public_id) is Answer.SAFE
    form = desk.staff.get(f"/disbursements/new?anew={public_id}").text
    assert f'value="Dewi Lestari ({dewi.public_id})"' in form
    again = desk.prepare(**through(dewi, anew=public_id))
    both = desk.payout(public_id).transaction.idempotency_key, desk.payout(again).transaction.idempotency_key
    assert both[0] != both[1]
    assert desk.approve(again).status_code == 303
    desk.world.work()
    assert desk.payout(again).status == "PENDING"
