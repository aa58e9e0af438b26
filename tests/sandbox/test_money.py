"""The balance moves when payments settle, and the books compare to the rupiah."""

import pytest

from tests.sandbox.bench import Bench

START = 950_000_000_000


@pytest.mark.parametrize(
    ("bank", "kind", "amount", "fee"),
    [
        ("bni", "virtual_account", 45000, 4000),
        ("bca", "bank_account", 45000, 2500),
        ("alfamart", "online_to_offline_account", 45000, 5000),
        ("qris", "wallet_account", 45001, 316),  # 315.007 rounded up
        ("ovo", "wallet_account", 45000, 675),
        ("credit_card", "credit_card_account", 45000, 3305),
    ],
)
def test_a_settled_payment_adds_its_amount_less_the_methods_fee(
    bench: Bench, bank: str, kind: str, amount: int, fee: int
) -> None:
    _, payment_id = bench.direct_bill(sender_bank=bank, sender_bank_type=kind, amount=amount)
    bench.panel("POST", f"/payments/{payment_id}", status="SUCCESSFUL")
    assert bench.api("GET", "/general/balance").json()["balance"] == START
    held = bench.panel("POST", f"/payments/{payment_id}", settle=True).json()
    assert (held["fee"], held["net"], held["settlement_status"]) == (fee, amount - fee, "Settled")
    assert held["settlement_date"] is not None
    assert bench.api("GET", "/general/balance").json()["balance"] == START + amount - fee


def test_every_movement_is_in_the_books(bench: Bench) -> None:
    assert bench.panel("POST", "/balance", top_up=1_000_000).json() == {"balance": START + 1_000_000}
    for _ in range(3):
        _, payment_id = bench.direct_bill()
        bench.panel("POST", f"/payments/{payment_id}", status="SUCCESSFUL", settle=True)
        bench.panel("POST", f"/payments/{payment_id}", settle=True)
    books = bench.panel("GET", "/books").json()
    assert [row["kind"] for row in books["movements"]] == ["opening", "top_up"] + ["settlement"] * 3
    assert sum(row["amount"] for row in books["movements"]) == books["balance"]
    settled = [row for row in books["payments"] if row["settlement_status"] == "Settled"]
    assert {row["id"]: row["net"] for row in settled} == {
        row["subject"]: row["amount"] for row in books["movements"] if row["kind"] == "settlement"
    }


def test_money_is_whole(bench: Bench) -> None:
    assert bench.panel("POST", "/balance", top_up=1.5).status_code == 422
    assert bench.panel("POST", "/balance", top_up="10").status_code == 422
    assert bench.panel("POST", "/balance").status_code == 422
