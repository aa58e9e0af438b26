"""Every field of a transfer abroad: what is missing, pass by pass, and what does not fit (reference:
international, Validation).
"""

import json
from pathlib import Path

import pytest

from app.sandbox.international.errors import TEXTS
from tests.sandbox.abroad_steps import (
    CALL,
    CONSUMER,
    WITH_FILE,
    abroad,
    ask_abroad,
    ask_company,
    company_abroad,
    fields_for,
    held,
    set_rate,
)
from tests.sandbox.bench import Bench, Json

ERROR_CODES = Path(__file__).parents[1] / "contract" / "error_codes.json"
FIRST = ["amount", "source_country", "destination_country", "beneficiary_full_name"]
FIRST += ["beneficiary_bank_account_number", "beneficiary_bank_id", "beneficiary_remittance_purpose"]
FIRST += ["beneficiary_beneficiary_relationship", "beneficiary_source_of_funds", "sender_address"]
FIRST += ["sender_identity_type", "sender_identity_number", "sender_job", "sender_email", "sender_city"]
FIRST += ["sender_phone_number"]
SECOND = ["transaction_type", "beneficiary_nationality", "beneficiary_province", "beneficiary_city"]
SECOND += ["beneficiary_address", "sender_name", "sender_country", "sender_place_of_birth"]
SECOND += ["sender_date_of_birth", "beneficiary_sort_code"]
SPELLED = {
    "beneficiary_bank_account_number": "beneficiary_account_number",
    "beneficiary_remittance_purpose": "beneficiary_remittance_purposes",
    "beneficiary_beneficiary_relationship": "beneficiary_relationship",
}


def _headers(key: str = "k") -> dict[str, str]:
    return {"idempotency-key": key}


def test_all_missing_fields_are_told_together_in_their_order(bench: Bench) -> None:
    for data in ({}, {"beneficiary_nationality": "x", "sender_date_of_birth": "x"}):
        reply = bench.api("POST", CALL, data=data, headers=_headers())
        assert bench.errors(reply) == [(name, 1001) for name in FIRST]
    company = bench.api("POST", WITH_FILE, data={}, headers=_headers())
    names = [*FIRST[:3], "transaction_type", "beneficiary_bank_account_number"]
    assert bench.errors(company) == [(name, 1001) for name in names]


@pytest.mark.parametrize("name", FIRST)
def test_each_of_the_first_is_told_alone(bench: Bench, name: str) -> None:
    reply = ask_abroad(bench, **{SPELLED.get(name, name): None, "sender_country": "x"})  # type: ignore[arg-type]
    assert bench.errors(reply) == [(name, 1001)]
    words = name.replace("_", " ").capitalize()
    assert reply.json()["errors"][0]["message"] == f"{words} cannot be empty"


def test_the_others_follow_once_the_first_are_there(bench: Bench) -> None:
    fields: Json = dict.fromkeys(SECOND)
    reply = ask_abroad(bench, key="none", **fields | {"amount": "nonsense"})
    names = [*SECOND, "idempotency-key"]
    assert bench.errors(reply) == [(name, 1001) for name in names]


def test_blanks_are_nothing(bench: Bench) -> None:
    assert bench.errors(ask_abroad(bench, amount="  ", sender_name=" ")) == [("amount", 1001)]


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        ("x", 1020),
        ("-5", 1020),
        ("1e3", 1020),
        ("1,5", 1020),
        ("1.000,00", 1020),
        ("5.", 1020),
        ("٥", 1020),
        ("NaN", 1020),
        ("1.505", 1083),
        ("1.500", 1083),
        ("0", 1082),
        ("1.49", 1082),
        ("3000.51", 1081),
        ("9" * 400, 1081),
    ],
)
def test_amounts_that_do_not_fit(bench: Bench, amount: str, code: int) -> None:
    assert bench.errors(ask_abroad(bench, amount=amount)) == [("amount", code)]
    assert held(bench) == []


def test_the_limits_themselves_fit(bench: Bench) -> None:
    assert [abroad(bench, amount=text)["beneficiary_amount"] for text in ("1.50", "3000.5")] == [1.5, 3000.5]


def test_yen_have_no_decimals(bench: Bench) -> None:
    fields = fields_for(bench, "JPN")
    for amount in ("1000.5", "1000.00"):
        reply = ask_abroad(bench, **fields | {"amount": amount})  # type: ignore[arg-type]
        assert bench.errors(reply) == [("amount", 1083)]
        assert reply.json()["errors"][0]["message"] == "Amount may have no decimals"
    made = abroad(bench, **fields | {"amount": "1000"})
    assert (made["beneficiary_amount"], made["amount"]) == (1000, 108_720)


def test_limits_are_told_with_two_decimals(bench: Bench) -> None:
    texts = [ask_abroad(bench, amount=amount).json()["errors"][0]["message"] for amount in ("9999", "1")]
    assert texts == [
        "Maximum transfer amount for international disbursement is 3000.50",
        "Minimum transfer amount for international disbursement is 1.50",
    ]


