"""How transfers end: sent with a receipt, cancelled for any reason, told with retries, and never twice
(reference: disbursement, Status and Reason; callbacks).
"""

import json
import re
from pathlib import Path

import pytest

from app.sandbox.transfers.errors import TEXTS
from app.sandbox.transfers.reasons import REASONS
from tests.sandbox.bench import Bench, Merchant

KEYS = ["id", "user_id", "amount", "status", "reason", "timestamp", "bank_code", "account_number"]
KEYS += ["recipient_name", "sender_bank", "remark", "receipt", "time_served", "bundle_id", "company_id"]
KEYS += ["recipient_city", "created_from", "direction", "sender", "fee"]
ERROR_CODES = Path(__file__).parents[1] / "contract" / "error_codes.json"


def test_a_sent_transfer_has_a_receipt_and_a_time(bench: Bench, merchant: Merchant) -> None:
    made = bench.transfer(remark="gaji")
    assert (made["receipt"], made["time_served"], made["reason"]) == ("", "0000-00-00 00:00:00", "")
    done = bench.panel("POST", f"/disbursements/{made['id']}", status="DONE").json()
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", done["time_served"])
    assert (done["status"], done["reason"]) == ("DONE", "")
    told = merchant.told()[0]
    assert list(told) == KEYS
    assert told == {name: done[name] for name in KEYS}
    receipt = bench.http.get(done["receipt"].replace("http://127.0.0.1:5001", bench.url))
    assert (receipt.status_code, receipt.headers["Content-Type"]) == (200, "image/svg+xml; charset=utf-8")
    assert str(made["id"]) in receipt.text
    assert bench.http.get(f"{bench.url}/receipts/nobody.svg").status_code == 404


@pytest.mark.parametrize("reason", [*REASONS, "SOMETHING_NEW"])
def test_every_reason_can_cancel(bench: Bench, merchant: Merchant, reason: str) -> None:
    made = bench.transfer()
    held = bench.panel("POST", f"/disbursements/{made['id']}", status="CANCELLED", reason=reason).json()
    assert (held["status"], held["reason"]) == ("CANCELLED", reason)
    told = merchant.told()[0]
    assert (told["status"], told["reason"], told["receipt"]) == ("CANCELLED", reason, "")
    assert told["time_served"] == "0000-00-00 00:00:00"


def test_a_cancel_without_a_reason_has_the_first(bench: Bench, merchant: Merchant) -> None:
    bench.panel("POST", f"/disbursements/{bench.transfer()['id']}", status="CANCELLED")
    assert merchant.told()[0]["reason"] == "INACTIVE_ACCOUNT"


def test_a_final_status_stays(bench: Bench, merchant: Merchant) -> None:
    path = f"/disbursements/{bench.transfer()['id']}"
    bench.panel("POST", path, status="DONE")
    again, other = (bench.panel("POST", path, status=word) for word in ("DONE", "CANCELLED"))
    assert (again.status_code, other.status_code) == (200, 409)
    merchant.wait_for(1)
    assert len(bench.panel("GET", "/deliveries").json()["deliveries"]) == 1


def test_nonsense_is_refused_by_the_panel(bench: Bench) -> None:
    path = f"/disbursements/{bench.transfer()['id']}"
    for body in (
        {"status": "SENT"},
        {"status": "DONE", "reason": "X"},
        {"status": "CANCELLED", "reason": "a b"},
    ):
        assert bench.panel("POST", path, **body).status_code == 422
    for nobody in ("12", "abc", "9" * 40):
        assert bench.panel("POST", f"/disbursements/{nobody}", status="DONE").status_code == 404
    assert bench.panel("GET", path).json()["status"] == "PENDING"


def test_a_transaction_callback_is_tried_six_times(bench: Bench, merchant: Merchant) -> None:
    merchant.statuses = [500, 404, 302, 204, 201, 500]
    bench.panel("POST", f"/disbursements/{bench.transfer()['id']}", status="DONE")
    assert len({fields["data"] for _, fields in merchant.wait_for(6)}) == 1
    assert [path for path, _ in merchant.got] == ["/callbacks/disbursement"] * 6


def test_the_row_is_final_before_it_is_told(bench: Bench, merchant: Merchant) -> None:
    made = bench.transfer()
    bench.panel("POST", f"/disbursements/{made['id']}", status="DONE")
    told = merchant.told()[0]
    assert bench.api("GET", f"/disbursement/{made['id']}").json() == told


def test_the_reasons_are_those_of_the_documentation() -> None:
    assert len(REASONS) == len(set(REASONS)) == 15
    assert REASONS[:6] == (
        "INACTIVE_ACCOUNT",
        "NOT_REGISTERED_ACCOUNT",
        "CANT_RECEIVE_TRANSFER",
        "INTERMITTENT_DISTURBANCE_ON_BENEFICIARY_BANK",
        "BENEFICIARY_ACCOUNT_NOT_VERIFIED",
        "INSUFFICIENT_BALANCE",
    )


def test_every_code_that_is_answered_is_a_documented_one() -> None:
    documented = json.loads(ERROR_CODES.read_text(encoding="utf-8"))["money_transfer"]
    assert set(TEXTS) <= set(documented)
