"""From a transfer to its callback: the shortest way through money transfer."""

import json

from tests.sandbox.bench import Bench, Merchant

START = 950_000_000_000
TO = {"account_number": "1122333300", "bank_code": "bni", "amount": 10000, "remark": "some remark"}


def test_a_transfer_is_made_found_sent_and_told(bench: Bench, merchant: Merchant) -> None:
    made = bench.api("POST", "/disbursement", prefix="/api/v3", data=TO, headers={"idempotency-key": "k-1"})
    assert made.status_code == 200, made.text
    held = made.json()
    assert (len(str(held["id"])), held["status"], held["fee"]) == (19, "PENDING", 1500)
    for query in (f"id={held['id']}", "idempotency-key=k-1"):
        assert bench.api("GET", f"/get-disbursement?{query}", prefix="/api/v3").json() == held
    assert bench.api("GET", "/general/balance").json() == {"balance": START - 11500}

    assert bench.panel("POST", f"/disbursements/{held['id']}", status="DONE").status_code == 200

    ((path, fields),) = merchant.wait_for(1)
    assert path == "/callbacks/disbursement"
    told = json.loads(fields["data"])
    assert (told["id"], told["status"], told["amount"]) == (held["id"], "DONE", 10000)
    assert bench.http.get(told["receipt"].replace("http://127.0.0.1:5001", bench.url)).status_code == 200
    assert bench.api("GET", f"/disbursement/{held['id']}").json()["status"] == "DONE"
    assert bench.api("GET", f"/disbursement/{held['id']}/queue").json() == {"queue": 0}
