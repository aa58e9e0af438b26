"""Faults on purpose: late, refused, answered without work, worked without answer."""

import time

import pytest
import requests

from tests.sandbox.bench import Bench, MakeBench

BILL = {"title": "Kopi", "type": "SINGLE"}


def test_a_delay_holds_only_what_matches(bench: Bench) -> None:
    bench.panel("POST", "/faults", match="POST /pwf/bill", do="delay", seconds=0.3)
    started = time.monotonic()
    bench.api("GET", "/pwf/bill")
    assert time.monotonic() - started < 0.25
    assert bench.api("POST", "/pwf/bill", data=BILL).status_code == 200
    assert time.monotonic() - started > 0.3


@pytest.mark.parametrize("do", ["refuse", "drop_reply"])
def test_a_closed_connection_sends_no_byte(bench: Bench, do: str) -> None:
    fault = bench.panel("POST", "/faults", match="POST /pwf/bill", do=do, times=1).json()
    assert (fault["do"], fault["times_left"]) == (do, 1)
    with pytest.raises(requests.ConnectionError):
        bench.api("POST", "/pwf/bill", data=BILL)
    made = len(bench.api("GET", "/pwf/bill").json())
    assert made == (1 if do == "drop_reply" else 0)
    assert bench.api("POST", "/pwf/bill", data=BILL).status_code == 200, "it was for one call"
    assert bench.panel("GET", "/faults").json() == {"faults": []}


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (401, "Your request was made with invalid credentials."),
        (403, "Signature is invalid."),
        (404, "Page not found."),
        (500, "An internal server error occurred."),
        (503, "Service Unavailable."),
    ],
)
def test_a_status_is_answered_with_its_documented_body_and_without_work(
    bench: Bench, status: int, message: str
) -> None:
    bench.panel("POST", "/faults", match="POST /pwf/bill", do="status", status=status)
    reply = bench.api("POST", "/pwf/bill", data=BILL)
    assert (reply.status_code, reply.json()["message"], reply.json()["status"]) == (status, message, status)
    assert bench.api("GET", "/pwf/bill").json() == []


def test_a_gateways_page_and_a_retry_after_can_be_served(bench: Bench) -> None:
    bench.panel("POST", "/faults", do="status", status=200, body="", match="GET /pwf/payment")
    assert bench.api("GET", "/pwf/payment").text == ""
    bench.panel("POST", "/faults", do="status", status=429, retry_after=7, match="/general")
    assert bench.api("GET", "/general/balance").headers["Retry-After"] == "7"


def test_an_empty_match_means_every_api_call_and_never_the_panel(bench: Bench) -> None:
    bench.panel("POST", "/faults", do="status", status=500)
    assert bench.api("GET", "/general/maintenance").status_code == 500
    assert bench.api("GET", "/nothing").status_code == 500
    assert bench.panel("GET", "/books").status_code == 200
    assert bench.http.get(bench.url + "/panel").status_code == 200
    assert bench.panel("DELETE", "/faults").json() == {"removed": 1}
    assert bench.api("GET", "/general/maintenance").status_code == 200


def test_a_rate_hits_some_and_spares_some(bench: Bench) -> None:
    bench.panel("POST", "/faults", do="status", status=500, rate=0.5)
    statuses = {bench.api("GET", "/general/maintenance").status_code for _ in range(60)}
    assert statuses == {200, 500}


def test_faults_outlive_a_restart_and_go_with_a_reset(make_bench: MakeBench) -> None:
    bench = make_bench(background=False)
    bench.panel("POST", "/faults", do="status", status=503, times=2)
    bench.api("GET", "/general/balance")
    again = make_bench(background=False)
    (fault,) = again.panel("GET", "/faults").json()["faults"]
    assert (fault["status"], fault["times_left"]) == (503, 1)
    again.panel("POST", "/reset")
    assert again.panel("GET", "/faults").json() == {"faults": []}


@pytest.mark.parametrize(
    "fault", [{}, {"do": "explode"}, {"do": "delay", "seconds": -1}, {"do": "status", "x": 1}]
)
def test_a_fault_that_makes_no_sense_is_refused(bench: Bench, fault: dict[str, object]) -> None:
    assert bench.panel("POST", "/faults", **fault).status_code == 422


def test_a_fault_can_mean_one_path_alone_or_one_bank(bench: Bench) -> None:
    to = {"account_number": "1122333300", "amount": "10000"}
    bench.panel(
        "POST", "/faults", match="POST /disbursement$", carries="bank_code=bca", do="status", status=500
    )
    assert bench.api("POST", "/disbursement", data=to | {"bank_code": "bca"}).status_code == 500
    assert bench.api("POST", "/disbursement", data=to | {"bank_code": "bni"}).status_code == 200
    inquiry = bench.api("POST", "/disbursement/bank-account-inquiry", data=to | {"bank_code": "bca"})
    assert inquiry.status_code == 200


def test_a_seed_hits_the_same_calls_of_a_row_again(bench: Bench) -> None:
    def hit() -> list[int]:
        bench.panel("POST", "/faults", match="GET /general", do="status", status=500, rate=0.5, seed=7)
        met = [bench.api("GET", "/general/balance").status_code for _ in range(20)]
        bench.panel("DELETE", "/faults")
        return met

    first = hit()
    assert set(first) == {200, 500}
    assert hit() == first
