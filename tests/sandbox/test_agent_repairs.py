"""After a rejection: each code is mended by its calls alone, three times a kind, then by documents."""

import pytest
import requests

from tests.sandbox.agent_steps import (
    agent_in,
    decide,
    documents,
    kyc,
    kyc_codes,
    new_agent,
    part,
    status_of,
)
from tests.sandbox.bench import Bench

CALLS = ("repair", "repairPhoto", "repairSelfie", "documents")
# As the reference lists them; a code that is not here can be mended by nobody but Flip.
MENDED_BY = {10: {"repair"}, 11: {"documents"}, 13: {"documents"}}
MENDED_BY |= dict.fromkeys((14, 15, 16, 18, 19, 20), {"repairPhoto"})
MENDED_BY |= dict.fromkeys((17, 21), {"repairPhoto", "documents"})
MENDED_BY |= dict.fromkeys((23, 24, 25, 26, 27), {"repairSelfie"})
MENDED_BY |= dict.fromkeys((31, 32, 33), {"documents"})


def _mend(bench: Bench, agent: object, call: str) -> requests.Response:
    if call == "documents":
        return documents(bench, agent)
    if call == "repair":
        return kyc(bench, "PUT", f"/users/{agent}/repair", data={"birth_place": "Bogor"})
    return kyc(bench, "PUT", f"/users/{agent}/{call}", files={"image": part()})


@pytest.mark.parametrize("code", range(10, 34))
def test_a_code_is_mended_by_its_calls_alone(bench: Bench, code: int) -> None:
    for call in CALLS:
        agent = agent_in(bench, "REJECTED", code=code)
        shown = bench.api("GET", f"/agents/{agent}").json()
        assert (shown["rejected_reason_code"], bool(shown["rejected_reason"])) == (code, True)
        reply = _mend(bench, agent, call)
        if call in MENDED_BY.get(code, set()):
            assert reply.status_code == 200, call
            shown = bench.api("GET", f"/agents/{agent}").json()
            assert (shown["kyc_status"], shown["rejected_reason_code"]) == ("PENDING", None)
        else:
            assert (reply.status_code, kyc_codes(reply)) == (400, [4006]), call
            assert status_of(bench, agent) == "REJECTED"


@pytest.mark.parametrize(("code", "call"), [(10, "repair"), (16, "repairPhoto"), (23, "repairSelfie")])
def test_after_three_of_a_kind_only_documents_help(bench: Bench, code: int, call: str) -> None:
    agent = agent_in(bench, "REJECTED", code=code)
    for _ in range(3):
        assert kyc_codes(documents(bench, agent)) == [4006]
        assert _mend(bench, agent, call).status_code == 200
        decide(bench, agent, "REJECTED", code)
    assert bench.panel("GET", f"/agents/{agent}").json()["repairs"] == {call: 3}
    assert kyc_codes(_mend(bench, agent, call)) == [4011]
    assert documents(bench, agent).status_code == 200
    assert status_of(bench, agent) == "PENDING"


def test_a_repair_that_was_refused_is_not_counted(bench: Bench) -> None:
    agent = agent_in(bench, "REJECTED", code=16)
    for _ in range(4):
        bad = kyc(bench, "PUT", f"/users/{agent}/repairPhoto", files={"image": part(b"x")})
        assert kyc_codes(bad) == [4009]
    assert kyc_codes(kyc(bench, "PUT", f"/users/{agent}/repairPhoto")) == [1001]
    assert _mend(bench, agent, "repairPhoto").status_code == 200


def test_repaired_data_are_changed_and_the_rest_stays(bench: Bench) -> None:
    made = new_agent(bench, email="siti@example.com")
    agent = agent_in(bench, "REJECTED", code=10, name="Siti Aminah")
    sent = {
        "identity_type": 2,
        "identity_number": "X1234567",
        "gender": 1,
        "city_id": 181,
        "address": "Jl. Asia 1",
    }
    reply = kyc(bench, "PUT", f"/users/{agent}/repair", data=sent).json()
    assert (reply["nik"], reply["passport_number"], reply["identity_type"]) == (None, "X1234567", 2)
    assert (reply["gender"], reply["city_id"], reply["name"]) == (1, 181, "Siti Aminah")
    assert (reply["status"], reply["birth_date"]) == (20, "31-10-1990T00:00:00Z")
    held = bench.panel("GET", f"/agents/{agent}").json()
    assert (held["identity_type"], held["city_name"], held["gender"]) == ("passport", "Kota Bandung", "male")
    assert bench.panel("GET", f"/agents/{made['id']}").json()["identity_type"] == "ktp"


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("name", "Siti?", 2003),
        ("name", "Siti-Rahayu", 2004),
        ("name", "S" * 51, 2001),
        ("identity_type", "ktp", 4004),
        ("identity_number", "3" * 17, 2001),
        ("birth_date", "1990-10-31", 1002),
        ("birth_date", "31-02-1990", 1002),
        ("gender", "male", 1002),
        ("occupation", "astronaut", 1002),
        ("country_id", "x", 1002),
        ("residence_city_id", "x", 1002),
        ("address", "Jalan #1", 2003),
        ("address", "J" * 301, 2001),
    ],
)
def test_repaired_data_are_checked(bench: Bench, name: str, value: str, code: int) -> None:
    agent = agent_in(bench, "REJECTED", code=10)
    reply = kyc(bench, "PUT", f"/users/{agent}/repair", data={name: value})
    assert (reply.status_code, kyc_codes(reply)) == (400, [code])
    assert status_of(bench, agent) == "REJECTED"


def test_another_agents_identity_number_is_refused(bench: Bench) -> None:
    other = new_agent(bench)
    agent = agent_in(bench, "REJECTED", code=10)
    data = {"identity_number": other["identity_number"]}
    assert kyc_codes(kyc(bench, "PUT", f"/users/{agent}/repair", data=data)) == [4012]


def test_a_repair_of_nothing_is_refused(bench: Bench) -> None:
    agent = agent_in(bench, "REJECTED", code=10)
    data = {"name": "", "nationality": "no parameter since 2023"}
    assert kyc_codes(kyc(bench, "PUT", f"/users/{agent}/repair", data=data)) == [4001]


def test_documents_need_a_name_of_the_list(bench: Bench) -> None:
    agent = agent_in(bench, "HELP")
    assert kyc_codes(documents(bench, agent, ())) == [4013]
    assert kyc_codes(documents(bench, agent, ("holiday", "image"))) == [4013]
    assert kyc_codes(kyc(bench, "POST", "/documents", files={"npwp": part()})) == [1001]
