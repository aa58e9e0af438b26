"""Given transfers abroad in the books: ids and words as given, nothing told, the money taken once."""

import pytest

from tests.sandbox.abroad_steps import CALL, abroad, finish, held
from tests.sandbox.bench import Bench, Json, Merchant

START = 950_000_000_000
GIVEN: Json = {
    "id": 10,
    "user_id": 12345,
    "company_id": 123456,
    "exchange_rate": 19000.55,
    "fee": 88888,
    "amount": 1000000,
    "source_country": "IDN",
    "destination_country": "GBR",
    "beneficiary_amount": 52.63,
    "beneficiary_currency_code": "GBP",
    "status": "DONE",
    "timestamp": "2021-12-02 15:27:24",
    "time_served": "(not set)",
    "created_from": "Dashboard",
    "receipt": "someurl.png",
    "transaction_type": "C2C",
    "idempotency_key": "idem-1",
    "beneficiary": {"full_name": "John Smith", "bank_account_number": "1122333300", "iban": None},
    "sender": {"name": "John Doe", "country": 100252},
    "reason": "",
}
OPEN = GIVEN | {"status": "PENDING", "receipt": ""}


def _load(bench: Bench, *rows: Json) -> int:
    return bench.panel("POST", "/load", international=list(rows)).status_code


def test_a_given_transfer_is_shown_as_given(bench: Bench) -> None:
    assert _load(bench, GIVEN) == 200
    assert bench.api("GET", f"{CALL}/10").json() == GIVEN
    assert bench.panel("GET", "/deliveries").json()["deliveries"] == []


def test_a_final_one_is_told_once_when_its_status_is_asked_for(bench: Bench, merchant: Merchant) -> None:
    _load(bench, GIVEN)
    for status in ("DONE", "SUCCESSFUL"):
        assert finish(bench, GIVEN, status).status_code == 200
    assert merchant.told()[0] == GIVEN
    assert len(bench.panel("GET", "/deliveries").json()["deliveries"]) == 1


def test_an_open_one_moves_on(bench: Bench, merchant: Merchant) -> None:
    _load(bench, OPEN)
    finish(bench, OPEN, "CANCELLED", reason="SLS_SENDER")
    assert merchant.told()[0] == OPEN | {"status": "CANCELLED", "reason": "SLS_SENDER"}
    assert bench.balance() == START


def test_its_money_is_taken_once_and_by_the_difference(bench: Bench) -> None:
    for _ in range(2):
        _load(bench, OPEN)
    assert bench.balance() == START - 1_088_888
    _load(bench, OPEN | {"amount": 2_000_000})
    assert bench.balance() == START - 2_088_888
    _load(bench, OPEN | {"status": "CANCELLED"})
    assert bench.balance() == START


def test_a_domestic_one_of_the_same_id_is_another(bench: Bench) -> None:
    bench.panel("POST", "/load", international=[OPEN], disbursements=[{"id": 10, "amount": 10000}])
    bench.panel("POST", "/load", international=[OPEN], disbursements=[{"id": 10, "amount": 10000}])
    assert bench.balance() == START - 1_098_888
    finish(bench, OPEN, "CANCELLED")
    assert bench.balance() == START - 10_000


def test_a_given_key_counts(bench: Bench) -> None:
    _load(bench, OPEN)
    assert abroad(bench, key="idem-1")["id"] == 10


def test_little_is_needed(bench: Bench) -> None:
    assert _load(bench, {}, {"sender": None, "beneficiary": None}) == 200
    assert [row["status"] for row in held(bench)] == ["PENDING", "PENDING"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "SENT"},
        {"id": "x"},
        {"exchange_rate": "many"},
        {"beneficiary_amount": "Infinity"},
        {"amount": 1.5},
    ],
)
def test_what_cannot_be_read_is_refused_as_a_whole(bench: Bench, wrong: Json) -> None:
    assert _load(bench, GIVEN, GIVEN | {"id": 11} | wrong) == 422
    assert held(bench) == []
    assert bench.balance() == START


def test_a_reset_takes_them_all(bench: Bench) -> None:
    _load(bench, GIVEN)
    bench.panel("POST", "/reset")
    assert (held(bench), bench.balance()) == ([], START)
    assert abroad(bench, key="idem-1")["id"] != 10
