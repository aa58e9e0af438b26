"""Money goes through agents whom Flip has verified and holds active, and whom nobody here suspended."""

from itertools import product
from typing import Any

import pytest

from app.agents.models import Agent
from app.agents.statuses import AgentStatus, Standing
from app.disbursements.through import suggested, why_not
from app.lib import clock
from tests.disbursements.desk import Desk
from tests.disbursements.payers import agent as stored
from tests.disbursements.payers import an_agent, becomes, through

NOW = clock.now()
WORDS: list[tuple[dict[str, Any], str]] = [
    ({"status": AgentStatus.REJECTED}, "Flip rejected this agent"),
    ({"status": AgentStatus.PENDING}, "Flip has not verified this agent yet"),
    ({"status": AgentStatus.BASIC_DATA}, "Flip has not verified this agent yet"),
    ({"status": AgentStatus.WITHDRAWN}, "This agent was given up"),
    ({"standing": Standing.BLACKLISTED}, "black list"),
    ({"standing": Standing.BLOCKED}, "Flip has blocked this agent"),
    ({"standing": Standing.DELETED}, "Flip has deleted this agent"),
    ({"standing": "ASLEEP"}, "Flip does not say that this agent is active"),
    ({"standing": None}, "Flip does not say that this agent is active"),
]


@pytest.mark.alike
@pytest.mark.parametrize("status", list(AgentStatus))
def test_of_every_status_standing_and_suspension_one_alone_may_send(status: AgentStatus) -> None:
    for standing, suspended_at in product([*Standing, "ASLEEP", None], (None, NOW)):
        agent = Agent(status=status, standing=standing, suspended_at=suspended_at)
        may = status is AgentStatus.APPROVED and standing == Standing.ACTIVE and suspended_at is None
        assert (why_not(agent) is None) is may, (status, standing, suspended_at)
        assert agent.may_send_money is may


@pytest.mark.parametrize(("columns", "words"), WORDS)
def test_who_may_not_is_refused_beside_the_field_with_why(
    desk: Desk, columns: dict[str, Any], words: str
) -> None:
    dewi = an_agent(desk, **columns)
    answer = desk.send_form(**through(dewi))
    assert answer.status_code == 422
    beside = answer.text.split('id="agent-errors"')[1].split("</div>")[0]
    assert words in beside
    assert desk.transfers_at_flip() == []
    assert suggested("dewi") == []


def test_a_suspended_one_is_refused_naming_by_whom_and_why(desk: Desk) -> None:
    dewi = an_agent(desk)
    becomes(dewi.id, suspended_at=NOW, suspended_by="Mira", suspended_reason="papers look forged")
    answer = desk.send_form(**through(dewi))
    assert answer.status_code == 422
    beside = answer.text.split('id="agent-errors"')[1].split("</div>")[0]
    assert "Mira suspended this agent on " in beside
    assert "papers look forged" in beside
    shown = desk.staff.get(f"/disbursements/new?agent={dewi.public_id}")
    assert shown.status_code == 200
    assert "papers look forged" in shown.text


def test_a_draft_may_name_anyone_but_is_put_before_nobody(desk: Desk) -> None:
    dewi = an_agent(desk, status=AgentStatus.PENDING)
    kept = desk.send_form(**through(dewi), then="draft")
    assert kept.status_code == 303
    public_id = kept.headers["Location"].rsplit("/", 1)[-1]
    draft = desk.payout(public_id)
    assert (draft.agent_id, draft.transaction.parent_flip_id) == (dewi.id, None)
    sent = through(dewi) | {"base": draft.payout.fingerprint, "then": "submit", "bank_code": "bca"}
    sent |= {"account_number": "5465327020", "typed_name": "PT Fliptech Lentera IP"}
    sent |= {"amount_idr": "150.000", "remark": "gaji", "direction": "DOMESTIC_SPECIAL_TRANSFER"}
    assert desk.staff.post(f"/disbursements/{public_id}/edit", **sent).status_code == 422
    becomes(dewi.id, status=AgentStatus.APPROVED)
    assert desk.staff.post(f"/disbursements/{public_id}/edit", **sent).status_code == 303
    payout = desk.payout(public_id)
    assert (payout.status, payout.transaction.parent_flip_id) == ("AWAITING", stored(dewi.id).flip_id)
