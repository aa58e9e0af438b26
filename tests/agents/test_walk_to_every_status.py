"""Every status of an agent can be reached through a real sandbox, so that no test has to write one down."""

import pytest

from app.agents.rejections import REJECTIONS
from app.agents.statuses import AgentStatus
from tests.agents.walk import Walk


@pytest.mark.parametrize("status", AgentStatus)
def test_an_agent_gets_there(walk: Walk, status: AgentStatus) -> None:
    assert walk.agent(walk.to(status)).state is status


def test_the_reason_of_a_rejection_is_flips(walk: Walk) -> None:
    code = sorted(REJECTIONS)[-1]
    assert walk.agent(walk.to(AgentStatus.REJECTED, code)).rejection_code == code
