"""Transfers in an agent's name: who may send, what they share with other transfers, their own list."""

import pytest
import requests

from tests.sandbox.agent_steps import BEFORE, agent_in
from tests.sandbox.bench import Bench, Json, Merchant

PATHS = [(version, path) for version in (2, 3) for path in ("/agent-disbursements", "/agent-disbursement")]
START = 950_000_000_000


def _ask(
    bench: Bench,
    path: str = "/agent-disbursements",
    /,
    *,
    key: object = "k",
    version: object = 2,
    **fields: object,
) -> requests.Response:
    wanted = {"direction": "DOMESTIC_SPECIAL_TRANSFER"} | fields
    return bench.ask_transfer(path, key=key, version=version, **wanted)


def _send(bench: Bench, agent: object, **fields: object) -> Json:
    bench.made += 1
    reply = _ask(bench, key=f"key-{bench.made}", agent_id=agent, **fields)
    assert reply.status_code == 200, reply.text
    held = reply.json()
    assert isinstance(held, dict)
    return held


@pytest.fixture
def agent(bench: Bench) -> object:
    return agent_in(bench, "APPROVED")


def test_all_four_addresses_take_one_with_the_form_of_v3(bench: Bench, agent: object) -> None:
    for number, (version, path) in enumerate(PATHS):
        sent = {"beneficiary_email": "a@example.com", "recipient_city": "no parameter here"}
        reply = _ask(bench, path, key=f"k{number}", version=version, agent_id=agent, **sent)
        held = reply.json()
        assert (reply.status_code, held["status"], held["recipient_city"]) == (200, "PENDING", 394)
        assert (held["beneficiary_email"], held["idempotency_key"]) == ("a@example.com", f"k{number}")
        assert held["sender"] == {
            "sender_name": "Siti Rahayu",
            "place_of_birth": None,
            "date_of_birth": "31-10-1990",
            "address": "Jalan Margonda Raya 1",
            "sender_identity_type": "nat_id",
            "sender_identity_number": bench.api("GET", f"/agents/{agent}").json()["identity_number"],
            "sender_country": 1,
            "job": "entrepreneur",
        }
        for shown_by in (2, 3):
            shown = bench.api("GET", f"/agent-disbursements/{held['id']}", prefix=f"/api/v{shown_by}")
            assert shown.json() == held


@pytest.mark.parametrize("status", [status for status in ["BASIC_DATA", *BEFORE] if status != "APPROVED"])
def test_an_agent_sends_only_once_approved(bench: Bench, status: str) -> None:
    assert bench.errors(_ask(bench, agent_id=agent_in(bench, status))) == [("agent_id", 1090)]
    assert bench.balance() == START


@pytest.mark.parametrize("status", ["BLACKLISTED", "BLOCKED", "DELETED"])
def test_an_agent_sends_only_while_active(bench: Bench, agent: object, status: str) -> None:
    bench.panel("POST", f"/agents/{agent}", status=status)
    assert bench.errors(_ask(bench, agent_id=agent)) == [("agent_id", 1091)]
    bench.panel("POST", f"/agents/{agent}", status="ACTIVE")
    assert _ask(bench, agent_id=agent).status_code == 200


def test_an_unknown_agent_is_not_found(bench: Bench) -> None:
    reply = _ask(bench, agent_id=4711)
    assert (reply.status_code, reply.json()["message"]) == (404, "Agent not found")
    assert bench.panel("GET", "/books").json()["disbursements"] == []


def test_its_fields_are_checked_before_the_agent(bench: Bench) -> None:
    wrong = _ask(bench, key="", agent_id=None, direction="DOMESTIC_TRANSFER", amount=9999, remark="x?")
    assert sorted(bench.errors(wrong)) == [
        ("agent_id", 1001),
        ("amount", 1021),
        ("direction", 1041),
        ("idempotency-key", 1001),
        ("remark", 1002),
    ]
    assert bench.errors(_ask(bench, agent_id="A1", direction="")) == [("agent_id", 1020), ("direction", 1001)]


def test_the_agent_comes_before_account_and_balance(bench: Bench, agent: object) -> None:
    invalid = {"bank_code": "bca", "account_number": "1232123123212"}
    assert bench.errors(_ask(bench, agent_id=agent_in(bench, "PENDING"), **invalid)) == [("agent_id", 1090)]
    assert bench.errors(_ask(bench, agent_id=agent, **invalid)) == [("account_number", 1025)]
    poor = _ask(bench, agent_id=agent, amount=START)
    assert (poor.status_code, poor.json()["code"]) == (422, "BALANCE_INSUFFICIENT")


