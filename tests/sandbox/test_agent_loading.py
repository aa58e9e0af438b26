"""Given agents in the books, in any form of theirs, moved on like any other; a reset empties them."""

import pytest

from tests.sandbox.agent_steps import AGENT, agent_in, ask_agent, decide, documents, new_agent
from tests.sandbox.bench import Bench, Json, Merchant

SHOWN: Json = {
    "id": 41,
    "company_id": 3,
    "name": "John Doe",
    "identity_type": "passport",
    "identity_number": "X1234567",
    "phone_number": "+628123456789",
    "email": "example@mail.com",
    "kyc_status": "REJECTED",
    "rejected_reason_code": "16",
    "rejected_reason": "not in the picture",
    "status": "BLOCKED",
    "created_at": "2022-01-01 13:00:00",
}


def _load(bench: Bench, *rows: Json) -> int:
    return bench.panel("POST", "/load", agents=list(rows)).status_code


def test_a_given_agent_is_shown_as_given_and_nothing_is_told(bench: Bench) -> None:
    assert _load(bench, SHOWN) == 200
    assert bench.api("GET", "/agents/41").json() == SHOWN | {"rejected_reason_code": 16}
    assert bench.panel("GET", "/deliveries").json()["deliveries"] == []


def test_one_from_a_callback_moves_on(bench: Bench, merchant: Merchant) -> None:
    callback = {
        "agent_id": 9,
        "agent_name": "John ",
        "kyc_status": "PENDING",
        "created_at": "2022-02-18 05:03:32",
    }
    _load(bench, callback)
    decide(bench, 9, "REJECTED", 11)
    told = merchant.told()[0]
    assert {name: told[name] for name in ("agent_id", "agent_name", "created_at")} == {
        name: callback[name] for name in ("agent_id", "agent_name", "created_at")
    }
    assert documents(bench, 9).status_code == 200


def test_one_that_is_final_is_told_once_when_its_status_is_asked_for(bench: Bench) -> None:
    _load(bench, SHOWN | {"kyc_status": "APPROVED", "rejected_reason_code": None})
    for _ in range(2):
        assert decide(bench, 41, "APPROVED").status_code == 200
    assert len(bench.panel("GET", "/deliveries").json()["deliveries"]) == 1


def test_its_numbers_are_taken_and_the_next_id_is_its_own(bench: Bench) -> None:
    _load(bench, SHOWN)
    assert bench.errors(ask_agent(bench, identity_number="X1234567")) == [("identity_number", 2002)]
    assert new_agent(bench)["id"] == 42


def test_loading_again_takes_the_place_of_the_former(bench: Bench) -> None:
    agent = agent_in(bench, "REJECTED")
    _load(bench, {"id": agent, "name": "Somebody else"})
    (held,) = bench.panel("GET", "/books").json()["agents"]
    assert (held["name"], held["kyc_status"], held["pictures"]) == ("Somebody else", "BASIC_DATA", [])


def test_a_whole_form_can_be_given_without_an_id(bench: Bench) -> None:
    assert _load(bench, AGENT | {"occupation": "OTHERS", "residence_city_id": 184}) == 200
    (held,) = bench.panel("GET", "/books").json()["agents"]
    assert (held["occupation"], held["residence_city_name"]) == ("OTHERS", "Kota Depok")


@pytest.mark.parametrize(
    "wrong",
    [
        {"kyc_status": "DONE"},
        {"status": "10"},
        {"id": "x"},
        {"rejected_reason_code": 99},
        {"city_id": "Depok"},
        {"gender": "x"},
    ],
)
def test_what_cannot_be_read_is_refused_as_a_whole(bench: Bench, wrong: Json) -> None:
    assert _load(bench, SHOWN, SHOWN | {"id": 42} | wrong) == 422
    assert bench.panel("GET", "/books").json()["agents"] == []


def test_a_transfer_can_be_given_in_an_agents_name(bench: Bench) -> None:
    row = {
        "id": 5,
        "agent_id": 41,
        "amount": 10000,
        "direction": "DOMESTIC_SPECIAL_TRANSFER",
        "status": "DONE",
    }
    bench.panel("POST", "/load", disbursements=[row], agents=[SHOWN])
    assert bench.api("GET", "/agent-disbursements?agent_id=41").json()["data"][0]["id"] == 5


def test_a_reset_takes_them_all_and_no_id_comes_back(bench: Bench) -> None:
    last = agent_in(bench, "REJECTED", identity_number="11")
    bench.panel("POST", "/reset")
    assert bench.panel("GET", "/books").json()["agents"] == []
    again = new_agent(bench, identity_number="11")["id"]
    assert int(str(again)) == int(str(last)) + 1
    assert bench.panel("GET", f"/agents/{again}").json()["pictures"] == []
