"""Who decides about a payout through an agent sees the agent, and lets none go whose agent may not send."""

from typing import Any

import pytest

from app.agents.statuses import AgentStatus, Standing
from app.lib import clock
from tests.disbursements.desk import Desk
from tests.disbursements.editing import edit
from tests.disbursements.payers import an_agent, becomes, through
from tests.payouts.rules import Approver, let_hold

BARRED: list[tuple[dict[str, Any], str]] = [
    ({"suspended_at": clock.now(), "suspended_by": "Mira", "suspended_reason": "forged"}, "suspended here"),
    ({"standing": Standing.BLACKLISTED}, "black list"),
    ({"status": AgentStatus.REJECTED}, "Flip rejected this agent"),
]


@pytest.mark.parametrize(("columns", "words"), BARRED)
def test_nobody_approves_it_once_its_agent_may_not_send(
    desk: Desk, columns: dict[str, Any], words: str
) -> None:
    dewi = an_agent(desk)
    public_id = desk.prepare(**through(dewi))
    becomes(dewi.id, **columns)
    assert words in desk.boss.get(f"/disbursements/{public_id}").text
    assert words in desk.boss.get("/approvals/").text
    answer = desk.approve(public_id)
    assert answer.status_code == 422
    assert words in answer.text
    boss = Approver(desk)
    answer = boss.browser.post("/approvals/approve", chosen=boss.chosen(public_id), code=boss.code())
    assert desk.payout(public_id).status == "AWAITING"
    desk.world.work()
    assert desk.transfers_at_flip() == []


def test_the_desk_names_the_agent(desk: Desk) -> None:
    desk.prepare(**through(an_agent(desk)))
    assert "Sent through the agent Dewi Lestari." in desk.boss.get("/approvals/").text


def test_the_houses_rule_leaves_one_to_a_person_whose_agent_may_not_send(desk: Desk) -> None:
    let_hold(none_below_idr=1_000_000)
    dewi = an_agent(desk)
    answer = desk.send_form(**through(dewi))
    public_id = answer.headers["Location"].rsplit("/", 1)[-1]
    becomes(dewi.id, standing=Standing.BLOCKED)
    desk.world.work()
    payout = desk.payout(public_id)
    assert payout.status == "AWAITING"
    assert desk.world.verbs("disbursement", payout.id)[-1] == "disbursement.needs_person"


def test_P25_its_maker_cannot_approve_it(desk: Desk) -> None:
    boss = Approver(desk)
    public_id = desk.prepare(boss.browser, **through(an_agent(desk)))
    assert boss.approve(public_id) == 422
    assert desk.payout(public_id).status == "AWAITING"


@pytest.mark.parametrize("fields", ["agent", "direction", "kind"])
def test_P26_another_agent_voids_the_approval(desk: Desk, fields: str) -> None:
    dewi, budi = an_agent(desk), an_agent(desk, 2, name="Budi Santoso")
    public_id = desk.prepare(**through(dewi))
    assert desk.approve(public_id).status_code == 303
    other = {
        "agent": through(budi),
        "direction": through(dewi, direction="FOREIGN_INBOUND_SPECIAL_TRANSFER"),
        "kind": {"transfer_kind": "common"},
    }[fields]
    assert edit(desk, public_id, **other).status_code == 303
    desk.world.work()
    payout = desk.payout(public_id)
    assert payout.status == "AWAITING"
    assert (
        payout.transaction.parent_flip_id
        == ({"agent": budi.flip_id, "direction": dewi.flip_id, "kind": None}[fields])
    )
    assert desk.transfers_at_flip() == []
    assert edit(desk, public_id, **through(dewi)).status_code == 303  # changed back is not what was approved
    assert desk.payout(public_id).status == "AWAITING"


def test_an_edit_without_a_change_voids_nothing(desk: Desk) -> None:
    dewi = an_agent(desk)
    public_id = desk.prepare(**through(dewi))
    before = desk.payout(public_id).payout.fingerprint
    assert edit(desk, public_id, **through(dewi)).status_code == 303
    assert desk.payout(public_id).payout.fingerprint == before
