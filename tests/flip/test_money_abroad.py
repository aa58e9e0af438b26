"""Money abroad is exact: never a float, read and written to the last decimal, and never guessed."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.flip.foreign_money import decimals, written
from app.flip.international import InternationalTransfer
from app.flip.json_text import Unreadable, parse_answer
from tests.flip.abroad import MADE

minor_units = st.integers(min_value=1, max_value=10**14)


def transfer(**fields: object) -> InternationalTransfer:
    return InternationalTransfer.read({**MADE, **fields})


@pytest.mark.parametrize(
    ("amount", "country", "text"),
    [
        ("52.63", "GBR", "52.63"),
        ("300.60", "MYS", "300.6"),
        ("300", "MYS", "300"),
        ("1E+3", "USA", "1000"),
        ("1500", "JPN", "1500"),
        ("1500.00", "JPN", "1500"),
        ("0.01", "KOR", "0.01"),
        ("100000000000000000000000000000000001.23", "VNM", "100000000000000000000000000000000001.23"),
    ],
)
def test_the_same_amount_is_always_the_same_text(amount: str, country: str, text: str) -> None:
    assert written(Decimal(amount), country) == text


@pytest.mark.parametrize(
    ("amount", "country"),
    [("52.631", "GBR"), ("0.001", "KOR"), ("1500.5", "JPN"), ("0.01", "JPN"), ("1E-3", "USA")],
)
def test_more_decimals_than_the_country_takes_are_not_written(amount: str, country: str) -> None:
    with pytest.raises(ValueError, match="fewer decimals"):
        written(Decimal(amount), country)


@pytest.mark.parametrize("amount", [52.63, 52, "52.63", None, Decimal("NaN"), Decimal("Infinity")])
def test_only_exact_decimals_are_written(amount: object) -> None:
    with pytest.raises(ValueError, match="exact decimal"):
        written(amount, "GBR")  # type: ignore[arg-type]


@pytest.mark.parametrize("amount", ["0", "0.00", "-0", "-1", "-0.01"])
def test_nothing_and_less_is_no_amount(amount: str) -> None:
    with pytest.raises(ValueError, match="above zero"):
        written(Decimal(amount), "GBR")


def test_japan_alone_takes_no_decimals() -> None:
    assert [decimals(country) for country in ("JPN", "GBR", "KOR", "VNM", "ZZZ")] == [0, 2, 2, 2, 2]


@settings(derandomize=True, max_examples=2000, deadline=None, database=None)
@given(minor_units, st.sampled_from(["GBR", "JPN", "MYS"]))
def test_what_is_written_is_read_again_to_the_last_decimal(minor: int, country: str) -> None:
    amount = Decimal(minor).scaleb(-decimals(country))
    text = written(amount, country)
    for shown in (text, f'"{text}"'):
        answer = parse_answer(f'{{"beneficiary_amount": {shown}}}'.encode())
        assert isinstance(answer, dict)
        assert transfer(**answer).beneficiary_amount == amount


@pytest.mark.parametrize(
    ("shown", "amount"),
    [
        ("52.63", "52.63"),
        ("52.630", "52.63"),
        ("1E+2", "100"),
        ("300", "300"),
        ('"300.6"', "300.6"),
        ('"0300"', "300"),
        ("0.1000000000000000055511151231257827", "0.1000000000000000055511151231257827"),
    ],
)
def test_amounts_abroad_are_read_exactly(shown: str, amount: str) -> None:
    answer = parse_answer(f'{{"beneficiary_amount": {shown}}}'.encode())
    assert isinstance(answer, dict)
    assert transfer(**answer).beneficiary_amount == Decimal(amount)


@pytest.mark.parametrize(
    "shown", [None, "", "1.000", "1,000", "1,5", "GBP 5", " 1", "1e5", "٣", True, [], {}, 10**15, 0.1]
)
def test_an_amount_abroad_is_never_guessed(shown: object) -> None:
    with pytest.raises(Unreadable, match="beneficiary_amount"):
        transfer(beneficiary_amount=shown)


@pytest.mark.parametrize("amount", [Decimal("1004593.176"), "1.004.594", None])
def test_the_rupiah_of_a_transfer_abroad_are_whole(amount: object) -> None:
    with pytest.raises(Unreadable, match=": amount$"):
        transfer(amount=amount)
    assert transfer(amount=Decimal("1004594.0")).amount_idr == 1_004_594
    assert type(transfer(amount="1004594").amount_idr) is int
