"""The panel's page about agents: what is held is shown, and every form does its work."""

import re

import requests

from tests.sandbox.agent_steps import agent_in, new_agent, status_of
from tests.sandbox.bench import Bench, Merchant

CODE = "<script>alert(1)</script>"


def _page(bench: Bench, language: str = "en") -> str:
    reply = bench.http.get(f"{bench.url}/panel/agents?lang={language}")
    assert reply.status_code == 200
    return reply.text


def _do(bench: Bench, agent: object, **form: object) -> requests.Response:
    found = re.search(r'name="token" value="([^"]+)"', _page(bench))
    assert found
    return bench.http.post(f"{bench.url}/panel/agents/{agent}", data={"token": found[1]} | form)


def test_an_empty_page_says_how_agents_come(bench: Bench) -> None:
    assert "No agents yet" in _page(bench)
    assert "Belum ada agen" in _page(bench, "id")


def test_an_agent_is_decided_by_hand(bench: Bench, merchant: Merchant) -> None:
    agent = agent_in(bench, "UPLOAD_IDENTITY_SELFIE_PROGRESS")
    assert "Refuse the selfie" in _page(bench)
    assert "Done." in _do(bench, agent, do="UPLOAD_IDENTITY_SELFIE_FAILED", code="23").text
    assert "(23: The selfie with the identity card is unclear" in _page(bench)
    assert merchant.told()[0]["rejected_reason_code"] == 23


def test_a_code_is_sent_only_where_one_belongs(bench: Bench) -> None:
    agent = agent_in(bench, "PENDING")
    assert "Done." in _do(bench, agent, do="NEED_TO_CHECK", code="10").text
    assert "Done." in _do(bench, agent, do="APPROVED", code="10").text
    assert status_of(bench, agent) == "APPROVED"
    assert "APPROVED: it waits for the merchant" in _do(bench, agent, do="REJECTED", code="10").text
    assert "Nothing waits for Flip." in _page(bench)


def test_an_agents_rights_are_taken_and_given(bench: Bench) -> None:
    agent = new_agent(bench)["id"]
    assert "Done." in _do(bench, agent, status="BLACKLISTED").text
    assert bench.api("GET", f"/agents/{agent}").json()["status"] == "BLACKLISTED"
    assert "not possible" in _do(bench, agent, status="ASLEEP").text


def test_what_a_merchant_sent_is_shown_as_text(bench: Bench) -> None:
    bench.panel(
        "POST", "/load", agents=[{"id": 1, "name": CODE, "rejected_reason": CODE, "phone_number": CODE}]
    )
    assert "alert(1)" in _page(bench)
    assert "<script>" not in _page(bench)


def test_pictures_are_shown_as_hash_and_size(bench: Bench) -> None:
    agent = agent_in(bench, "UPLOAD_IDENTITY_SUCCESS")
    kept = bench.panel("GET", f"/agents/{agent}").json()["pictures"][0]
    assert kept["sha256"] in _page(bench)
    assert f"{kept['size']} bytes" in _page(bench)


def test_the_overview_counts_them_and_leads_there(bench: Bench) -> None:
    new_agent(bench)
    overview = bench.http.get(f"{bench.url}/panel").text
    assert re.search(r'href="/panel/agents">Agents</a></dt>\s*<dd>1</dd>', overview)


def test_older_agents_are_on_the_next_page(bench: Bench) -> None:
    rows = [{"id": number, "name": f"Agent {number} end"} for number in range(1, 53)]
    bench.panel("POST", "/load", agents=rows)
    assert "Agent 3 end" in _page(bench)
    assert "Agent 2 end" not in _page(bench)
    assert "Agent 2 end" in bench.http.get(f"{bench.url}/panel/agents?before=3").text
