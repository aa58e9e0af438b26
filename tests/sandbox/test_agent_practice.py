"""In practice mode agents are checked by themselves, and their names say what goes wrong."""

import pytest

from app.sandbox.context import sandbox_of
from tests.sandbox.agent_steps import (
    agent_in,
    documents,
    kyc,
    new_agent,
    part,
    send_picture,
    status_of,
    submit,
)
from tests.sandbox.bench import Bench, MakeBench, Merchant

PROGRESS = "UPLOAD_IDENTITY_SELFIE_PROGRESS"


@pytest.fixture
def practice(make_bench: MakeBench) -> Bench:
    return make_bench(mode="practice", background=False)


def _later(bench: Bench, seconds: float) -> None:
    offset = float(bench.panel("GET", "/clock").json()["offset"])
    bench.panel("POST", "/clock", offset=offset + seconds)
    sandbox_of(bench.app).mover.tick()


def _code(bench: Bench, agent: object) -> object:
    return bench.api("GET", f"/agents/{agent}").json()["rejected_reason_code"]


def test_a_selfie_and_a_check_take_their_seconds(practice: Bench) -> None:
    agent = agent_in(practice, PROGRESS)
    _later(practice, 4)
    assert status_of(practice, agent) == PROGRESS
    _later(practice, 2)
    assert status_of(practice, agent) == "UPLOAD_IDENTITY_SELFIE_SUCCESS"
    submit(practice, agent)
    _later(practice, 9)
    assert status_of(practice, agent) == "PENDING"
    _later(practice, 2)
    assert status_of(practice, agent) == "APPROVED"


def test_it_happens_in_the_background_and_is_told(make_bench: MakeBench, merchant: Merchant) -> None:
    bench = make_bench(mode="practice")
    bench.panel("POST", "/clock", speed=100)
    agent = agent_in(bench, "UPLOAD_IDENTITY_SUCCESS")
    send_picture(bench, agent, selfie=1)
    merchant.wait_for(1)
    submit(bench, agent)
    told = [(data["agent_id"], data["kyc_status"]) for data in merchant.told(2)]
    assert told == [(agent, "UPLOAD_IDENTITY_SELFIE_SUCCESS"), (agent, "APPROVED")]


@pytest.mark.parametrize("code", range(10, 34))
def test_a_name_asks_for_its_rejection(practice: Bench, code: int) -> None:
    agent = new_agent(practice, name=f"Siti REJECT {code}")["id"]
    send_picture(practice, agent)
    send_picture(practice, agent, selfie=1)
    _later(practice, 6)
    submit(practice, agent)
    _later(practice, 11)
    assert (status_of(practice, agent), _code(practice, agent)) == ("REJECTED", code)


@pytest.mark.parametrize(
    ("code", "call"), [(16, "repairPhoto"), (23, "repairSelfie"), (10, "repair"), (11, "")]
)
def test_what_was_mended_is_approved(practice: Bench, code: int, call: str) -> None:
    practice.panel("POST", "/clock", mode="manual")
    agent = agent_in(practice, "REJECTED", code=code, name=f"REJECT {code}")
    practice.panel("POST", "/clock", mode="practice")
    _later(practice, 60)
    assert status_of(practice, agent) == "REJECTED"
    if call:
        data, files = ({"gender": 1}, None) if call == "repair" else ({}, {"image": part()})
        assert kyc(practice, "PUT", f"/users/{agent}/{call}", data=data, files=files).status_code == 200
    else:
        assert documents(practice, agent).status_code == 200
    _later(practice, 11)
    assert (status_of(practice, agent), _code(practice, agent)) == ("APPROVED", None)


@pytest.mark.parametrize("code", [10, 23, 33])
def test_a_name_asks_for_a_refused_selfie_and_documents_lead_on(practice: Bench, code: int) -> None:
    agent = new_agent(practice, name=f"SELFIE {code} Siti")["id"]
    send_picture(practice, agent)
    send_picture(practice, agent, selfie=1)
    _later(practice, 6)
    assert (status_of(practice, agent), _code(practice, agent)) == ("UPLOAD_IDENTITY_SELFIE_FAILED", code)
    documents(practice, agent)
    _later(practice, 11)
    assert status_of(practice, agent) == "APPROVED"


@pytest.mark.parametrize(
    "name", ["REJECT 34", "REJECT 9", "REJECT16", "REJECT 161", "reject 16", "INJECT 16"]
)
def test_other_names_ask_for_nothing(practice: Bench, name: str) -> None:
    agent = agent_in(practice, "UPLOAD_IDENTITY_SUCCESS", name=name)
    send_picture(practice, agent, selfie=1)
    _later(practice, 6)
    submit(practice, agent)
    _later(practice, 11)
    assert status_of(practice, agent) == "APPROVED"


def test_nothing_moves_by_itself_otherwise(make_bench: MakeBench) -> None:
    bench = make_bench(background=False)
    agent = agent_in(bench, PROGRESS)
    _later(bench, 3600)
    assert status_of(bench, agent) == PROGRESS


@pytest.mark.parametrize("status", ["SUSPICIOUS", "NEED_TO_CHECK", "HELP", "REJECTED"])
def test_what_waits_for_a_person_waits(practice: Bench, status: str) -> None:
    practice.panel("POST", "/clock", mode="manual")
    agent = agent_in(practice, status)
    practice.panel("POST", "/clock", mode="practice")
    _later(practice, 3600)
    assert status_of(practice, agent) == status
