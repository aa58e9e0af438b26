"""Both passes of validation, attribute by attribute (reference: accept-payment, Validation of create
bill).
"""

import pytest

from tests.sandbox.bench import Bench

GOOD_1 = {"title": "Kopi", "type": "SINGLE"}
GOOD_2 = GOOD_1 | {"step": "2", "amount": "10000", "sender_name": "Jon", "sender_email": "jon@example.com"}
GOOD_3 = GOOD_2 | {"step": "3", "sender_bank": "bni", "sender_bank_type": "virtual_account"}


def test_the_first_pass_answers_all_eight_at_once_with_the_documented_words(bench: Bench) -> None:
    flags = {"is_address_required": "1", "is_phone_number_required": "1"}
    reply = bench.api("POST", "/pwf/bill", data={"step": "3", "expired_date": "soon"} | flags)
    required = {"title": 1043, "type": 1044, "expired_date": 1047, "sender_name": 1070, "sender_email": 1072}
    required |= {"sender_phone_number": 1073, "sender_address": 1075, "sender_bank": 1077}
    assert bench.errors(reply) == list(required.items())
    words = [error["message"] for error in reply.json()["errors"]]
    assert words[:3] == ["Param title is required", "Param type is required", "Param expired_date is invalid"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"title": "Kopi?"}, ("title", 1061)),
        ({"title": "x" * 256}, ("title", 1061)),
        ({"title": "<b>Kopi"}, ("title", 1061)),
        ({"type": "single"}, ("type", 1045)),
        ({"step": "4"}, ("step", 1041)),
        ({"is_address_required": "yes"}, ("is_address_required", 1041)),
        ({"amount": "banyak"}, ("amount", 1064)),
        ({"amount": "45000.5"}, ("amount", 1064)),
        ({"amount": "9999"}, ("amount", 1058)),
        ({"amount": "-10000"}, ("amount", 1058)),
        ({"amount": "0"}, ("amount", 1058)),
        ({"redirect_url": "javascript:alert(1)"}, ("redirect_url", 1059)),
        ({"redirect_url": "example.com"}, ("redirect_url", 1059)),
        ({"expired_date": "2020-01-01 10:00"}, ("expired_date", 1047)),
        ({"expired_date": "2099-02-30 10:00"}, ("expired_date", 1047)),
        ({"expired_date": "01-02-2099"}, ("expired_date", 1047)),
    ],
)
def test_one_wrong_value_at_step_1(bench: Bench, change: dict[str, str], expected: tuple[str, int]) -> None:
    assert bench.errors(bench.api("POST", "/pwf/bill", data=GOOD_1 | change)) == [expected]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"amount": ""}, ("amount", 1001)),
        ({"type": "MULTIPLE"}, ("type", 1045)),
        ({"sender_email": "jon"}, ("sender_email", 1071)),
        ({"sender_phone_number": "12345"}, ("sender_phone_number", 1074)),
        ({"sender_bank_type": ""}, ("sender_bank_type", 1078)),
        ({"sender_bank_type": "e_wallet"}, ("sender_bank_type", 1079)),
        ({"sender_bank": "bca"}, ("sender_bank", 1091)),
        ({"sender_bank": "unknown"}, ("sender_bank", 1091)),
    ],
)
def test_one_wrong_value_at_step_3(bench: Bench, change: dict[str, str], expected: tuple[str, int]) -> None:
    assert bench.errors(bench.api("POST", "/pwf/bill", data=GOOD_3 | change)) == [expected]


def test_the_second_pass_waits_for_a_clean_first(bench: Bench) -> None:
    both = bench.api("POST", "/pwf/bill", data=GOOD_1 | {"title": "", "amount": "1"})
    assert bench.errors(both) == [("title", 1043)]
    later = bench.api("POST", "/pwf/bill", data=GOOD_3 | {"title": "?", "amount": "1", "sender_bank": "bca"})
    assert bench.errors(later) == [("title", 1061), ("amount", 1058), ("sender_bank", 1091)]


@pytest.mark.parametrize("when", ["2099-12-30 15:50", "2099-12-30 15:50:00", "2099-12-30"])
def test_dates_come_with_or_without_seconds_or_time(bench: Bench, when: str) -> None:
    shown = bench.bill(expired_date=when)["expired_date"]
    assert shown == ("2099-12-30 15:50:00" if " " in when else "2099-12-30 23:59:00")


def test_a_missing_phone_matters_only_when_the_bill_asks_for_one(bench: Bench) -> None:
    assert bench.api("POST", "/pwf/bill", data=GOOD_2).status_code == 200
    asking = bench.api("POST", "/pwf/bill", data=GOOD_2 | {"is_phone_number_required": "1"})
    assert bench.errors(asking) == [("sender_phone_number", 1073)]


def test_no_bill_is_left_behind_by_a_refusal(bench: Bench) -> None:
    bench.api("POST", "/pwf/bill", data=GOOD_3 | {"sender_bank": "bca"})
    assert bench.api("GET", "/pwf/bill").json() == []


def test_a_company_limit_can_be_set(bench: Bench) -> None:
    bench.panel("POST", "/switches", company_limit=50000)
    assert bench.errors(bench.api("POST", "/pwf/bill", data=GOOD_1 | {"amount": "50001"})) == [
        ("amount", 1067)
    ]
