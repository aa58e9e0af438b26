"""How payments move, what follows a move, and that they move once (reference: accept-payment, Statuses)."""

import threading

import pytest

from tests.sandbox.bench import Bench, Merchant


@pytest.mark.parametrize(
    ("status", "settlement", "state"),
    [
        ("SUCCESSFUL", "Pending", "DONE"),
        ("FAILED", "Cancelled", "FAILED"),
        ("CANCELLED", "Cancelled", "CANCELLED"),
    ],
)
def test_a_forced_status_is_readable_before_it_is_told(
    bench: Bench, merchant: Merchant, status: str, settlement: str, state: str
) -> None:
    link_id, payment_id = bench.direct_bill(sender_bank="bca", sender_bank_type="bank_account")
    held = bench.panel("POST", f"/payments/{payment_id}", status=status).json()
    assert (held["status"], held["bill_payment_status"], held["settlement_status"]) == (
        status,
        state,
        settlement,
    )
    told = merchant.told()[0]
    row = bench.api("GET", f"/pwf/{link_id}/payment").json()["data"][0]
    assert (row["id"], row["status"], row["amount"]) == (told["id"], told["status"], told["amount"])
    assert (row["completed_at"] is not None) is (status == "SUCCESSFUL")


def test_a_final_status_stays(bench: Bench, merchant: Merchant) -> None:
    _, payment_id = bench.direct_bill()
    bench.panel("POST", f"/payments/{payment_id}", status="SUCCESSFUL")
    again = bench.panel("POST", f"/payments/{payment_id}", status="SUCCESSFUL")
    other = bench.panel("POST", f"/payments/{payment_id}", status="CANCELLED")
    assert (again.status_code, other.status_code) == (200, 409)
    merchant.wait_for(1)
    assert len(bench.panel("GET", "/deliveries").json()["deliveries"]) == 1


def test_fifty_at_once_make_one_move_and_one_callback(bench: Bench) -> None:
    _, payment_id = bench.direct_bill()
    barrier = threading.Barrier(50)

    def push() -> None:
        barrier.wait()
        Bench(bench.app, bench.url).panel("POST", f"/payments/{payment_id}", status="SUCCESSFUL", settle=True)

    threads = [threading.Thread(target=push) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(bench.panel("GET", "/deliveries").json()["deliveries"]) == 1
    assert bench.api("GET", "/general/balance").json()["balance"] == 950_000_000_000 + 45000 - 4000


def test_a_single_bill_closes_when_paid_and_a_multiple_stays(bench: Bench) -> None:
    single, payment_id = bench.direct_bill()
    bench.panel("POST", f"/payments/{payment_id}", status="SUCCESSFUL")
    assert bench.api("GET", f"/pwf/{single}/bill").json()["status"] == "INACTIVE"
    multiple = bench.bill(type="MULTIPLE", amount=20000)["link_id"]
    bench.panel("POST", "/load", payments=[{"id": "P1", "link_id": multiple, "amount": 20000}])
    bench.panel("POST", "/payments/P1", status="SUCCESSFUL")
    assert bench.api("GET", f"/pwf/{multiple}/bill").json()["status"] == "ACTIVE"


def test_nonsense_is_refused_by_the_panel(bench: Bench) -> None:
    _, payment_id = bench.direct_bill()
    assert bench.panel("POST", f"/payments/{payment_id}", status="PAID").status_code == 422
    assert bench.panel("POST", "/payments/nobody", status="SUCCESSFUL").status_code == 404
    assert bench.panel("POST", f"/payments/{payment_id}", settle=True).status_code == 409
    assert bench.panel("POST", "/bills/12/expire").status_code == 404
