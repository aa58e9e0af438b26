"""The balance moves with transfers, and the books compare to the rupiah (reference: general, balance)."""

import random
import threading

import pytest

from tests.sandbox.bench import Bench

START = 950_000_000_000


@pytest.mark.parametrize(
    ("bank", "number", "fee"),
    [
        ("bni", "0437051936", 1500),
        ("bni", "1122333300", 1500),
        ("bni", "1122333301", 1000),
        ("bca", "1122333300", 5000),
    ],
)
def test_a_transfer_takes_amount_and_fee_and_gives_both_back(
    bench: Bench, bank: str, number: str, fee: int
) -> None:
    held = bench.transfer(bank_code=bank, account_number=number)
    assert (held["fee"], bench.balance()) == (fee, START - 25_000 - fee)
    bench.panel("POST", f"/disbursements/{held['id']}", status="CANCELLED")
    assert bench.balance() == START
    kinds = [(row["kind"], row["amount"]) for row in bench.panel("GET", "/books").json()["movements"][1:]]
    assert kinds == [("transfer", -25_000 - fee), ("refund", 25_000 + fee)]


def test_a_banks_own_fee_counts_from_then_on(bench: Bench) -> None:
    bench.panel("POST", "/banks/bni", fee=6500)
    assert bench.transfer(bank_code="bni", account_number="0437051936")["fee"] == 6500


def test_a_sent_transfer_keeps_its_money(bench: Bench) -> None:
    held = bench.transfer()
    bench.panel("POST", f"/disbursements/{held['id']}", status="DONE")
    assert bench.balance() == START - 30_000


def test_the_books_are_right_after_any_mixture(bench: Bench) -> None:
    chance = random.Random(20261120)
    for number in range(120):
        amount = chance.randrange(9_990, 90_000)
        bench.ask_transfer(key=f"k{number % 90}", amount=amount, account_number=str(chance.randrange(10**9)))
    books = bench.panel("GET", "/books").json()
    for transfer in books["disbursements"]:
        ending = chance.choice(["DONE", "CANCELLED", None])
        if ending:
            bench.panel("POST", f"/disbursements/{transfer['id']}", status=ending)
    _check_books(bench)


def test_fifty_cancels_at_once_give_back_once(bench: Bench) -> None:
    held = bench.transfer()
    barrier = threading.Barrier(20)

    def push(status: str) -> None:
        barrier.wait()
        Bench(bench.app, bench.url).panel("POST", f"/disbursements/{held['id']}", status=status)

    threads = [threading.Thread(target=push, args=(word,)) for word in ("CANCELLED", "DONE") * 10]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(bench.panel("GET", "/deliveries").json()["deliveries"]) == 1
    _check_books(bench)


def _check_books(bench: Bench) -> None:
    books = bench.panel("GET", "/books").json()
    out = sum(
        held["amount"] + held["fee"] for held in books["disbursements"] if held["status"] != "CANCELLED"
    )
    assert books["balance"] == START - out == sum(row["amount"] for row in books["movements"])
    running = 0
    for row in books["movements"]:
        running += row["amount"]
        assert row["balance"] == running
