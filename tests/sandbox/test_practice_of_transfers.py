"""In practice mode transfers arrive, inquiries are answered and some accounts cancel, by themselves."""

import time
from collections.abc import Callable

import pytest

from app.sandbox.context import sandbox_of
from app.sandbox.transfers.reasons import REASONS
from tests.sandbox.bench import Bench, Json, MakeBench, Merchant


def _later(bench: Bench, seconds: float) -> None:
    bench.panel("POST", "/clock", offset=seconds)
    sandbox_of(bench.app).mover.tick()


def _state(bench: Bench, transfer: Json) -> tuple[str, str]:
    held = bench.panel("GET", f"/disbursements/{transfer['id']}").json()
    return held["status"], held["reason"]


@pytest.fixture
def practice(make_bench: MakeBench) -> Bench:
    return make_bench(mode="practice", background=False)


def _until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 5
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_transfer_arrives_and_is_told(make_bench: MakeBench, merchant: Merchant) -> None:
    bench = make_bench(mode="practice")
    bench.panel("POST", "/clock", speed=100)
    transfer = bench.transfer()
    assert (merchant.told()[0]["id"], merchant.told()[0]["status"]) == (transfer["id"], "DONE")
    fields = {"account_number": "123450", "bank_code": "bca"}
    assert bench.api("POST", "/disbursement/bank-account-inquiry", data=fields).json()["status"] == "PENDING"
    _until(lambda: len(merchant.got) == 2)
    assert merchant.told(2)[1]["status"] == "SUCCESS"


def test_six_endings_cancel_with_their_reasons(practice: Bench) -> None:
    held = [practice.transfer(account_number=f"55{ending}") for ending in range(9101, 9107)]
    _later(practice, 14)
    assert {_state(practice, transfer)[0] for transfer in held} == {"PENDING"}
    _later(practice, 16)
    assert [_state(practice, transfer) for transfer in held] == [
        ("CANCELLED", reason) for reason in REASONS[:6]
    ]
    assert practice.balance() == 950_000_000_000


def test_a_disturbed_bank_is_slow_and_a_heavily_disturbed_one_waits(practice: Bench) -> None:
    practice.panel("POST", "/switches", refuse_heavily_disturbed="never")
    practice.panel("POST", "/banks/bri", status="DISTURBED")
    practice.panel("POST", "/banks/bni", status="HEAVILY_DISTURBED")
    fast, slow, stuck = (practice.transfer(bank_code=code) for code in ("bca", "bri", "bni"))
    _later(practice, 16)
    assert [_state(practice, held)[0] for held in (fast, slow, stuck)] == ["DONE", "PENDING", "PENDING"]
    _later(practice, 61)
    assert [_state(practice, held)[0] for held in (slow, stuck)] == ["DONE", "PENDING"]
    practice.panel("POST", "/banks/bni", status="OPERATIONAL")
    _later(practice, 62)
    assert _state(practice, stuck)[0] == "DONE"


def test_three_hundred_at_a_stuck_bank_hold_nobody_else(practice: Bench) -> None:
    rows = [{"id": number, "bank_code": "bni", "amount": 10000} for number in range(1, 301)]
    practice.panel("POST", "/load", disbursements=rows)
    practice.panel("POST", "/banks/bni", status="HEAVILY_DISTURBED")
    free = practice.transfer()
    _later(practice, 16)
    assert _state(practice, free)[0] == "DONE"


def test_a_held_one_waits_for_its_release(practice: Bench) -> None:
    first, second = practice.transfer(version=2), practice.transfer(version=2)
    _later(practice, 100)
    assert [_state(practice, held)[0] for held in (first, second)] == ["DONE", "PENDING"]
    practice.panel("POST", f"/disbursements/{second['id']}", release=True)
    _later(practice, 110)
    assert _state(practice, second)[0] == "PENDING"
    _later(practice, 116)
    assert _state(practice, second)[0] == "DONE"


def test_a_held_one_is_not_cancelled_by_its_ending_either(practice: Bench) -> None:
    _, held = (practice.transfer(version=2, account_number="559101") for _ in range(2))
    _later(practice, 100)
    assert _state(practice, held) == ("PENDING", "")


def test_hours_do_not_matter_but_a_forced_closing_does(practice: Bench) -> None:
    practice.panel("POST", "/clock", operational=False)
    transfer = practice.transfer()
    _later(practice, 100)
    assert _state(practice, transfer)[0] == "PENDING"
    practice.http.post(f"{practice.url}/panel/api/clock", json={"operational": None})
    _later(practice, 101)
    assert _state(practice, transfer)[0] == "DONE"


def test_nothing_moves_by_itself_in_manual_mode(make_bench: MakeBench) -> None:
    bench = make_bench(background=False)
    transfer = bench.transfer()
    bench.api("POST", "/disbursement/bank-account-inquiry", data={"account_number": "1", "bank_code": "bca"})
    _later(bench, 100_000)
    assert _state(bench, transfer)[0] == "PENDING"
    assert bench.panel("GET", "/inquiries/bca/1").json()["open"] == 1
