"""Money abroad: exact decimals in the destination's currency, as Flip writes them and as it wants them."""

import re
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator

# "1.000" is a thousand in Flip's texts and one in JSON: such a text is not guessed at.
_TEXT = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,2})?")
_BIGGEST = Decimal(10) ** 15
_DECIMALS = 2
# Flip forbids decimals for Japan alone, whatever small coins other currencies lack.
_WITHOUT_DECIMALS = {"JPN"}


def decimals(destination_country: str) -> int:
    """How many decimals an amount for this country (ISO alpha-3) may have."""
    return 0 if destination_country in _WITHOUT_DECIMALS else _DECIMALS


def written(amount: Decimal, destination_country: str) -> str:
    """An amount as Flip wants it; the same amount is always the same text.

    Raises:
        ValueError: it is no exact decimal above zero, or has more decimals than Flip takes for this country.
    """
    if not isinstance(amount, Decimal) or not amount.is_finite() or amount <= 0:
        raise ValueError("money abroad is an exact decimal above zero")
    whole, _, fraction = f"{amount:f}".partition(".")
    fraction = fraction.rstrip("0")
    if len(fraction) > decimals(destination_country):
        raise ValueError(f"an amount for {destination_country} has fewer decimals")
    return f"{whole}.{fraction}" if fraction else whole


def _exact(value: object) -> Decimal:
    readable = _TEXT.fullmatch(value) if isinstance(value, str) else isinstance(value, int | Decimal)
    if not readable or isinstance(value, bool):
        raise ValueError("not an amount")
    number = Decimal(str(value))
    if abs(number) >= _BIGGEST:
        raise ValueError("not an amount")
    return number


def _exact_or_none(value: object) -> Decimal | None:
    try:
        return _exact(value)
    except ValueError:
        return None


def _rate(value: object) -> Decimal:
    number = _exact(value)
    if number <= 0:
        raise ValueError("not a rate")
    return number


ForeignAmount = Annotated[Decimal, BeforeValidator(_exact)]
ForeignAmountOrNone = Annotated[Decimal | None, BeforeValidator(_exact_or_none)]
# Rupiah for one unit of a currency abroad.
Rate = Annotated[Decimal, BeforeValidator(_rate)]
