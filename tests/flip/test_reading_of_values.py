"""Every documented spelling of ids, amounts, times, flags and nothing, and what is never guessed."""

import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from app.flip.bills import Bill
from app.flip.json_text import Unreadable, parse_answer
from app.flip.payments import Payment
from app.flip.times import read_time

LONG = 9_223_372_036_854_775_809_123


def bill(**fields: object) -> Bill:
    return Bill.read({"link_id": 1, **fields})


@pytest.mark.parametrize(
    ("text", "link_id"),
    [
        (str(LONG), str(LONG)),
        (f'"{LONG}"', str(LONG)),
        ("1000000000000000001", "1000000000000000001"),
        ('"007"', "007"),
        ("0", "0"),
    ],
)
def test_ids_stay_exact_text(text: str, link_id: str) -> None:
    assert Bill.read(parse_answer(f'{{"link_id": {text}}}'.encode())).link_id == link_id


@pytest.mark.parametrize("text", ["1.5", "1e3", "true", "null", '""', "[]", "{}", f'"{"x" * 256}"'])
def test_what_is_no_id_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable, match="link_id"):
        Bill.read(parse_answer(f'{{"link_id": {text}}}'.encode()))


@pytest.mark.parametrize(
    ("amount", "rupiah"),
    [
        (45000, 45000),
        ("45000", 45000),
        ("45000.00", 45000),
        (Decimal("45000.0"), 45000),
        (0, None),
        ("0", None),
        (None, None),
        ("", None),
        ("null", None),
    ],
)
def test_the_amount_of_a_bill(amount: object, rupiah: int | None) -> None:
    assert bill(amount=amount).amount_idr == rupiah


@pytest.mark.parametrize(
    "amount", ["10.000", "10,000", "Rp10000", " 1", "1e5", "٣", Decimal("0.5"), True, [], {}, 2**63, "9" * 19]
)
def test_an_amount_is_never_guessed(amount: object) -> None:
    with pytest.raises(Unreadable, match="amount"):
        bill(amount=amount)


@pytest.mark.parametrize("amount", [None, "", "null"])
def test_a_payment_without_amount_is_unreadable(amount: object) -> None:
    with pytest.raises(Unreadable, match="amount"):
        Payment.read({"id": "PGPWF1", "status": "PENDING", "amount": amount})


@pytest.mark.parametrize(
    "spelling",
    [
        "2022-12-30 15:50:00",
        "2022-12-30 15:50",
        " 2022-12-30 15:50:00 ",
        "2022-12-30T15:50:00+07:00",
        "2022-12-30T15:50:00+0700",
        "2022-12-30 15:50:00+700",
        "2022-12-30 15:50:00+7:00",
        "2022-12-30 03:20:00-530",
        "2022-12-30T08:50:00Z",
        "2022-12-30T15:50:00.000000000+07:00",
        "2022-12-30T08:50:00.0Z",
        1672390200,
    ],
)
def test_every_spelling_of_a_moment(spelling: object) -> None:
    assert read_time(spelling) == datetime(2022, 12, 30, 8, 50, tzinfo=UTC)


def test_nanoseconds_are_cut_and_bare_dates_begin_the_day() -> None:
    assert read_time("2022-12-30T15:50:00.123456789+07:00") == datetime(
        2022, 12, 30, 8, 50, 0, 123456, tzinfo=UTC
    )
    assert read_time("2022-12-30") == datetime(2022, 12, 29, 17, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "spelling",
    [
        None,
        "",
        "null",
        "-",
        "(not set)",
        "0000-00-00 00:00:00",
        "0000-00-00T00:00:00Z",
        "0001-01-01 00:00:00",
        "2022-02-30 10:00:00",
        "2022-12-30 25:00:00",
        "2022-12-30 15:50.5",
        "yesterday",
        True,
        1.5,
        10**30,
        -(10**15),
        [],
        {},
    ],
)
def test_no_moment_in_any_spelling_is_none(spelling: object) -> None:
    assert read_time(spelling) is None


@pytest.mark.parametrize(
    ("flag", "truth"),
    [
        (0, False),
        (1, True),
        ("0", False),
        ("1", True),
        (True, True),
        (False, False),
        (None, False),
        (7, False),
    ],
)
def test_flags(flag: object, truth: bool) -> None:
    assert bill(is_address_required=flag).is_address_required is truth


@pytest.mark.parametrize(
    ("step", "number"),
    [(1, 1), ("3", 3), ("checkout_seamless", 2), ("direct_api", 3), ("odd", None), (None, None), ([], None)],
)
def test_steps(step: object, number: int | None) -> None:
    assert bill(step=step).step == number


def test_empty_parts_and_markers_are_none() -> None:
    read = bill(customer=[], bill_payment={}, payment_method=None, redirect_url="", payment_url="null")
    assert (read.customer, read.bill_payment, read.payment_method) == (None, None, None)
    assert (read.redirect_url, read.payment_url) == (None, None)


def test_a_customer_may_be_called_null() -> None:
    read = Payment.read({"id": "A", "amount": 1, "status": "PENDING", "sender_name": "null"})
    assert read.sender_name == "null"


def test_unknown_words_and_keys_are_kept() -> None:
    answer = b'{"link_id": 1, "status": "ASLEEP", "fees": [{"rate": 0.70}], "big": 123456789012345678901}'
    read = Bill.read(parse_answer(answer))
    assert read.status == "ASLEEP"
    assert read.raw["fees"] == [{"rate": "0.70"}]
    assert json.loads(json.dumps(read.raw))["big"] == 123456789012345678901


def test_the_last_of_two_equal_keys_counts() -> None:
    assert Bill.read(parse_answer(b'{"link_id": 1, "link_id": 2}')).link_id == "2"


def test_answers_with_unstorable_characters_are_mended() -> None:
    read = Bill.read(parse_answer(b'\xef\xbb\xbf{"link_id": 1, "title": "a\\u0000b\\ud800c"}'))
    assert read.title == "a\ufffdb\ufffdc"
    assert read.raw["title"] == "a\ufffdb\ufffdc"
