"""The fields of a transfer: every rule with its attribute and code, all complaints together and in order
(reference: disbursement, Validation).
"""

import pytest

from tests.sandbox.bench import Bench

LONG = "a" * 256
MAIL = "ani@example.com"


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("account_number", "", 1001),
        ("account_number", None, 1001),
        ("account_number", "12a4", 1020),
        ("account_number", "-1", 1020),
        ("account_number", "١٢٣", 1020),  # digits of another script
        ("bank_code", "", 1001),
        ("bank_code", "BCA", 1033),
        ("bank_code", "nobank", 1033),
        ("amount", "", 1001),
        ("amount", "10.000", 1020),
        ("amount", "-10000", 1020),
        ("amount", "1e5", 1020),
        ("amount", "9999", 1021),
        ("amount", "0", 1021),
        ("remark", "a <b>bold</b>", 1002),
        ("remark", "who?", 1002),
        ("remark", "it's", 1002),
        ("remark", "kopi, gula", 2003),
        ("remark", "kopi é", 2003),
        ("remark", "a" * 19, 1024),
        ("recipient_city", "12", 1038),
        ("recipient_city", "100252", 1038),
        ("recipient_city", "Jakarta", 1038),
        ("beneficiary_email", "ani", 1071),
        ("beneficiary_email", f"{MAIL},,{MAIL}", 1071),
        ("beneficiary_email", ",".join([MAIL] * 21), 1070),
    ],
)
def test_a_wrong_field_is_named_with_its_code(bench: Bench, field: str, value: object, code: int) -> None:
    assert bench.errors(bench.ask_transfer(key="k", **{field: value})) == [(field, code)]


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("account_number", "0012340", "0012340"),
        ("amount", "10000", 10000),
        ("amount", "0025000", 25000),
        ("remark", "a./-() Z09" + "b" * 8, "a./-() Z09" + "b" * 8),
        ("remark", None, ""),
        ("recipient_city", "391", 391),
        ("recipient_city", "", 0),
        ("recipient_city", "2345", 2345),
        ("beneficiary_email", ",".join([MAIL] * 20), ",".join([MAIL] * 20)),
    ],
)
def test_good_values_are_taken_as_they_are(bench: Bench, field: str, value: object, shown: object) -> None:
    assert bench.transfer(**{field: value})[field] == shown


def test_all_complaints_come_together_in_the_order_of_the_table(bench: Bench) -> None:
    wrong = {"beneficiary_email": "x", "recipient_city": "x", "remark": ";", "amount": "", "bank_code": ""}
    expected = [
        ("account_number", 1001),
        ("bank_code", 1001),
        ("amount", 1001),
        ("remark", 1002),
        ("recipient_city", 1038),
        ("beneficiary_email", 1071),
        ("idempotency-key", 1001),
    ]
    assert bench.errors(bench.ask_transfer(account_number="", **wrong)) == expected


def test_the_texts_say_what_is_wrong(bench: Bench) -> None:
    errors = bench.ask_transfer(account_number="", amount="5", remark="a" * 19).json()["errors"]
    assert [error["message"] for error in errors] == [
        "Account number cannot be empty",
        "Amount must be at least 10000",
        "Remark must be at most 18 characters",
        "Idempotency key cannot be empty",
    ]


def test_dana_and_the_largest_transfer_have_their_own_bounds(bench: Bench) -> None:
    below = bench.ask_transfer(key="k", bank_code="dana", amount=20499)
    assert bench.errors(below) == [("amount", 2005)]
    assert bench.transfer(bank_code="dana", amount=20500)["amount"] == 20500
    bench.panel("POST", "/switches", largest_transfer=20_000_000)
    assert bench.errors(bench.ask_transfer(key="k", amount=20_000_001)) == [("amount", 1022)]
    assert bench.ask_transfer(key="k", amount=20_000_000).status_code == 200


def test_strict_places_refuse_what_is_not_in_the_list(bench: Bench) -> None:
    bench.panel("POST", "/switches", strict_places=True)
    assert bench.errors(bench.ask_transfer(key="k", recipient_city=777)) == [("recipient_city", 1038)]
    bench.panel("POST", "/places", city={"777": "Kota Baru"})
    assert bench.ask_transfer(key="k", recipient_city=777).status_code == 200


def test_v2_knows_neither_addresses_nor_a_required_key(bench: Bench) -> None:
    held = bench.transfer(version=2, key="k", beneficiary_email="nonsense")
    assert "beneficiary_email" not in held
    assert "idempotency_key" not in held
    read = bench.api("GET", f"/get-disbursement?id={held['id']}", prefix="/api/v3").json()
    assert (read["beneficiary_email"], read["idempotency_key"]) == (None, None)


def test_a_repeated_name_counts_as_php_counts_it(bench: Bench) -> None:
    body = "account_number=1&bank_code=bca&amount=10000&amount=20000"
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    reply = bench.api("POST", "/disbursement", data=body, headers=headers)
    assert reply.json()["amount"] == 20000


@pytest.mark.parametrize("amount", ["9" * 18, "9" * 30, "9" * 5000])
def test_an_amount_beyond_all_money_is_no_crash(bench: Bench, amount: str) -> None:
    reply = bench.ask_transfer(key="k", amount=amount)
    assert (reply.status_code, reply.json()["code"]) == (422, "BALANCE_INSUFFICIENT")


@pytest.mark.parametrize("version", [2, 3])
def test_a_json_body_is_refused(bench: Bench, version: int) -> None:
    reply = bench.api("POST", "/disbursement", prefix=f"/api/v{version}", json={"amount": 10000})
    assert bench.errors(reply) == [("content_type", 999)]
