"""What a transfer abroad costs is recounted by other means, for thousands of amounts in every currency."""

import json
import random
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from app.corridors.models import ExchangeRate
from app.flip.foreign_money import decimals
from app.international.content import Content, read
from app.international.quoting import priced
from app.lib import clock
from tests.house.source import ROOT
from tests.international.abroad import VALUES

pytestmark = pytest.mark.alike

SHIPPED: dict[str, Any] = json.loads((ROOT / "app/sandbox/data/corridors.json").read_text(encoding="utf-8"))
# One country of each currency, with a rate of it.
RATES = {
    told["currency"]: (country, str(SHIPPED["currencies"][told["currency"]]["rate"]))
    for country, told in SHIPPED["countries"].items()
}
# An odd rate has more digits behind the point than the usual ones.
RATES["ODD"] = ("GBR", "19000.550001")
MANY = 2_000


def said(amount: Decimal, country: str) -> Content:
    """The content of a form with this amount."""
    where = {"destination_country": country, "amount": amount}
    return read(VALUES | where, None)


def recounted(whole: int, scale: int, rate: str) -> int:
    """`whole` / 10^scale at a rate, in whole numbers alone: a part of a rupiah counts as a whole one."""
    before, _, behind = rate.partition(".")
    over, under = whole * int(before + behind), int("1" + "0" * (scale + len(behind)))
    return over // under + (over % under > 0)


@pytest.mark.parametrize("currency", sorted(RATES))
def test_P11_two_thousand_amounts_cost_what_a_recount_says(currency: str) -> None:
    dice, (country, rate) = random.Random(currency), RATES[currency]
    corridor = ExchangeRate(rate=Decimal(rate), fee_idr=80_000, heard_at=clock.now())
    scale = decimals(country)
    for _ in range(MANY):
        whole = dice.randrange(1, 10 ** dice.randrange(1, 12 + scale))
        content = said(Decimal(whole).scaleb(-scale), country)
        quote = priced(content.amount, corridor)
        assert content.amount == Fraction(whole, 10**scale)
        assert quote.amount_idr == recounted(whole, scale, rate), (whole, rate)
        assert (quote.rate, quote.fee_idr) == (Decimal(rate), 80_000)


def test_the_recount_can_fail() -> None:
    assert recounted(30060, 2, "3341.96") == 1_004_594
    assert recounted(200, 2, "19000.55") == 38_002
    assert recounted(100, 0, "108.72") == 10_872


def test_an_amount_is_one_text_however_it_was_typed() -> None:
    for typed in ("100.5", "100.50", "0100.500", "1.005E+2"):
        assert str(said(Decimal(typed), "GBR").amount) == "100.5"
    for typed in ("1000", "1E+3", "1000.00"):
        assert str(said(Decimal(typed), "JPN").amount) == "1000"
