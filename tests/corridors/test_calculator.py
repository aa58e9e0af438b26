"""The calculator: what rupiah reach abroad and what an amount abroad costs, to the last unit of both."""

import random
import re
from decimal import Decimal

import pytest

from app.corridors.conversion import cost_idr, quote_for, quote_of
from app.flip.foreign_money import decimals
from app.lib.foreign_money import TooManyDecimals, parse_foreign
from app.lib.money import NotAnAmount
from tests.corridors.rates import POUNDS, YEN, take
from tests.users.bench import House

RATES = {
    ("GBR", "GBP"): "19000.55",
    ("AUS", "AUD"): "10588.78",
    ("MYS", "MYR"): "3341.96",
    ("JPN", "JPY"): "108.72",
    ("KOR", "KRW"): "11.42",
    ("VNM", "VND"): "0.6312",
}


@pytest.mark.alike
@pytest.mark.parametrize(
    ("country", "amount", "rate", "costs"),
    [
        ("GBR", "52.63", "19000.55", 999_999),
        ("GBR", "1.5", "19000.55", 28_501),
        ("GBR", "2", "19570.57", 39_142),
        ("MYS", "300.6", "3341.96", 1_004_594),
        ("AUS", "1", "10588.78", 10_589),
        ("JPN", "100", "108.72", 10_872),
        ("VNM", "0.01", "0.6312", 1),
        ("VNM", "10000", "0.6312", 6_312),
        ("VNM", "999999999999999.99", "0.6312", 631_200_000_000_000),
    ],
)
def test_p11_an_amount_costs_its_rupiah_rounded_up(country: str, amount: str, rate: str, costs: int) -> None:
    quote = quote_for(Decimal(amount), Decimal(rate), 80_000)
    assert (quote.amount_idr, quote.total_idr, quote.left_idr) == (costs, costs + 80_000, 0)


@pytest.mark.alike
@pytest.mark.parametrize(
    ("country", "amount_idr", "rate", "arrives", "left"),
    [
        ("GBR", 1_000_000, "19000.55", "52.63", 1),
        ("GBR", 999_999, "19000.55", "52.63", 0),
        ("GBR", 999_998, "19000.55", "52.62", 189),
        ("GBR", 190, "19000.55", "0", 190),
        ("MYS", 1_004_594, "3341.96", "300.60", 0),
        ("JPN", 1_000_000, "108.72", "9197", 102),
        ("JPN", 108, "108.72", "0", 108),
        ("VNM", 1, "0.6312", "1.58", 0),
        ("VNM", 6_312, "0.6312", "10000", 0),
        ("VNM", 999_999_999_999_999, "0.6312", "1584283903675537.07", 0),
    ],
)
def test_p11_rupiah_reach_as_far_as_they_can_and_the_rest_is_told(
    country: str, amount_idr: int, rate: str, arrives: str, left: int
) -> None:
    quote = quote_of(amount_idr, Decimal(rate), 80_000, decimals(country))
    assert (quote.amount, quote.left_idr) == (Decimal(arrives), left)
    assert quote.amount_idr + quote.left_idr == amount_idr
    assert quote.total_idr == quote.amount_idr + 80_000


@pytest.mark.alike
@pytest.mark.parametrize("corridor", RATES)
def test_p11_neither_way_takes_more_than_is_told_for_ten_thousand_amounts(corridor: tuple[str, str]) -> None:
    rate, digits, dice = Decimal(RATES[corridor]), decimals(corridor[0]), random.Random(11)
    unit = Decimal(1).scaleb(-digits)
    for _ in range(10_000):
        amount = Decimal(dice.randrange(1, 10**9)).scaleb(-digits)
        cost = cost_idr(amount, rate)
        assert cost - 1 < amount * rate <= cost
        back = quote_of(cost, rate, 0, digits)
        # What is lost in between is less than one rupiah: nothing where a unit is worth more than that.
        assert 0 <= (back.amount - amount) * rate < 1
        assert back.amount == amount or unit * rate < 1
        assert back.amount_idr == cost
        assert (back.amount + unit) * rate > cost


@pytest.mark.alike
@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("52.63", "52.63"),
        ("52,63", "52.63"),
        (" 1250 ", "1250"),
        ("1.250", "1250"),
        ("1,250", "1250"),
        ("1.250,5", "1250.5"),
        ("1,250.50", "1250.5"),
        ("1.250.000", "1250000"),
        ("1.250.000,75", "1250000.75"),
        ("0.500", "0.5"),
        ("0,01", "0.01"),
        ("100.00", "100"),
        ("007", "7"),
    ],
)
def test_an_amount_abroad_is_read_as_people_type_it(typed: str, amount: str) -> None:
    assert parse_foreign(typed, 2) == Decimal(amount)


