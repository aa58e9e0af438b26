"""Whatever bytes a callback carries, reading them ends soon, and in a value or in `Unreadable`."""

import json
import time
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.flip.callbacks import (
    Unreadable,
    parse_agent,
    parse_bank_status,
    parse_disbursement,
    parse_inquiry,
    parse_payment,
    read_data,
    recognise,
)

PAYMENT = json.dumps(
    {
        "id": "PGPWF10117252588865176637",
        "bill_link_id": 130110,
        "bill_link": "flip.id/pwf-sandbox/$f/#testnewbill-2536",
        "bill_title": "Test New Bill ",
        "sender_name": "nisa",
        "sender_bank": "mandiri",
        "sender_bank_type": "virtual_account",
        "amount": 45000,
        "status": "SUCCESSFUL",
        "created_at": "2024-09-02 13:34:46",
    }
).encode()


TRANSFER = json.dumps(
    {
        "id": 1234567890123456789,
        "amount": "10000",
        "status": "DONE",
        "reason": "",
        "timestamp": "2017-08-28 14:32:47",
        "time_served": "0000-00-00 00:00:00",
        "bank_code": "bni",
        "account_number": "0437051936",
        "recipient_name": "- FLIPTECH LENTERA INSPIRASI P",
        "sender": {"sender_name": "John Doe", "date_of_birth": "31-10-1990", "job": "babu"},
        "fee": 1500,
    }
).encode()
BANKS = (
    b'[{"bank_code": "bca", "status": "DISTURBED", "message": "Slow", "updated_at": "2023-03-10 10:10:00"}]'
)
AGENT = (
    b'{"agent_id": 2, "agent_name": "John ", "kyc_status": "REJECTED", "rejected_reason_code": 10,'
    b' "rejected_reason": "Data differ", "updated_at": "2022-03-17 09:48:58", "verified_at": null}'
)
PARSERS = (parse_payment, parse_disbursement, parse_inquiry, parse_bank_status, parse_agent)


def in_a_second(work: Callable[[], object]) -> None:
    begun = time.thread_time()
    work()
    assert time.thread_time() - begun < 1


def read_as_far_as_possible(data: bytes) -> None:
    with suppress(Unreadable):
        value = read_data(data)
        recognise(value)
        for parse in PARSERS:
            with suppress(Unreadable):
                parse(value)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" ",
        b"null",
        b"1",
        b'"text"',
        b"{",
        b"{]",
        b"{'id': 1}",
        b'{"id": 1} {}',
        b"\xff\xfe",
        b'{"name": "\xc3\x28"}',
        b"[" * 100_000,
        b"[" * 33 + b"]" * 33,
        b'{"a":' * 50_000,
        b'{"amount": NaN}',
        b'{"amount": -Infinity}',
        b'{"amount": ' + b"9" * 5000 + b"}",
        b'{"amount": 1.' + b"0" * 5000 + b"}",
        b'{"amount": 1e999999999}',
        b'{"amount": 1e99999999999999999999999}',
        b'{"amount": 1E-400}',
        b'{"name": "\\u0000"}',
        b'{"name\\u0000": 1}',
        b'{"name": "\x00"}',
        b'{"name": "\\ud800"}',
        b'[["\\udfff"]]',
        b"<html></html>",
        b"[" + b"1," * 600_000 + b"1]",
    ],
)
def test_P21_hostile_data_is_unreadable(data: bytes) -> None:
    begun = time.thread_time()
    with pytest.raises(Unreadable):
        read_data(data)
    assert time.thread_time() - begun < 1


@pytest.mark.parametrize(
    "data",
    [
        b"[" + b"0," * 130_000 + b"0]",
        b"[" + b"{}," * 87_000 + b"{}]",
        b"{" + b",".join(b'"%d":[]' % number for number in range(25_000)) + b"}",
        b'{"a": "' + b"\\u00e9" * 43_000 + b'"}',
        b"[" + b"1e60," * 52_000 + b"1e60]",
        b"x" * 1_048_576,
        PAYMENT[:-1] + b" " * 1_048_576 + b"}",
    ],
)
def test_P21_large_data_is_done_within_a_second(data: bytes) -> None:
    in_a_second(lambda: read_as_far_as_possible(data))


def test_numbers_stay_exact() -> None:
    value = read_data(b'{"id": 123456789012345678901234567890, "rate": 0.10, "id2": 1, "id2": 2}')
    assert value == {"id": 123456789012345678901234567890, "rate": Decimal("0.10"), "id2": 2}
    assert isinstance(value, dict)
    assert str(value["rate"]) == "0.10"


def test_a_payment_whose_amount_is_not_whole_rupiah_is_unreadable() -> None:
    for amount in ("45000.5", '"many"', "null", "1e60", "true"):
        with pytest.raises(Unreadable, match="amount"):
            parse_payment(read_data(PAYMENT.replace(b"45000", amount.encode())))


mutations = st.lists(
    st.tuples(
        st.integers(min_value=0, max_value=len(PAYMENT)),
        st.integers(min_value=0, max_value=20),
        st.binary(max_size=12),
    ),
    min_size=1,
    max_size=6,
)
short_run = settings(derandomize=True, max_examples=200, deadline=1000, database=None)


@short_run
@given(st.sampled_from([PAYMENT, TRANSFER, BANKS, AGENT]), mutations)
def test_P21_mutated_callbacks_are_read_or_unreadable(
    data: bytes, changes: list[tuple[int, int, bytes]]
) -> None:
    for start, length, new in changes:
        data = data[:start] + new + data[start + length :]
    read_as_far_as_possible(data)


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
values = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=10
)
keys = st.sampled_from(
    [
        *json.loads(PAYMENT),
        *json.loads(TRANSFER),
        *json.loads(AGENT),
        "inquiry_key",
        "account_holder",
        "bank_code",
        "message",
    ]
)


@short_run
@given(st.dictionaries(keys, values) | st.lists(st.dictionaries(keys, values) | values))
def test_P21_any_json_is_read_or_unreadable(value: object) -> None:
    read_as_far_as_possible(json.dumps(value).encode())


@short_run
@given(st.binary(max_size=200))
def test_P21_any_bytes_are_read_or_unreadable(data: bytes) -> None:
    read_as_far_as_possible(data)
