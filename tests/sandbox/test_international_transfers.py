"""Transfers abroad: what create answers and takes from the balance, and how it is read (reference:
international).
"""

import random
import re
from decimal import ROUND_CEILING, Decimal

import pytest
import requests

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
    rate,
    rates,
    set_rate,
    shown,
)
from tests.sandbox.bench import KEY, Bench

START = 950_000_000_000


def test_a_consumers_transfer_takes_its_rupiah_and_the_fee(bench: Bench) -> None:
    made = abroad(bench)
    assert re.fullmatch(r"\d{18}", str(made["id"]))
    assert (made["amount"], made["fee"], made["exchange_rate"]) == (999_999, 80_000, 19000.55)
    assert (made["beneficiary_amount"], made["beneficiary_currency_code"]) == (52.63, "GBP")
    assert (made["status"], made["time_served"], made["receipt"]) == ("PENDING", "(not set)", "")
    assert bench.balance() == START - 1_079_999
    (movement,) = bench.panel("GET", "/books").json()["movements"][1:]
    assert (movement["kind"], movement["subject"]) == ("international", str(made["id"]))


def test_a_companys_transfer_has_no_sender(bench: Bench) -> None:
    made = company_abroad(bench)
    assert (made["amount"], made["beneficiary_amount"], made["sender"]) == (1_004_594, 300.6, None)
    assert bench.balance() == START - 1_049_594


def test_what_was_sent_is_shown_and_the_rest_is_empty_in_its_own_way(bench: Bench) -> None:
    consumer, company = abroad(bench)["beneficiary"], company_abroad(bench)["beneficiary"]
    assert isinstance(consumer, dict)
    assert isinstance(company, dict)
    assert (consumer["bank"], consumer["sort_code"], consumer["remittance_purpose"]) == (
        "Allica Bank",
        "506967",
        "EDUCATION",
    )
    assert (consumer["msisdn"], consumer["id_number"], consumer["ach_code"]) == (None, None, None)
    assert (company["msisdn"], company["id_number"], company["ach_code"]) == ("", "", "")
    assert (company["email"], company["iban"], company["postal_code"]) == (None, None, None)
    assert set(consumer) == set(company)


def test_a_bank_may_be_named_where_that_is_known(bench: Bench) -> None:
    fields = {"destination_country": "GBR", "beneficiary_bank_id": None, "beneficiary_sort_code": "506967"}
    named = company_abroad(bench, **fields, beneficiary_bank_name="Monzo")["beneficiary"]
    elsewhere = company_abroad(bench, beneficiary_bank_id=None, beneficiary_bank_name="Monzo")["beneficiary"]
    assert [to["bank"] for to in (named, elsewhere) if isinstance(to, dict)] == ["Monzo", None]


def test_fields_of_the_other_call_are_ignored(bench: Bench) -> None:
    made = company_abroad(bench, **{"beneficiary_swift_bic_code": "ABCDEFGH", "sender_name": "x" * 999})
    assert isinstance(made["beneficiary"], dict)
    assert (made["beneficiary"]["swift_bic_code"], made["sender"]) == (None, None)


def test_the_words_of_the_errors_are_taken_as_names_too(bench: Bench) -> None:
    other = {
        "beneficiary_bank_account_number": "beneficiary_account_number",
        "beneficiary_remittance_purpose": "beneficiary_remittance_purposes",
        "beneficiary_beneficiary_relationship": "beneficiary_relationship",
    }
    fields = {word: CONSUMER[name] for word, name in other.items()} | dict.fromkeys(other.values())
    assert abroad(bench, **fields)["beneficiary"] == abroad(bench)["beneficiary"]


def test_the_rupiah_are_rounded_up_exactly_for_every_currency(bench: Bench) -> None:
    chance = random.Random(17)
    board = {str(row["currency_code"]): row for row in rates(bench) if row["is_active"]}
    for currency, row in board.items():
        fields = fields_for(bench, str(row["country_iso_code"]))
        places = 0 if currency == "JPY" else 2
        for _ in range(4):
            low, high = float(str(row["minimum_amount"])), float(str(row["maximum_amount"]))
            amount = Decimal(str(chance.uniform(low, high))).quantize(Decimal(1).scaleb(-places))
            made = abroad(bench, **fields | {"amount": amount})
            exact = amount * Decimal(str(row["flip_exchange_rate"]))
            assert made["amount"] == int(exact.to_integral_value(ROUND_CEILING)), (currency, amount)
    assert len(board) == 14
    spent = sum(int(str(row["amount"])) + int(str(row["fee"])) for row in held(bench))
    assert bench.balance() == START - spent


