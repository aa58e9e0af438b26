"""An agent is registered once, whatever becomes of Flip's answer, and every end is told (P2, P4, P5)."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import func, select

from app.agents import registering, service
from app.agents.models import Agent
from app.agents.refusals import by_field
from app.agents.statuses import AgentStatus
from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.transaction import transaction
from app.extensions import db
from app.lib.errors import Refused
from app.timeline.makers import Maker
from app.timeline.models import Origin
from tests.agents.walk import ADDRESS, IDENTITY, Walk
from tests.agents.walk_forms import text_of
from tests.users.bench import later

S = AgentStatus


def test_an_agent_is_registered_with_everything_that_was_typed(walk: Walk) -> None:
    public_id = walk.registered()
    [at_flip] = walk.at_flip()
    agent = walk.agent(public_id)
    assert (agent.state, agent.flip_id, agent.is_unsent) == (S.BASIC_DATA, str(at_flip["id"]), False)
    said = {name: str(at_flip[name]) for name in ("name", "identity_number", "phone_number", "birth_place")}
    assert said == {name: str(getattr(agent, name)) for name in said}
    assert at_flip["phone_number"].startswith("+62")


def test_P2_the_same_form_fifty_times_is_one_agent(walk: Walk) -> None:
    values, makers = IDENTITY | walk.numbers(), [walk.maker() for _ in range(50)]
    app = walk.world.app

    def start(maker: Maker) -> str:
        with app.app_context():
            try:
                return service.start(values, "one-form", maker, phone_verified=True)
            finally:
                db.session.remove()

    with ThreadPoolExecutor(10) as pool:
        assert len(set(pool.map(start, makers))) == 1
    assert db.session.scalar(select(func.count()).select_from(Agent)) == 1


def test_P2_asked_to_register_twice_is_registered_once(walk: Walk) -> None:
    public_id = walk.draft()
    service.register(public_id, walk.maker())
    with pytest.raises(Refused):
        service.register(public_id, walk.maker())
    walk.world.work()
    assert len(walk.at_flip()) == 1


def test_two_who_type_one_number_in_one_moment_are_two_with_one_refused(walk: Walk) -> None:
    same, makers = IDENTITY | walk.numbers(), [walk.maker() for _ in range(8)]
    app, refusals = walk.world.app, list[Refused]()

    def start(numbered: tuple[int, Maker]) -> str:
        number, maker = numbered
        with app.app_context():
            try:
                return service.start(same, f"form-{number}", maker, phone_verified=True)
            except Refused as refusal:
                refusals.append(refusal)
                return ""
            finally:
                db.session.remove()

    with ThreadPoolExecutor(8) as pool:
        assert sum(bool(made) for made in pool.map(start, enumerate(makers))) == 1
    assert {frozenset(refusal.fields) for refusal in refusals} == {
        frozenset({"identity_number", "phone_number"})
    }
    assert all(IDENTITY["name"] in str(refusal.values["identity_agent"]) for refusal in refusals)


@pytest.mark.parametrize("without", ["name", "phone_number", "district_id", "address"])
def test_what_is_missing_is_said_beside_its_field_and_nobody_is_asked(walk: Walk, without: str) -> None:
    public_id = walk.draft()
    walk.save(public_id, **{without: None})
    with pytest.raises(Refused) as refusal:
        service.register(public_id, walk.maker())
    assert without in refusal.value.fields
    assert walk.at_flip() == []


def test_it_cannot_be_registered_before_the_phone_number_is_verified(walk: Walk) -> None:
    values = IDENTITY | walk.numbers() | ADDRESS
    public_id = service.start(values, "unverified", walk.maker())
    with pytest.raises(Refused) as refusal:
        service.register(public_id, walk.maker())
    assert refusal.value.fields == {"phone_verified": service.NOT_VERIFIED}


def test_another_phone_number_has_to_be_verified_anew(walk: Walk) -> None:
    public_id = walk.draft()
    verified = walk.agent(public_id)
    assert (verified.phone_verified_by, verified.phone_verified_at is not None) == (
        walk.maker().name,
        True,
    )
    service.save(public_id, {"phone_number": "08999999999"}, verified.version, walk.maker())
    assert walk.agent(public_id).phone_verified_at is None
    with pytest.raises(Refused):
        service.register(public_id, walk.maker())


def test_P4_without_an_answer_its_fate_is_unknown_and_the_next_try_makes_no_second(walk: Walk) -> None:
    public_id = walk.undecided()
    agent = walk.agent(public_id)
    assert (agent.state, len(walk.at_flip())) == (S.UNKNOWN, 1)
    assert "agent.undecided" in walk.world.verbs("agent", agent.id)


def test_P4_where_the_first_try_never_arrived_the_next_one_registers(walk: Walk) -> None:
    walk.world.flip.fault("POST /agents", "status", status=500, times=1)
    public_id = walk.registered()
    assert walk.agent(public_id).state is S.UNKNOWN
    with later(by=registering.AGAIN * 3):
        walk.world.work()
    assert (walk.agent(public_id).state, len(walk.at_flip())) == (S.BASIC_DATA, 1)


def test_nobody_is_told_to_correct_an_agent_who_may_be_at_flip_already(walk: Walk) -> None:
    said = text_of(walk.staff.get(f"/agents/{walk.undecided()}").text)
    assert "It may be this very agent" in said
    assert "Correct them and send them again" not in said


def test_P5_a_person_says_which_agent_at_flip_it_is(walk: Walk) -> None:
    public_id = walk.undecided()
    [at_flip] = walk.at_flip()
    service.adopt(public_id, str(at_flip["id"]), walk.maker())
    walk.world.work()
    agent = walk.agent(public_id)
    assert (agent.state, agent.flip_id, agent.attention) == (S.BASIC_DATA, str(at_flip["id"]), None)
    assert not agent.is_unsent


@pytest.mark.parametrize("number", ["another", "77"])
def test_P5_the_number_of_somebody_else_is_not_taken(walk: Walk, number: str) -> None:
    other = walk.agent(walk.registered())
    public_id = walk.undecided()
    service.adopt(public_id, str(other.flip_id) if number == "another" else number, walk.maker())
    walk.world.work()
    agent = walk.agent(public_id)
    assert (agent.state, agent.flip_id, bool(agent.attention)) == (S.UNKNOWN, None, True)
    assert walk.world.verbs("agent", agent.id)[-1] == "agent.another"


def test_P5_a_callback_about_it_says_which_one_it_is(walk: Walk) -> None:
    public_id = walk.undecided()
    [at_flip] = walk.at_flip()
    walk.world.knock(f'{{"agent_id":{at_flip["id"]},"kyc_status":"APPROVED"}}', kind="agent")
    walk.world.work()
    agent = walk.agent(public_id)
    assert (agent.flip_id, agent.state, agent.attention) == (str(at_flip["id"]), S.BASIC_DATA, None)
    assert (agent.refusal, agent.is_unsent) == (None, False)


def test_P5_however_flip_writes_the_letters_of_a_passport_it_is_the_same_agent(walk: Walk) -> None:
    public_id = walk.undecided(identity_type="passport", identity_number="a1234567")
    [at_flip] = walk.at_flip()
    walk.world.flip.panel("load", {"agents": [at_flip | {"identity_number": "A1234567"}]})
    service.adopt(public_id, str(at_flip["id"]), walk.maker())
    walk.world.work()
    assert walk.agent(public_id).flip_id == str(at_flip["id"])


def test_P5_an_agent_at_flip_whom_another_row_here_stands_for_is_not_taken(walk: Walk) -> None:
    other, public_id = walk.agent(walk.registered()), walk.undecided()
    [_other, at_flip] = walk.at_flip()
    with transaction():  # as one that was found elsewhere while its numbers were another's
        change(table_of(Agent), other.id, flip_id=str(at_flip["id"]), identity_print=None, phone_print=None)
    service.adopt(public_id, str(at_flip["id"]), walk.maker())
    walk.world.work()
    agent = walk.agent(public_id)
    assert (agent.state, bool(agent.attention)) == (S.UNKNOWN, True)
    assert walk.world.verbs("agent", agent.id)[-1] == "agent.another"


@pytest.mark.parametrize("first", [{}, {"name": "Budi-Santoso"}], ids=["at once", "after another no"])
def test_P5_registered_again_with_the_same_numbers_it_stays_undecided(
    walk: Walk, first: dict[str, str]
) -> None:
    public_id = walk.undecided()
    for said in (first, {"name": "Budi Santoso"}):
        walk.save(public_id, **said)
        service.register(public_id, walk.maker())
        walk.world.work()
    agent = walk.agent(public_id)
    assert (agent.state, bool(agent.attention)) == (S.UNKNOWN, True)


def test_with_other_numbers_an_undecided_agent_is_registered_anew(walk: Walk) -> None:
    public_id = walk.undecided()
    walk.save(public_id, **walk.numbers())
    service.register(public_id, walk.maker())
    walk.world.work()
    assert (walk.agent(public_id).state, len(walk.at_flip())) == (S.BASIC_DATA, 2)


def test_P6_found_in_the_middle_after_a_worker_died_it_is_asked_again(walk: Walk) -> None:
    public_id = walk.to(S.SENDING)
    with later(by=registering.AGAIN * 10):
        walk.world.work()
    assert (walk.agent(public_id).state, len(walk.at_flip())) == (S.UNKNOWN, 0)
    with later(by=registering.AGAIN * 20):
        walk.world.work()
    assert (walk.agent(public_id).state, len(walk.at_flip())) == (S.BASIC_DATA, 1)


def test_a_number_that_flip_has_from_elsewhere_is_said_beside_its_field(walk: Walk) -> None:
    numbers = walk.numbers()
    walk.registered(**numbers)
    given_up = walk.agent(walk.draft())
    # Nobody here has the number: the agent who has it at Flip stands in no row of ours.
    _forget_all_but(given_up.id)
    walk.save(given_up.public_id, **numbers)
    service.register(given_up.public_id, walk.maker())
    walk.world.work()
    agent = walk.agent(given_up.public_id)
    assert agent.state is S.REFUSED
    said = by_field(agent.refusal)
    assert set(said) & {"identity_number", "phone_number"}
    assert "Another agent has this already." in str(said)


def test_P44_while_flip_is_away_nothing_is_refused_and_it_says_what_it_waits_for(walk: Walk) -> None:
    walk.world.flip.fault("/agents", "status", status=503)
    walk.world.flip.panel("clock", {"maintenance": True})
    public_id = walk.registered()
    agent = walk.agent(public_id)
    assert (agent.state, bool(agent.waiting_for), walk.at_flip()) == (S.REQUESTED, True, [])
    walk.world.flip.no_faults()
    walk.world.flip.panel("clock", {"maintenance": False})
    with later(by=registering.AGAIN * 3):
        walk.world.work()
    assert walk.agent(public_id).state is S.BASIC_DATA


def test_P17_an_agent_made_elsewhere_gets_its_row_by_its_callback(walk: Walk) -> None:
    agent = walk.agent(walk.to(S.PENDING))
    flip_id = agent.flip_id
    _forget_all_but(0)
    walk.world.flip.panel(f"agents/{flip_id}", {"kyc_status": "APPROVED"})
    walk.world.knock(f'{{"agent_id":{flip_id},"kyc_status":"APPROVED"}}', kind="agent")
    walk.world.work()
    [row] = db.session.scalars(select(Agent))
    found: dict[str, Any] = {"origin": row.origin, "state": row.state, "flip_id": row.flip_id}
    assert found == {"origin": Origin.ELSEWHERE, "state": S.APPROVED, "flip_id": flip_id}
    assert row.may_send_money


def _forget_all_but(agent_id: int) -> None:
    db.session.rollback()
    with db.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM agent_pictures")
        connection.exec_driver_sql(f"DELETE FROM agents WHERE id <> {agent_id}")