def test_keys_are_shared_with_the_other_transfers(bench: Bench, agent: object) -> None:
    first = _ask(bench, key="one", agent_id=agent)
    again = _ask(bench, "/agent-disbursement", key="one", version=3, agent_id=4711)
    assert again.content == first.content
    assert bench.ask_transfer(key="one").json()["id"] == first.json()["id"]
    found = bench.api("GET", "/get-disbursement?idempotency-key=one", prefix="/api/v3")
    assert found.json() == first.json()
    assert bench.balance() == START - 25_000 - first.json()["fee"]


def test_it_is_settled_cancelled_and_told_like_any_other(
    bench: Bench, merchant: Merchant, agent: object
) -> None:
    done, cancelled = _send(bench, agent), _send(bench, agent)
    told_before = len(merchant.wait_for(2))
    merchant.statuses = [500]
    bench.panel("POST", f"/disbursements/{done['id']}", status="DONE")
    merchant.wait_for(told_before + 2)
    bench.panel("POST", f"/disbursements/{cancelled['id']}", status="CANCELLED", reason="INACTIVE_ACCOUNT")
    (path, _), *_, (_, _) = merchant.wait_for(told_before + 3)[told_before:]
    first, again, last = merchant.told(told_before + 3)[told_before:]
    assert path == "/callbacks/disbursement"
    assert (first["status"], first["sender"], first) == ("DONE", done["sender"], again)
    assert (last["status"], last["reason"]) == ("CANCELLED", "INACTIVE_ACCOUNT")
    assert "beneficiary_email" not in first
    assert bench.balance() == START - 25_000 - int(str(done["fee"]))


def test_the_list_of_all_holds_them_and_their_own_holds_no_other(bench: Bench, agent: object) -> None:
    other = agent_in(bench, "APPROVED")
    common, mine, theirs = bench.transfer(), _send(bench, agent), _send(bench, other)
    everything = bench.api("GET", "/disbursement").json()
    assert {row["id"] for row in everything["data"]} == {common["id"], mine["id"], theirs["id"]}
    assert "idempotency_key" not in everything["data"][0]
    own = bench.api("GET", "/agent-disbursements").json()
    assert [row["id"] for row in own["data"]] == [theirs["id"], mine["id"]]
    assert bench.api("GET", f"/agent-disbursements?agent_id={agent}").json()["data"] == [mine]
    assert bench.api("GET", "/agent-disbursements?agent_id=4711").json()["total_data"] == 0
    for unknown in (common["id"], "x", 4711):
        assert bench.api("GET", f"/agent-disbursements/{unknown}").status_code == 404
    assert bench.api("GET", f"/disbursement/{mine['id']}").json()["id"] == mine["id"]


def test_the_list_is_sorted_and_paged(bench: Bench, agent: object) -> None:
    made = [_send(bench, agent, amount=amount)["id"] for amount in (30000, 10000, 20000)]

    def ids(query: str) -> list[object]:
        return [row["id"] for row in bench.api("GET", f"/agent-disbursements?{query}").json()["data"]]

    assert ids("sort=amount") == [made[1], made[2], made[0]]
    assert ids("sort=-amount&pagination=2") == [made[0], made[2]]
    assert ids("sort=id&pagination=2&page=2") == [made[2]]
    bench.panel("POST", f"/disbursements/{made[1]}", status="DONE")
    assert ids("sort=status")[0] == made[1]
    assert ids("status=DONE&amount=1") == made[::-1], "other filters are unknown here"
    for wrong, attribute, code in (
        ("sort=timestamp", "sort", 1041),
        ("pagination=0", "pagination", 1032),
        ("page=x", "page", 1032),
    ):
        assert bench.errors(bench.api("GET", f"/agent-disbursements?{wrong}")) == [(attribute, code)]


def test_a_passport_stays_a_passport(bench: Bench) -> None:
    agent = agent_in(bench, "APPROVED", identity_type="passport", identity_number="X1234567")
    sender = _send(bench, agent)["sender"]
    assert isinstance(sender, dict)
    assert (sender["sender_identity_type"], sender["sender_identity_number"]) == ("passport", "X1234567")
