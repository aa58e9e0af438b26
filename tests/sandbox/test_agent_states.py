"""The order of states: every call in every KYC status, and every word of the panel."""

from collections.abc import Callable

import pytest
import requests

from tests.sandbox.agent_steps import (
    BEFORE,
    WITH_CODE,
    agent_in,
    decide,
    documents,
    kyc,
    kyc_codes,
    part,
    send_picture,
    status_of,
    submit,
)
from tests.sandbox.bench import Bench

Call = Callable[[Bench, object], requests.Response]
STATUSES = ["BASIC_DATA", *BEFORE]
SELFIE_PROGRESS, SELFIE_SUCCESS, SELFIE_FAILED = (
    f"UPLOAD_IDENTITY_SELFIE_{end}" for end in ("PROGRESS", "SUCCESS", "FAILED")
)
BY_FLIP = {
    SELFIE_PROGRESS: {SELFIE_SUCCESS, SELFIE_FAILED},
    "PENDING": {"APPROVED", "REJECTED", "SUSPICIOUS", "NEED_TO_CHECK"},
    "SUSPICIOUS": {"APPROVED", "REJECTED"},
    "NEED_TO_CHECK": {"APPROVED", "REJECTED"},
    "REJECTED": {"HELP"},
}


def _picture_call(path: str) -> Call:
    return lambda bench, agent: kyc(bench, "PUT", f"/users/{agent}/{path}", files={"image": part()})


# By call: the rejection code it fits, and where it leads from where.
CALLS: dict[str, tuple[Call, int, dict[str, str]]] = {
    "identity": (
        send_picture,
        16,
        dict.fromkeys(
            ("BASIC_DATA", "UPLOAD_IDENTITY_FAILED", "UPLOAD_IDENTITY_SUCCESS"), "UPLOAD_IDENTITY_SUCCESS"
        ),
    ),
    "selfie": (
        lambda bench, agent: send_picture(bench, agent, selfie=1),
        16,
        {"UPLOAD_IDENTITY_SUCCESS": SELFIE_PROGRESS},
    ),
    "submit": (submit, 16, {SELFIE_SUCCESS: "PENDING"}),
    "documents": (documents, 11, dict.fromkeys((SELFIE_FAILED, "REJECTED", "HELP"), "PENDING")),
    "repair": (
        lambda bench, agent: kyc(bench, "PUT", f"/users/{agent}/repair", data={"name": "Siti"}),
        10,
        {"REJECTED": "PENDING"},
    ),
    "repairPhoto": (_picture_call("repairPhoto"), 16, {"REJECTED": "PENDING"}),
    "repairSelfie": (_picture_call("repairSelfie"), 23, {"REJECTED": "PENDING"}),
}


@pytest.mark.parametrize("name", CALLS)
def test_a_call_is_taken_in_its_states_alone(bench: Bench, name: str) -> None:
    call, code, ways = CALLS[name]
    for status in STATUSES:
        agent = agent_in(bench, status, code=code)
        reply = call(bench, agent)
        if status in ways:
            assert (reply.status_code, status_of(bench, agent)) == (200, ways[status]), status
        else:
            assert (reply.status_code, kyc_codes(reply)) == (400, [4010]), status
            assert status_of(bench, agent) == status


@pytest.mark.parametrize("status", ["BLACKLISTED", "BLOCKED", "DELETED"])
def test_an_agent_who_is_not_active_can_do_nothing(bench: Bench, status: str) -> None:
    for name, (call, code, ways) in CALLS.items():
        agent = agent_in(bench, next(iter(ways)), code=code)
        bench.panel("POST", f"/agents/{agent}", status=status)
        assert kyc_codes(call(bench, agent)) == [4015], name
        assert bench.api("GET", f"/agents/{agent}").json()["status"] == status


@pytest.mark.parametrize("status", STATUSES)
def test_the_panel_walks_flips_edges_and_no_others(bench: Bench, status: str) -> None:
    for wanted in STATUSES:
        agent = agent_in(bench, status)
        reply = decide(bench, agent, wanted, 16 if wanted in WITH_CODE else None)
        if wanted == status or wanted in BY_FLIP.get(status, ()):
            assert (reply.status_code, reply.json()["kyc_status"]) == (200, wanted)
        else:
            assert reply.status_code == 409, wanted
            assert status in reply.json()["error"]
            assert status_of(bench, agent) == status


@pytest.mark.parametrize("code", [None, "", 9, 34, "x", "1", 16.5, True, [16]])
def test_a_rejection_needs_a_code_of_the_list(bench: Bench, code: object) -> None:
    for status, before in ((SELFIE_FAILED, SELFIE_PROGRESS), ("REJECTED", "PENDING")):
        agent = agent_in(bench, before)
        assert decide(bench, agent, status, code).status_code == 422
        assert status_of(bench, agent) == before


def test_the_panel_refuses_what_makes_no_sense(bench: Bench) -> None:
    agent = agent_in(bench, "PENDING")
    assert decide(bench, agent, "DONE").status_code == 422
    assert decide(bench, agent, "APPROVED", 16).status_code == 422
    assert decide(bench, 4711, "APPROVED").status_code == 404
    assert bench.panel("POST", f"/agents/{agent}", status="SLEEPING").status_code == 422
    assert bench.panel("POST", "/agents/4711", status="ACTIVE").status_code == 404
    assert bench.panel("GET", "/agents/4711").status_code == 404
    decide(bench, agent, "REJECTED", "16")
    assert decide(bench, agent, "REJECTED", 17).status_code == 409


def test_times_of_submission_and_approval_are_kept(bench: Bench) -> None:
    decide(bench, agent := agent_in(bench, "SUSPICIOUS"), "APPROVED")
    newest, oldest = bench.panel("GET", f"/deliveries?subject={agent}").json()["deliveries"]
    times = ("submitted_at", "verified_at")
    assert [oldest["data"][name] for name in times] == [None, None]
    assert None not in [newest["data"][name] for name in times]
