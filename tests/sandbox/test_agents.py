"""Agents on the main host: created, updated, shown, and the whole way from the form to APPROVED."""

import pytest

from tests.sandbox.agent_steps import AGENT, agent_in, ask_agent, decide, new_agent, send_picture, submit
from tests.sandbox.bench import Bench, Merchant

RESIDENCE = {
    "residence_country_id": 1,
    "residence_province_id": 1,
    "residence_city_id": 1,
    "residence_district_id": 1,
    "residence_address": "Jalan Merdeka 17 - 2",
}


@pytest.mark.parametrize("prefix", ["/api/v2", "/big_sandbox_api/v2"])
def test_an_agent_is_created_and_shown(bench: Bench, prefix: str) -> None:
    made = bench.api("POST", "/agents", prefix=prefix, data=AGENT | {"email": "siti@example.com"}).json()
    assert made["kyc_status"] == "BASIC_DATA"
    assert (made["phone_number"], made["occupation"]) == ("+6281234567890", "ENTREPRENEUR")
    assert (made["city_name"], made["district_name"]) == ("Kota Depok", "Sukmajaya")
    assert (made["residence_city_id"], made["residence_city_name"], made["residence_address"]) == (
        None,
        "",
        "",
    )
    shown = bench.api("GET", f"/agents/{made['id']}", prefix=prefix).json()
    assert {name: shown[name] for name in set(shown) & set(made)} == {
        name: made[name] for name in set(shown) & set(made)
    }
    assert (shown["status"], shown["rejected_reason_code"], shown["rejected_reason"]) == ("ACTIVE", None, "")


def test_the_way_from_the_form_to_approved_is_told_twice(bench: Bench, merchant: Merchant) -> None:
    agent = new_agent(bench)["id"]
    assert send_picture(bench, agent).json()["image_url"].endswith(".jpg")
    assert send_picture(bench, agent, selfie=1).status_code == 200
    decide(bench, agent, "UPLOAD_IDENTITY_SELFIE_SUCCESS")
    assert submit(bench, agent).json() == {"message": "Submit success"}
    decide(bench, agent, "APPROVED")
    selfie, approved = merchant.told(2)
    assert [path for path, _ in merchant.got] == ["/callbacks/agent"] * 2
    assert (selfie["kyc_status"], approved["kyc_status"]) == ("UPLOAD_IDENTITY_SELFIE_SUCCESS", "APPROVED")
    assert selfie["submitted_at"] is None
    assert None not in (approved["submitted_at"], approved["verified_at"])


def test_a_residence_of_its_own_is_kept(bench: Bench) -> None:
    made = new_agent(bench, **RESIDENCE)
    assert {name: made[name] for name in RESIDENCE} == RESIDENCE
    assert made["residence_district_name"] == "Teupah Selatan"


def test_a_residence_at_the_identitys_address_repeats_it(bench: Bench) -> None:
    made = new_agent(bench, **RESIDENCE | {"use_identity_address": 1})
    names = (
        "country_id",
        "country_name",
        "province_id",
        "city_name",
        "district_id",
        "district_name",
        "address",
    )
    assert [made[f"residence_{name}"] for name in names] == [made[name] for name in names]


def test_an_update_says_everything_anew(bench: Bench) -> None:
    agent = new_agent(bench, email="a@example.com")["id"]
    changed = ask_agent(bench, "PUT", f"/agents/{agent}", name="Budi Santoso", gender="male")
    assert (changed.json()["name"], changed.json()["email"]) == ("Budi Santoso", "")
    assert bench.errors(ask_agent(bench, "PUT", f"/agents/{agent}", name=None)) == [("name", 1001)]


@pytest.mark.parametrize(
    ("status", "open_to_change"),
    [
        ("UPLOAD_IDENTITY_FAILED", True),
        ("UPLOAD_IDENTITY_SELFIE_PROGRESS", True),
        ("UPLOAD_IDENTITY_SELFIE_SUCCESS", True),
        ("PENDING", False),
        ("REJECTED", False),
        ("APPROVED", False),
    ],
)
def test_an_update_is_taken_until_flip_has_the_data(bench: Bench, status: str, open_to_change: bool) -> None:
    agent = agent_in(bench, status)
    reply = ask_agent(bench, "PUT", f"/agents/{agent}")
    if open_to_change:
        assert reply.json()["kyc_status"] == status
    else:
        assert bench.errors(reply) == [("id", 1092)]


def test_an_agent_that_is_not_active_cannot_be_updated(bench: Bench) -> None:
    agent = new_agent(bench)["id"]
    assert bench.panel("POST", f"/agents/{agent}", status="BLOCKED").json()["status"] == "BLOCKED"
    assert bench.errors(ask_agent(bench, "PUT", f"/agents/{agent}")) == [("id", 1092)]


@pytest.mark.parametrize("text", ["4711", "x", "1e3", "9" * 30])
def test_an_unknown_agent_is_named_as_such(bench: Bench, text: str) -> None:
    for method in ("GET", "PUT"):
        reply = bench.api(method, f"/agents/{text}")
        assert (reply.status_code, reply.json()["message"]) == (404, "Agent not found")


def test_agents_are_of_v2_and_have_no_list(bench: Bench) -> None:
    assert bench.api("POST", "/agents", prefix="/api/v3", data=AGENT).status_code == 404
    assert bench.api("GET", "/agents").status_code == 405
    refused = bench.api("POST", "/agents", auth=("wrong", ""), data=AGENT)
    assert refused.json()["message"] == "Your request was made with invalid credentials."
