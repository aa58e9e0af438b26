"""Given transfers in the books: ids and words as given, nothing told, the money taken once, moved on like any
other.
"""

import pytest

from tests.sandbox.bench import Bench, Json, Merchant

START = 950_000_000_000
CALLBACK: Json = {
    "id": 11,
    "user_id": 20,
    "amount": 10000,
    "status": "DONE",
    "reason": "",
    "timestamp": "2017-08-24 21:21:23",
    "bank_code": "bni",
    "account_number": "1122333301",
    "recipient_name": "John Smith",
    "sender_bank": "bri",
    "remark": "some remark",
    "receipt": "someurl.jpg",
    "time_served": "2017-08-25 09:11:35",
    "bundle_id": 3,
    "company_id": 9,
    "recipient_city": 391,
    "created_from": "DASHBOARD",
    "direction": "FOREIGN_INBOUND_SPECIAL_TRANSFER",
    "sender": {"sender_name": "John Doe", "place_of_birth": None, "job": "babu", "sender_country": 1},
    "fee": 1000,
}
OPEN = CALLBACK | {"status": "PENDING", "receipt": "", "time_served": "0000-00-00 00:00:00"}


def _load(bench: Bench, *rows: Json) -> int:
    return bench.panel("POST", "/load", disbursements=list(rows)).status_code


def test_a_given_transfer_is_shown_as_given(bench: Bench) -> None:
    assert _load(bench, CALLBACK) == 200
    assert bench.api("GET", "/disbursement/11").json() == CALLBACK
    assert bench.panel("GET", "/deliveries").json()["deliveries"] == []


def test_a_final_one_is_told_once_when_its_status_is_asked_for(bench: Bench, merchant: Merchant) -> None:
    _load(bench, CALLBACK)
    for _ in range(2):
        assert bench.panel("POST", "/disbursements/11", status="DONE").status_code == 200
    assert merchant.told()[0] == CALLBACK
    assert len(bench.panel("GET", "/deliveries").json()["deliveries"]) == 1


def test_an_open_one_moves_on(bench: Bench, merchant: Merchant) -> None:
    _load(bench, OPEN)
    bench.panel("POST", "/disbursements/11", status="CANCELLED", reason="DORMANT_ACCOUNT")
    assert merchant.told()[0] == OPEN | {"status": "CANCELLED", "reason": "DORMANT_ACCOUNT"}
    assert bench.balance() == START


def test_its_money_is_taken_once_and_by_the_difference(bench: Bench) -> None:
    for _ in range(2):
        _load(bench, OPEN)
    assert bench.balance() == START - 11_000
    _load(bench, OPEN | {"amount": 30_000})
    assert bench.balance() == START - 31_000
    _load(bench, OPEN | {"status": "CANCELLED"})
    assert bench.balance() == START


def test_an_amount_as_text_is_a_special_transfer_of_v2(bench: Bench, merchant: Merchant) -> None:
    sender = {"sender_name": "A", "sender_place_of_birth": 391, "sender_job": "others"}
    _load(bench, OPEN | {"amount": "10000", "sender": sender})
    bench.panel("POST", "/disbursements/11", status="DONE")
    told = merchant.told()[0]
    assert told["amount"] == "10000"
    assert told["sender"] == {"sender_name": "A", "place_of_birth": 391, "job": "others"}


def test_a_given_key_counts(bench: Bench) -> None:
    _load(bench, OPEN | {"idempotency_key": "k"})
    again = bench.ask_transfer(key="k")
    found = bench.api("GET", "/get-disbursement?idempotency-key=k", prefix="/api/v3")
    assert again.json() == found.json()
    assert found.json()["id"] == 11


def test_a_held_one_can_be_given(bench: Bench) -> None:
    _load(bench, OPEN | {"held": True})
    assert bench.panel("POST", "/disbursements/11", status="DONE").status_code == 409


@pytest.mark.parametrize("wrong", [{"status": "PAID"}, {"amount": "x"}, {"id": "y"}, {"amount": 1.5}])
def test_what_cannot_be_read_is_refused_as_a_whole(bench: Bench, wrong: Json) -> None:
    assert _load(bench, OPEN, OPEN | {"id": 12} | wrong) == 422
    assert bench.panel("GET", "/books").json()["disbursements"] == []
    assert bench.balance() == START


def test_five_thousand_go_in_at_once(bench: Bench) -> None:
    rows: list[Json] = [{"id": number, "amount": 10000} for number in range(1, 5001)]
    assert _load(bench, *rows) == 200
    assert bench.api("GET", "/disbursement").json()["total_data"] == 5000