WRONG = [
    ("transaction_type", "B2B", 1069),
    ("transaction_type", "c2c", 1069),
    ("source_country", "MYS", 1034),
    ("destination_country", "XXX", 1034),
    ("destination_country", "IDN", 1034),
    ("beneficiary_nationality", "XXX", 1034),
    ("beneficiary_bank_id", "2122", 1041),
    ("beneficiary_beneficiary_relationship", "BOSS", 1041),
    ("beneficiary_source_of_funds", "LOTTERY", 1041),
    ("beneficiary_remittance_purpose", "FUN", 1041),
    ("sender_identity_type", "drv_lic", 1041),
    ("sender_job", "babu", 1041),
    ("sender_country", "IDN", 1034),
    ("sender_place_of_birth", "Depok", 1038),
    ("sender_date_of_birth", "01-12-1963", 1039),
    ("sender_date_of_birth", "1963-02-30", 1040),
    ("sender_date_of_birth", "2999-01-01", 1040),
    ("id_expiration_date", "2022/11/29", 1039),
    ("id_expiration_date", "2023-02-29", 1040),
    ("beneficiary_full_name", "x" * 256, 1024),
    ("beneficiary_full_name", "J☺hn", 1084),
    ("beneficiary_address", "Mosley <b>St</b>", 1084),
    ("sender_name", "Siti; DROP", 1084),
    ("beneficiary_bank_account_number", "12#4", 1084),
    ("beneficiary_msisdn", "0" * 256, 1024),
    ("beneficiary_sort_code", "50696", 1087),
    ("beneficiary_sort_code", "50-69-67", 1084),
    ("sender_email", "a@example.com,b@example.com", 1041),
    ("sender_email", "siti", 1041),
    ("beneficiary_email", "siti@", 1041),
    ("sender_phone_number", "08123456789", 1041),
    ("sender_phone_number", "+62 812", 1041),
]


@pytest.mark.parametrize(("name", "value", "code"), WRONG)
def test_values_that_do_not_fit(bench: Bench, name: str, value: str, code: int) -> None:
    reply = ask_abroad(bench, **{SPELLED.get(name, name): value})
    assert bench.errors(reply) == [(name, code)]
    assert held(bench) == []


@pytest.mark.parametrize(
    ("country", "name", "good", "bad", "code"),
    [
        ("AUS", "beneficiary_bsb_number", "062000", "06200", 1087),
        ("IND", "beneficiary_ifs_code", "HDFC0000001", "HDFC000000", 1087),
        ("DEU", "beneficiary_iban", "DE89370400440532013000", "DE89 3704", 1084),
        ("USA", "beneficiary_ach_code", "021000021", "0210_0021", 1084),
    ],
)
def test_identifiers_of_a_country(
    bench: Bench, country: str, name: str, good: str, bad: str, code: int
) -> None:
    set_rate(bench, country, active=True)
    fields = fields_for(bench, country)
    reply = ask_abroad(bench, **fields | {name: bad})  # type: ignore[arg-type]
    assert bench.errors(reply) == [(name, code)]
    made = abroad(bench, **fields | {name: good})["beneficiary"]
    assert isinstance(made, dict)
    assert made[name.removeprefix("beneficiary_")] == good


def test_identifiers_that_are_not_asked_for_are_kept_as_they_come(bench: Bench) -> None:
    made = abroad(bench, beneficiary_bsb_number="1", beneficiary_swift_bic_code="?")["beneficiary"]
    assert isinstance(made, dict)
    assert (made["bsb_number"], made["swift_bic_code"]) == ("1", "?")


def test_everything_that_does_not_fit_is_told_together_and_once(bench: Bench) -> None:
    reply = ask_abroad(bench, amount="x", sender_job="x" * 300, beneficiary_sort_code="1")
    assert bench.errors(reply) == [
        ("amount", 1020),
        ("sender_job", 1041),
        ("beneficiary_sort_code", 1087),
    ]


@pytest.mark.parametrize(
    ("country", "kind"), [("CHN", "B2C"), ("LVA", "B2B"), ("LVA", "B2C"), ("MYS", "C2C"), ("XXX", "A2A")]
)
def test_a_type_belongs_to_its_call_and_country(bench: Bench, country: str, kind: str) -> None:
    fields = {"destination_country": country, "transaction_type": kind, "beneficiary_iban": "LV80"}
    reply = ask_company(bench, **fields)  # type: ignore[arg-type]
    assert ("transaction_type", 1069) in bench.errors(reply)


def test_some_countries_take_companies_only(bench: Bench) -> None:
    reply = ask_abroad(bench, destination_country="PHL", beneficiary_bank_id="3082", amount="100")
    assert ("transaction_type", 1069) in bench.errors(reply)
    fields = {"destination_country": "PHL", "transaction_type": "B2C", "beneficiary_bank_id": None}
    assert company_abroad(bench, **fields, attachment_type=None, file=None)["status"] == "PENDING"


def test_few_words_are_refused_once_the_switch_says_so(bench: Bench) -> None:
    bench.panel("POST", "/switches", fewest_address_words=4)
    reply = ask_abroad(bench)
    assert bench.errors(reply) == [("beneficiary_address", 1085)]
    assert "at least 4 words" in reply.json()["errors"][0]["message"]
    assert abroad(bench, beneficiary_address="12 Mosley St North")["status"] == "PENDING"


def test_an_optional_field_may_be_empty_and_a_strange_one_is_ignored(bench: Bench) -> None:
    made = abroad(bench, beneficiary_email="", beneficiary_msisdn=" ", nonsense="x" * 999)
    assert set(CONSUMER) - set(made)
    assert isinstance(made["beneficiary"], dict)
    assert (made["beneficiary"]["email"], made["beneficiary"]["msisdn"]) == (None, None)


def test_every_code_that_is_answered_is_a_documented_one() -> None:
    documented = json.loads(ERROR_CODES.read_text(encoding="utf-8"))
    assert set(TEXTS) - set(documented["international"]) == {1035}
    assert 1035 in documented["money_transfer"]
