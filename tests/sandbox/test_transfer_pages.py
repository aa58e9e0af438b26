"""The panel's pages about money out: what is held is shown, and every form does its work."""

import re

import requests

from tests.sandbox.bench import Bench, Merchant
from tests.sandbox.test_signatures import FILE

CODE = "<script>alert(1)</script>"


def _page(bench: Bench, section: str) -> str:
    reply = bench.http.get(f"{bench.url}/panel/{section}")
    assert reply.status_code == 200
    return reply.text


def _do(bench: Bench, path: str, **form: object) -> requests.Response:
    found = re.search(r'name="token" value="([^"]+)"', _page(bench, "banks"))
    assert found
    return bench.http.post(f"{bench.url}/panel{path}", data={"token": found[1]} | form)


def test_transfers_are_shown_and_settled_by_hand(bench: Bench, merchant: Merchant) -> None:
    row = {"id": 1, "remark": CODE, "recipient_name": CODE, "idempotency_key": CODE, "amount": 1_250_000}
    bench.panel("POST", "/load", disbursements=[row])
    assert "alert(1)" in _page(bench, "transfers")
    assert "<script>" not in _page(bench, "transfers")
    assert "Rp\u00a01.250.000" in _page(bench, "transfers")
    assert "Done." in _do(bench, "/transfers/1", do="DONE").text
    assert merchant.told()[0]["status"] == "DONE"
    assert "/receipts/" in _page(bench, "transfers")
    assert "already" in _do(bench, "/transfers/1", do="CANCELLED", reason="INVALID_ACCOUNT").text


def test_a_held_one_is_marked_and_released_or_cancelled(bench: Bench) -> None:
    for _ in range(2):
        transfer = bench.transfer(version=2)
    assert "Held: the same account" in _page(bench, "transfers")
    assert "Done." in _do(bench, f"/transfers/{transfer['id']}", do="release").text
    assert "Held: the same account" not in _page(bench, "transfers")
    assert "Done." in _do(bench, f"/transfers/{transfer['id']}", do="CANCELLED", reason="PAID_BILL").text
    assert "PAID_BILL)" in _page(bench, "transfers")


def test_inquiries_are_answered_by_hand(bench: Bench, merchant: Merchant) -> None:
    fields = {"account_number": "123450", "bank_code": "bca", "inquiry_key": "k-1"}
    bench.api("POST", "/disbursement/bank-account-inquiry", data=fields)
    assert "k-1" in _page(bench, "inquiries")
    assert "not possible" in _do(bench, "/inquiries/bca/123450", status="CLOSED", account_holder="A").text
    assert "Done." in _do(bench, "/inquiries/bca/123450", status="SUCCESS", account_holder=CODE).text
    assert merchant.told()[0]["account_holder"] == CODE
    assert "<script>" not in _page(bench, "inquiries")


def test_a_bank_is_changed_where_its_form_was_changed(bench: Bench) -> None:
    form = {"status": "", "shown_queue": "8", "queue": "8", "fee": "5000"}
    _do(bench, "/banks/bca", **form)
    bench.transfer()
    assert bench.panel("GET", "/books").json()["banks"][3]["queue"] == 9, "an untouched queue goes on"
    _do(bench, "/banks/bca", **form | {"queue": "20", "cut_off": "1"})
    assert bench.errors(bench.ask_transfer(key="k")) == [("bank_code", 1093)]
    assert "not possible" in _do(bench, "/banks/nobank", **form).text
    _do(bench, "/banks/bni", **form | {"shown_queue": "57", "queue": "57"})
    untouched = bench.transfer(bank_code="bni", account_number="1122333300")
    assert untouched["fee"] == 1500, "an untouched fee leaves the fixed ones"
    assert bench.panel("GET", "/books").json()["banks"][3]["queue"] == 20


def test_a_key_is_registered_and_taken_away_by_hand(bench: Bench) -> None:
    assert "not possible" in _do(bench, "/signature", public_key="nonsense").text
    assert "Done." in _do(bench, "/signature", public_key=FILE["public_key_pem"]).text
    assert "BEGIN PUBLIC KEY" in _page(bench, "")
    assert bench.ask_transfer(key="k").status_code == 403
    _do(bench, "/signature", public_key="")
    assert bench.ask_transfer(key="k").status_code == 200


def test_old_pages_are_reached_page_by_page(bench: Bench) -> None:
    rows = [{"id": number, "amount": 10000} for number in range(1, 61)]
    bench.panel("POST", "/load", disbursements=rows)
    found = re.search(r'href="(\?before=\d+)"', _page(bench, "transfers"))
    assert found
    assert _page(bench, "transfers" + found[1]).count("<h2") == 10
