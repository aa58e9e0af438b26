"""Idempotency keys: the first answer again, byte for byte; one space; freed on cancel (reference:
disbursement).
"""

import threading

import pytest
import requests

from tests.sandbox.bench import SENDER, Bench


def _find(bench: Bench, key: str, name: str = "idempotency-key") -> requests.Response:
    return bench.api("GET", "/get-disbursement", prefix="/api/v3", params={name: key})


def _held(bench: Bench) -> int:
    return len(bench.panel("GET", "/books").json()["disbursements"])


def test_the_same_key_gets_the_same_bytes_whatever_has_changed(bench: Bench) -> None:
    first = bench.ask_transfer(key="k")
    bench.panel("POST", f"/disbursements/{first.json()['id']}", status="DONE")
    for again in (
        bench.ask_transfer(key="k"),
        bench.ask_transfer(key="k", amount=99000, bank_code="bni"),
        bench.ask_transfer(key="k", amount=""),
        bench.ask_transfer(key="k", version=2),
        bench.ask_transfer("/special-disbursement", key="k", **SENDER),
    ):
        assert (again.status_code, again.content) == (200, first.content)
    assert _held(bench) == 1
    assert _find(bench, "k").json()["status"] == "DONE"


def test_a_cancelled_transfer_gives_its_key_back(bench: Bench) -> None:
    first = bench.transfer(key="k")
    bench.panel("POST", f"/disbursements/{first['id']}", status="CANCELLED")
    assert bench.errors(_find(bench, "k")) == [("idempotency-key", 1073)]
    shown = bench.api("GET", f"/get-disbursement?id={first['id']}", prefix="/api/v3").json()
    assert (shown["status"], shown["idempotency_key"]) == ("CANCELLED", "k")
    second = bench.transfer(key="k")
    assert second["id"] != first["id"]
    assert _find(bench, "k").json()["id"] == second["id"]


def test_a_refused_transfer_leaves_the_key_free(bench: Bench) -> None:
    assert bench.ask_transfer(key="k", amount=1).status_code == 422
    assert bench.ask_transfer(key="k", account_number="9003").status_code == 422
    assert bench.errors(_find(bench, "k")) == [("idempotency-key", 1073)]
    assert bench.transfer(key="k")["idempotency_key"] == "k"


@pytest.mark.parametrize(("call", "sender"), [("/disbursement", {}), ("/special-disbursement", SENDER)])
def test_v3_needs_a_key_of_at_most_255_characters(bench: Bench, call: str, sender: dict[str, object]) -> None:
    assert bench.errors(bench.ask_transfer(call, **sender)) == [("idempotency-key", 1001)]
    longer = bench.ask_transfer(call, key="k" * 256, **sender)
    assert bench.errors(longer) == [("idempotency-key", 1024)]
    assert bench.transfer(call, key="k" * 255, **sender)["idempotency_key"] == "k" * 255
    assert bench.errors(bench.ask_transfer(call, version=2, key="k" * 256, **sender)) == [
        ("idempotency-key", 1024)
    ]


def test_reading_by_key_or_id(bench: Bench) -> None:
    held = bench.transfer(key="a key/with ü".encode().decode("latin-1"))
    assert _find(bench, "nobody").status_code == 422
    assert bench.errors(_find(bench, "nobody")) == [("idempotency-key", 1073)]
    assert bench.errors(_find(bench, "key-1", "idempotency_key")) == [("id", 1001)]
    for unknown in ("1", "abc", "9" * 30):
        reply = bench.api("GET", "/get-disbursement", prefix="/api/v3", params={"id": unknown})
        assert bench.errors(reply) == [("id", 1072)]
    assert bench.api("GET", f"/get-disbursement?id={held['id']}", prefix="/api/v3").json() == held
    assert bench.api("GET", f"/get-disbursement?id={held['id']}").status_code == 404
    assert bench.api("GET", f"/disbursement/{held['id']}", prefix="/api/v3").status_code == 404
    assert bench.api("GET", "/disbursement/12").status_code == 404


def test_after_a_dropped_reply_the_same_key_finds_the_one_transfer(bench: Bench) -> None:
    bench.panel("POST", "/faults", match="POST /disbursement$", do="drop_reply", times=1)
    with pytest.raises(requests.ConnectionError):
        bench.ask_transfer(key="k")
    made = _find(bench, "k").json()
    assert bench.transfer(key="k") == made
    assert _held(bench) == 1


def test_twenty_at_once_with_one_key_make_one_transfer(bench: Bench) -> None:
    barrier, answers = threading.Barrier(20), []

    def push() -> None:
        other = Bench(bench.app, bench.url)
        barrier.wait()
        answers.append(other.ask_transfer(key="k").content)

    threads = [threading.Thread(target=push) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(answers), len(set(answers)), _held(bench)) == (20, 1, 1)
    assert bench.balance() == 950_000_000_000 - 30_000
