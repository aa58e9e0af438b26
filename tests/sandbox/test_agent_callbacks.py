"""The agent KYC callback: for four statuses, once and never again, and after the row has its status."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tests.sandbox.agent_steps import agent_in, decide, kyc, part, status_of
from tests.sandbox.bench import Bench, Json, MakeBench, Merchant

FIELDS = [
    *("agent_id", "agent_name", "kyc_status", "rejected_reason_code", "rejected_reason"),
    *("created_at", "updated_at", "submitted_at", "verified_at"),
]


def _deliveries(bench: Bench, agent: object) -> list[Json]:
    rows = bench.panel("GET", f"/deliveries?subject={agent}").json()["deliveries"]
    assert isinstance(rows, list)
    return rows


def test_four_statuses_are_told_and_no_others(bench: Bench, merchant: Merchant) -> None:
    agent = agent_in(bench, "REJECTED", code=17)
    kyc(bench, "PUT", f"/users/{agent}/repairPhoto", files={"image": part()})
    for status in ("SUSPICIOUS", "APPROVED"):
        decide(bench, agent, status)
    failed = agent_in(bench, "UPLOAD_IDENTITY_SELFIE_FAILED", code=10)
    merchant.wait_for(4)
    told = sorted((row["data"]["agent_id"], row["data"]["kyc_status"]) for row in _all(bench))  # type: ignore[index]
    assert told == [
        (agent, "APPROVED"),
        (agent, "REJECTED"),
        (agent, "UPLOAD_IDENTITY_SELFIE_SUCCESS"),
        (failed, "UPLOAD_IDENTITY_SELFIE_FAILED"),
    ]
    for data in merchant.told(4):
        assert list(data) == FIELDS


def test_the_code_is_text_after_the_check_and_a_number_after_the_selfie(bench: Bench) -> None:
    rejected, failed = (
        _deliveries(bench, agent_in(bench, status, code=17))[0]["data"]
        for status in ("REJECTED", "UPLOAD_IDENTITY_SELFIE_FAILED")
    )
    assert isinstance(rejected, dict)
    assert isinstance(failed, dict)
    assert (rejected["rejected_reason_code"], failed["rejected_reason_code"]) == ("17", 17)
    assert str(rejected["rejected_reason"]).startswith("Part of the data on the photo ID card is missing")
    approved = _deliveries(bench, agent_in(bench, "APPROVED"))[0]["data"]
    assert isinstance(approved, dict)
    assert (approved["rejected_reason_code"], approved["rejected_reason"]) == (None, None)


def test_a_refused_callback_is_not_sent_again(bench: Bench, merchant: Merchant) -> None:
    merchant.statuses = [500]
    agent = agent_in(bench, "UPLOAD_IDENTITY_SELFIE_SUCCESS")
    merchant.wait_for(1)
    other = agent_in(bench, "UPLOAD_IDENTITY_SELFIE_SUCCESS")
    merchant.wait_for(2)
    (first,), (second,) = _until_done(bench, agent), _until_done(bench, other)
    assert (first["state"], second["state"]) == ("given_up", "delivered")
    assert len(merchant.got) == 2


def test_it_can_be_sent_again_by_hand(bench: Bench, merchant: Merchant) -> None:
    merchant.statuses = [500]
    agent = agent_in(bench, "UPLOAD_IDENTITY_SELFIE_SUCCESS")
    (delivery,) = _until_done(bench, agent)
    assert bench.panel("POST", f"/deliveries/{delivery['id']}/resend").json()["status"] == 200
    assert merchant.got[0] == merchant.got[1]


@pytest.fixture
def asking() -> Iterator[tuple[str, dict[str, object], list[str]]]:
    """A merchant that asks for the agent's status before it answers a callback."""
    held: dict[str, object] = {}
    seen: list[str] = []

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            bench = held["bench"]
            assert isinstance(bench, Bench)
            seen.append(status_of(bench, held["agent"]))
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Door)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}", held, seen
    server.shutdown()
    server.server_close()


def test_the_row_has_its_status_before_the_callback_leaves(
    make_bench: MakeBench, asking: tuple[str, dict[str, object], list[str]]
) -> None:
    url, held, seen = asking
    bench = make_bench(callback_base_url=url)
    held["bench"], held["agent"] = bench, agent_in(bench, "UPLOAD_IDENTITY_SELFIE_PROGRESS")
    decide(bench, held["agent"], "UPLOAD_IDENTITY_SELFIE_SUCCESS")
    _until_done(bench, held["agent"])
    assert seen == ["UPLOAD_IDENTITY_SELFIE_SUCCESS"]


def test_asking_for_a_status_again_tells_nothing_new(bench: Bench) -> None:
    agent = agent_in(bench, "REJECTED")
    for code in (None, 16):
        assert decide(bench, agent, "REJECTED", code).status_code == 200
    assert len(_deliveries(bench, agent)) == 2, "the selfie's, and one rejection"


def _all(bench: Bench) -> list[Json]:
    rows = bench.panel("GET", "/deliveries").json()["deliveries"]
    assert isinstance(rows, list)
    return rows


def _until_done(bench: Bench, agent: object) -> list[Json]:
    for _ in range(500):
        rows = _deliveries(bench, agent)
        if all(row["state"] != "waiting" for row in rows):
            return rows
        threading.Event().wait(0.01)
    raise AssertionError(rows)
