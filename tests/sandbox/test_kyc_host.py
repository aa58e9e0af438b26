"""The KYC host: its two addresses, its headers, its form of errors, faults on it, the bodies it reads."""

import pytest
import requests

from tests.sandbox.agent_steps import REQUEST_ID, agent_in, kyc, kyc_codes, part, send_picture, status_of
from tests.sandbox.bench import KEY, Bench


@pytest.mark.parametrize("prefix", ["/kyc/api/v1", "/kyc-sandbox/api/v1"])
@pytest.mark.parametrize("slash", ["", "/"])
def test_both_addresses_answer_with_and_without_a_slash(bench: Bench, prefix: str, slash: str) -> None:
    reply = kyc(bench, "GET", f"/countries{slash}", prefix=prefix)
    assert reply.json()["countries"][0] == {"id": 1, "name": "Indonesia"}


def test_a_wrong_key_is_answered_as_documented(bench: Bench) -> None:
    for auth in (None, ("wrong", "")):
        reply = kyc(bench, "GET", "/countries", auth=auth)
        assert (reply.status_code, reply.json()) == (
            401,
            {"errors": [{"code": 401, "message": "Invalid Auth"}]},
        )


@pytest.mark.parametrize("value", ["", "bigflip-", "0b0b5a0e-3f3c-4bd4-9c5e-5d2f9c3d7a11"])
def test_a_request_id_of_our_own_is_needed(bench: Bench, value: str) -> None:
    reply = kyc(bench, "GET", "/countries", headers={"Request-ID": value})
    assert (reply.status_code, kyc_codes(reply)) == (401, [401])


def test_the_request_id_of_the_sample_is_enough(bench: Bench) -> None:
    reply = kyc(bench, "GET", "/countries", headers={"Request-ID": "bigflip-32487iweurwer44534"})
    assert reply.status_code == 200


@pytest.mark.parametrize(
    ("user_type", "status", "code"), [("", 403, 403), ("2", 400, 4002), ("x", 400, 4002)]
)
def test_a_user_type_is_needed_and_is_one(bench: Bench, user_type: str, status: int, code: int) -> None:
    reply = kyc(bench, "PUT", "/users/1/submit", data={"user_type": user_type})
    assert (reply.status_code, kyc_codes(reply)) == (status, [code])


@pytest.mark.parametrize(("text", "status", "code"), [("x", 400, 4003), ("4711", 404, 1011)])
def test_an_agent_who_is_nobody_has_a_code(bench: Bench, text: str, status: int, code: int) -> None:
    image = {"image": part()}
    for path, more in (
        ("submit", {}),
        ("identities", {"data": {"identity_type": 1}, "files": image}),
        ("repair", {"data": {"name": "Siti"}}),
        ("repairPhoto", {"files": image}),
        ("repairSelfie", {"files": image}),
    ):
        reply = kyc(bench, "PUT", f"/users/{text}/{path}", **more)
        assert (reply.status_code, kyc_codes(reply)) == (status, [code]), path
    sent = kyc(bench, "POST", "/documents", data={"user_id": text}, files={"npwp": part()})
    assert (sent.status_code, kyc_codes(sent)) == (status, [code])


def test_pages_that_are_not_there_have_its_form_too(bench: Bench) -> None:
    assert (kyc(bench, "GET", "/nothing").status_code, kyc_codes(kyc(bench, "GET", "/nothing"))) == (
        404,
        [404],
    )
    wrong = kyc(bench, "POST", "/users/1/submit")
    assert (wrong.status_code, kyc_codes(wrong)) == (405, [405])


def test_maintenance_is_answered_here_too(bench: Bench) -> None:
    bench.panel("POST", "/clock", maintenance=True)
    reply = kyc(bench, "GET", "/countries")
    assert reply.status_code == 401
    assert reply.json()["errors"] == [{"code": 401, "message": "Flip is under maintenance."}]


@pytest.mark.parametrize("status", [401, 422, 500, 503])
def test_a_fault_answers_a_status_in_its_form(bench: Bench, status: int) -> None:
    bench.panel("POST", "/faults", match="PUT /users", do="status", status=status)
    reply = kyc(bench, "PUT", "/users/1/submit")
    assert (reply.status_code, kyc_codes(reply)) == (status, [status])
    assert kyc(bench, "GET", "/countries").status_code == 200


def test_a_fault_can_mean_the_selfie_alone(bench: Bench) -> None:
    agent = agent_in(bench, "UPLOAD_IDENTITY_SUCCESS")
    bench.panel("POST", "/faults", match="/identities", carries="selfie=1", do="refuse")
    assert send_picture(bench, agent).status_code == 200
    with pytest.raises(requests.ConnectionError):
        send_picture(bench, agent, selfie=1)
    assert status_of(bench, agent) == "UPLOAD_IDENTITY_SUCCESS"


def test_a_dropped_reply_has_done_its_work(bench: Bench) -> None:
    agent = agent_in(bench, "UPLOAD_IDENTITY_SELFIE_SUCCESS")
    bench.panel("POST", "/faults", match="/submit", do="drop_reply")
    with pytest.raises(requests.ConnectionError):
        kyc(bench, "PUT", f"/users/{agent}/submit")
    assert status_of(bench, agent) == "PENDING"


@pytest.mark.parametrize("content_type", ["multipart/form-data", "application/x-www-form-urlencoded"])
def test_a_body_without_boundary_is_read_as_urlencoded(bench: Bench, content_type: str) -> None:
    agent = agent_in(bench, "UPLOAD_IDENTITY_SELFIE_SUCCESS")
    reply = bench.http.put(
        f"{bench.url}/kyc/api/v1/users/{agent}/submit",
        data="user_type=1",
        auth=(KEY, ""),
        headers=REQUEST_ID | {"Content-Type": content_type},
        timeout=20,
    )
    assert reply.json() == {"message": "Submit success"}


def test_a_get_may_carry_its_parameters_in_the_body(bench: Bench) -> None:
    reply = bench.http.get(
        f"{bench.url}/kyc/api/v1/cities",
        files={"user_type": (None, "1"), "province_id": (None, "12")},
        auth=(KEY, ""),
        headers=REQUEST_ID,
        timeout=20,
    )
    assert {"id": 184, "name": "Kota Depok"} in reply.json()["cities"]
