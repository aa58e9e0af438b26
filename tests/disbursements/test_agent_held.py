"""An approved payout whose agent may not send is held: no money goes, nothing is lost."""

from typing import Any

import pytest

from app.agents.standing import resume, suspend
from app.agents.statuses import AgentStatus, Standing
from app.lib import clock
from app.payouts import sending
from app.payouts.releasing import release_held
from app.timeline.makers import Maker
from tests.disbursements.desk import Desk
from tests.disbursements.editing import edit
from tests.disbursements.payers import agent as stored
from tests.disbursements.payers import an_agent, becomes, through
from tests.disbursements.test_agent_never_twice import CREATE, work_later
from tests.disbursements.test_held import status
from tests.payouts.rules import Approver

MIRA = Maker(7, "Mira", "test")
ROUNDS = 6
BARRED: list[dict[str, Any]] = [
    {"suspended_at": clock.now()},
    {"standing": Standing.BLACKLISTED},
    {"standing": Standing.BLOCKED},
    {"standing": Standing.DELETED},
    {"status": AgentStatus.REJECTED},
]
FREE = {"suspended_at": None, "standing": Standing.ACTIVE, "status": AgentStatus.APPROVED}


def clockwork(desk: Desk) -> None:
    release_held()
    desk.world.work()


@pytest.mark.parametrize("columns", BARRED)
def test_it_is_held_while_its_agent_may_not_send_and_goes_without_a_new_approval(
    desk: Desk, columns: dict[str, Any]
) -> None:
    dewi = an_agent(desk)
    public_id = desk.prepare(**through(dewi))
    assert desk.approve(public_id).status_code == 303
    becomes(dewi.id, **columns)
    desk.world.work()
    assert status(desk, public_id) == ("HELD", "agent")
    clockwork(desk)
    assert status(desk, public_id) == ("HELD", "agent")
    assert desk.transfers_at_flip() == []
    verbs = desk.world.verbs("disbursement", desk.payout(public_id).id)
    assert verbs.count("disbursement.held_for_agent") == 1  # it is not tried again and again
    shown = desk.staff.get(f"/disbursements/{public_id}").text
    assert "It goes by itself as soon as money can be sent through its agent again." in shown
    assert public_id in desk.staff.get("/disbursements/?tab=decide").text
    becomes(dewi.id, **FREE)
    clockwork(desk)
    assert desk.payout(public_id).status == "PENDING"
    assert len(desk.transfers_at_flip()) == 1


def test_its_maker_may_choose_another_agent_meanwhile_and_a_manager_may_stop_it(desk: Desk) -> None:
    dewi, budi = an_agent(desk), an_agent(desk, 2, name="Budi Santoso")
    first, second = desk.prepare(**through(dewi)), desk.prepare(**through(dewi, amount_idr="160.000"))
    for public_id in (first, second):
        desk.approve(public_id)
    becomes(dewi.id, standing=Standing.BLACKLISTED)
    desk.world.work()
    assert edit(desk, first, **through(budi)).status_code == 303
    assert desk.payout(first).status == "AWAITING"
    assert desk.boss.post(f"/disbursements/{second}/reject", reason="no").status_code == 303
    becomes(dewi.id, **FREE)
    clockwork(desk)
    assert (desk.payout(first).status, desk.payout(second).status) == ("AWAITING", "REJECTED")
    assert desk.transfers_at_flip() == []


def test_P45_one_held_for_its_agent_holds_no_other(desk: Desk) -> None:
    dewi, budi = an_agent(desk), an_agent(desk, 2, name="Budi Santoso")
    held = desk.prepare(**through(dewi))
    other = desk.prepare(**through(budi, amount_idr="160.000"))
    for public_id in (held, other):
        desk.approve(public_id)
    becomes(dewi.id, standing=Standing.BLOCKED)
    desk.world.work()
    assert (desk.payout(held).status, desk.payout(other).status) == ("HELD", "PENDING")


def test_P6_who_suspends_in_the_moment_of_sending_comes_before_it_or_after_it(desk: Desk) -> None:
    dewi, sent = an_agent(desk), set()
    for number in range(ROUNDS):
        public_id = desk.prepare(**through(dewi, amount_idr=f"{20 + number}.000"))
        assert Approver(desk).approve(public_id) == 303
        row_id, agent_id = desk.payout(public_id).id, dewi.public_id

        def one(who: int, row_id: int = row_id, agent_id: str = agent_id, number: int = number) -> bool:
            if who == 0:
                return sending.begin(row_id) is not None
            suspend(agent_id, "forged", Maker(7, "Mira", f"before {number}"))
            return True

        begun, _ = desk.world.house.all_at_once(one, 2)
        assert stored(dewi.id).suspended_at is not None
        assert desk.payout(public_id).status == ("SENDING" if begun else "HELD")
        sent.add(begun)
        resume(dewi.public_id, "cleared", Maker(7, "Mira", f"again {number}"))
    assert sent


def test_P5_one_of_unknown_fate_is_not_sent_again_while_its_agent_may_not_send(desk: Desk) -> None:
    dewi = an_agent(desk)
    public_id = desk.prepare(**through(dewi))
    desk.world.flip.fault(CREATE, "status", status=500, times=1)
    desk.approve(public_id)
    desk.world.work()
    assert desk.payout(public_id).status == "UNKNOWN"
    suspend(dewi.public_id, "forged", MIRA)
    work_later(desk, seconds=90)  # twice not found: nothing is at Flip, and nothing goes
    assert status(desk, public_id) == ("HELD", "agent")
    assert desk.transfers_at_flip() == []
    resume(dewi.public_id, "cleared", Maker(7, "Mira", "again"))
    clockwork(desk)
    assert desk.payout(public_id).status == "PENDING"
    [transfer] = desk.transfers_at_flip()
    assert transfer["idempotency_key"] == desk.payout(public_id).transaction.idempotency_key


def test_P5_one_of_unknown_fate_that_passed_is_found_though_its_agent_is_suspended(desk: Desk) -> None:
    dewi = an_agent(desk)
    public_id = desk.prepare(**through(dewi))
    row_id = desk.payout(public_id).id
    desk.world.flip.fault(CREATE, "drop_reply", times=1)
    desk.world.flip.fault("GET /get-disbursement", "status", status=500, times=1)
    desk.approve(public_id)
    desk.world.work()
    assert desk.payout(public_id).status == "UNKNOWN"
    suspend(dewi.public_id, "forged", MIRA)
    work_later(desk, minutes=5)
    assert desk.payout(public_id).status == "PENDING"
    assert desk.world.verbs("disbursement", row_id).count("disbursement.sending") == 1
    assert len(desk.transfers_at_flip()) == 1
