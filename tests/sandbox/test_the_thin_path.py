"""From a bill to a callback: the shortest way through the sandbox."""

import json

from tests.sandbox.bench import Bench, Merchant


def test_a_bill_is_made_paid_and_told(bench: Bench, merchant: Merchant) -> None:
    link_id, payment_id = bench.direct_bill()
    assert len(str(link_id)) == 19
    assert payment_id.startswith("PGPWF101")

    assert bench.panel("POST", f"/payments/{payment_id}", status="SUCCESSFUL").status_code == 200

    ((path, fields),) = merchant.wait_for(1)
    assert path == "/callbacks/payment"
    assert list(fields) == ["data", "token"]
    assert fields["token"] == "local-validation-token"
    told = json.loads(fields["data"])
    assert (told["id"], told["bill_link_id"], told["status"]) == (payment_id, link_id, "SUCCESSFUL")
    rows = bench.api("GET", f"/pwf/{link_id}/payment").json()
    assert [(row["id"], row["status"]) for row in rows["data"]] == [(payment_id, "SUCCESSFUL")]
    assert bench.api("GET", f"/pwf/{link_id}/bill").json()["status"] == "INACTIVE"