def test_a_balance_that_is_short_refuses_and_writes_nothing(bench: Bench) -> None:
    rupiah = 380_011_000
    bench.panel("POST", "/balance", top_up=rupiah + 80_000 - START - 1)
    fields = {"amount": "2000", "destination_country": "GBR"}
    set_rate(bench, "GBR", rate="190005.5")
    reply = ask_abroad(bench, key="k", **fields)
    assert (reply.status_code, reply.json()["code"]) == (422, "BALANCE_INSUFFICIENT")
    assert [(e["attribute"], e["code"]) for e in reply.json()["errors"]] == [("amount", 1035)]
    assert held(bench) == []
    bench.panel("POST", "/balance", top_up=1)
    assert ask_abroad(bench, key="k", **fields).json()["amount"] == rupiah
    assert bench.balance() == 0


def test_short_ids_count(bench: Bench) -> None:
    bench.panel("POST", "/switches", id_style="short")
    assert [abroad(bench)["id"], company_abroad(bench)["id"], bench.transfer()["id"]] == [1, 2, 1]


def test_a_transfer_is_read_by_its_id(bench: Bench) -> None:
    made = abroad(bench)
    assert shown(bench, made) == made
    for unknown in ("1", "abc", "9" * 40):
        reply = bench.api("GET", f"{CALL}/{unknown}")
        assert (reply.status_code, reply.json()["message"]) == (404, "Page not found.")


def test_it_is_documented_on_v2_only(bench: Bench) -> None:
    for path in ("", "/exchange-rates", "/form-data", "/1"):
        assert bench.api("GET", CALL + path, prefix="/api/v3").status_code == 404
    assert bench.api("GET", CALL, prefix="/big_sandbox_api/v2").status_code == 200
    assert bench.api("POST", WITH_FILE, prefix="/api/v3", data={"amount": "1"}).status_code == 404


def test_a_wrong_key_has_the_newer_words(bench: Bench) -> None:
    reply = bench.api("GET", f"{CALL}/exchange-rates", auth=("wrong", ""))
    assert (reply.status_code, reply.json()["message"]) == (
        401,
        "Your request was made with invalid credentials.",
    )
    files = {"attachment_data": ("a.pdf", b"x")}
    assert bench.api("POST", WITH_FILE, files=files, auth=("wrong", "")).status_code == 401


def test_a_stale_or_strange_timestamp_is_refused(bench: Bench) -> None:
    for stamp, code in (("2020-01-01T00:00:00+0700", 1094), ("yesterday", 1095)):
        headers = {"idempotency-key": "k", "X-TIMESTAMP": stamp}
        reply = bench.api("POST", CALL, data={"amount": "1"}, headers=headers)
        assert bench.errors(reply) == [("X-TIMESTAMP", code)]


def test_a_form_is_asked_for_and_a_file_only_at_its_own_call(bench: Bench) -> None:
    for how in ({"json": {"amount": 1}}, {"files": {"attachment_data": ("a.pdf", b"x")}}):
        assert bench.errors(bench.api("POST", CALL, **how)) == [("content_type", 999)]
    assert bench.errors(bench.api("POST", WITH_FILE, json={"amount": 1})) == [("content_type", 999)]


def test_after_a_dropped_reply_the_same_key_finds_the_one_transfer(bench: Bench) -> None:
    before = rate(bench)["flip_exchange_rate"]
    bench.panel("POST", "/faults", match="POST /international-disbursement$", do="drop_reply", times=1)
    with pytest.raises(requests.ConnectionError):
        ask_abroad(bench, key="k")
    (listed,) = bench.api("GET", CALL).json()["data"]
    assert listed["idempotency_key"] == "k"
    set_rate(bench, "GBR", rate=25000)
    again = abroad(bench, key="k")
    assert (again["id"], again["exchange_rate"]) == (listed["id"], before)
    assert len(held(bench)) == 1


def test_a_fault_finds_what_a_call_with_a_file_carries(bench: Bench) -> None:
    fault = {"do": "status", "status": 500, "times": 1}
    bench.panel("POST", "/faults", match="create-with-attachment", carries="amount=77.7", **fault)
    assert ask_company(bench, amount="77.8").status_code == 200
    assert ask_company(bench, amount="77.7").status_code == 500
    assert ask_company(bench, amount="77.7").status_code == 200
    assert KEY not in bench.panel("GET", "/books").text