@pytest.mark.alike
@pytest.mark.parametrize(
    "typed",
    [
        "",
        "0",
        "0.00",
        "-1",
        "abc",
        "1e3",
        "NaN",
        "1.25.0",
        "1,250,5",
        "1.250.00",
        "1 000",
        "١٢",
        "1jt",
        "9" * 16,
    ],
)
def test_what_is_no_amount_abroad_is_refused(typed: str) -> None:
    with pytest.raises(NotAnAmount):
        parse_foreign(typed, 2)


@pytest.mark.alike
@pytest.mark.parametrize(
    ("typed", "most"), [("0.125", 2), ("1250.555", 2), ("10.5", 0), ("1.250,5", 0), ("0,1", 0)]
)
def test_more_decimals_than_the_money_has_are_refused_as_such(typed: str, most: int) -> None:
    with pytest.raises(TooManyDecimals):
        parse_foreign(typed, most)


def page(house: House, corridor: str = "GBR/GBP", language: str = "en", **typed: str) -> str:
    query = "&".join(f"{name}={value}" for name, value in typed.items())
    address = f"/international/rates/C2C/{corridor}?{query}"
    return house.as_("staff").get(address, **{"Accept-Language": language}).text


def quote(shown: str) -> str:
    """The words of the quote; empty when there is none."""
    start = shown.find('id="quote"')
    return (
        " ".join(re.sub(r"<[^>]*>", " ", shown[start:].split("</section>")[0]).split()) if start > 0 else ""
    )


def test_rupiah_to_pounds_with_the_fee_and_what_is_left(house: House) -> None:
    take(POUNDS)
    said = quote(page(house, amount_idr="1jt"))
    assert "They receive GBP 52.63 It costs Rp 999.999 Fee on top Rp 80.000 Together Rp 1.079.999" in said
    assert "Not needed and not taken Rp 1" in said
    assert "rounded up to a whole rupiah" in said


def test_pounds_to_rupiah_with_the_fee(house: House) -> None:
    take(POUNDS)
    said = quote(page(house, amount="52,63"))
    assert "They receive GBP 52.63 It costs Rp 999.999 Fee on top Rp 80.000 Together Rp 1.079.999" in said
    assert "Not needed" not in said


def test_in_indonesian_the_numbers_are_written_as_there(house: House) -> None:
    take(POUNDS)
    said = quote(page(house, language="id", amount="1.250,50"))
    assert "GBP 1.250,50 = Rp 23.760.188" in said
    assert "dibulatkan ke atas" in said


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"amount": "1.49"}, "Below the minimum of GBP 1.50"),
        ({"amount": "3000.51"}, "Above the maximum of GBP 3,000.50"),
        ({"amount_idr": "28500"}, "Below the minimum of GBP 1.50"),
        ({"amount_idr": "58jt"}, "Above the maximum of GBP 3,000.50"),
    ],
)
def test_below_the_minimum_and_above_the_maximum_are_said(
    house: House, typed: dict[str, str], words: str
) -> None:
    take(POUNDS)
    assert words in page(house, **typed)


@pytest.mark.parametrize("typed", [{"amount": "1.5"}, {"amount": "3000.50"}, {"amount_idr": "28501"}])
def test_the_limits_themselves_can_be_sent(house: House, typed: dict[str, str]) -> None:
    take(POUNDS)
    shown = page(house, **typed)
    assert quote(shown)
    assert "Below the" not in shown
    assert "Above the" not in shown


def test_yen_with_decimals_are_refused_beside_the_field_and_stay_typed(house: House) -> None:
    take(YEN)
    shown = page(house, "JPN/JPY", amount="100.5")
    assert "No decimals are possible here." in shown
    assert 'value="100.5"' in shown
    assert quote(shown) == ""
    take(POUNDS)
    assert "At most 2 decimals are possible here." in page(house, amount="1000.505")


def test_what_is_no_amount_is_said_beside_its_field(house: House) -> None:
    take(POUNDS)
    assert "This is not an amount. Type it as 1.250,50 or 1250.5." in page(house, amount="much")
    assert "This is not an amount in rupiah." in page(house, amount_idr="much")


def test_nothing_typed_shows_the_terms_without_a_quote(house: House) -> None:
    take(POUNDS)
    shown = page(house)
    assert quote(shown) == ""
    assert "Rp 19.000,55" in shown


def test_a_closed_corridor_and_one_that_is_gone_are_said(house: House) -> None:
    take(POUNDS | {"is_active": False}, YEN)
    assert "Closed at Flip: nothing can be sent there now" in page(house, amount="2")
    take(YEN)
    assert "Flip offers this no more" in page(house, amount="2")


@pytest.mark.parametrize("corridor", ["GBR/USD", "ZZZ/GBP", "gbr/gbp"])
def test_a_corridor_nobody_lists_has_no_page(house: House, corridor: str) -> None:
    take(POUNDS)
    for path in (f"C2C/{corridor}", f"C2C/{corridor}/live", "B2B/GBR/GBP", "X/GBR/GBP"):
        assert house.as_("staff").get(f"/international/rates/{path}").status_code == 404
