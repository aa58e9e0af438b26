"""The customer says that a transfer is on its way (reference: accept-payment, confirm)."""

from tests.sandbox.bench import Bench


def _transfer(bench: Bench) -> str:
    return bench.direct_bill(sender_bank="bca", sender_bank_type="bank_account")[1]


def test_a_bank_transfer_is_confirmed_once_and_answers_the_same_again(bench: Bench) -> None:
    payment_id = _transfer(bench)
    assert bench.payment(payment_id)["bill_payment_status"] == "NOT_CONFIRMED"
    first = bench.api("PUT", f"/pwf/bill-payment/{payment_id}/confirm")
    assert list(first.json()) == ["confirmed_at", "payment_url"]
    assert len(first.json()["confirmed_at"]) == len("2022-12-30 15:50")
    assert bench.payment(payment_id)["bill_payment_status"] == "PENDING"
    bench.panel("POST", "/clock", offset=600)
    assert bench.api("PUT", f"/pwf/bill-payment/{payment_id}/confirm").json() == first.json()


def test_wallets_cannot_be_confirmed(bench: Bench) -> None:
    _, payment_id = bench.direct_bill(sender_bank="qris", sender_bank_type="wallet_account")
    reply = bench.api("PUT", f"/pwf/bill-payment/{payment_id}/confirm")
    assert bench.errors(reply) == [("sender_bank_type", 999)]


def test_a_finished_payment_cannot_be_confirmed(bench: Bench) -> None:
    payment_id = _transfer(bench)
    bench.panel("POST", f"/payments/{payment_id}", status="SUCCESSFUL")
    assert bench.errors(bench.api("PUT", f"/pwf/bill-payment/{payment_id}/confirm")) == [("id", 1049)]
