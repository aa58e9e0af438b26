"""Amounts in money of other countries, read as people type them."""

import re
from decimal import Decimal

from app.lib.money import NotAnAmount

# No money here has more than two decimals: three digits behind a point or comma are thousands.
_GROUPED = re.compile(
    r"(?P<whole>[1-9]\d{0,2}(?P<group>[.,])\d{3}(?:(?P=group)\d{3})*)(?:(?!(?P=group))[.,](?P<fraction>\d+))?",
    re.ASCII,
)
_PLAIN = re.compile(r"(?P<whole>\d+)(?:[.,](?P<fraction>\d+))?", re.ASCII)
_MOST_DIGITS = 15


class TooManyDecimals(NotAnAmount):
    """The amount is finer than the money is."""


def parse_foreign(text: str, decimals: int) -> Decimal:
    """An amount above zero from what a person typed: `1.250,50`, `1,250.50`, `1250.5`.

    Zeros behind the last decimal say nothing and are no decimals.
    :raises TooManyDecimals: when it has more than `decimals`.
    :raises NotAnAmount: when it is no amount, none above zero, or one nobody has.
    """
    found = _GROUPED.fullmatch(text.strip()) or _PLAIN.fullmatch(text.strip())
    if not found:
        raise NotAnAmount(text)
    whole, fraction = re.sub(r"[.,]", "", found["whole"]), (found["fraction"] or "").rstrip("0")
    if len(fraction) > decimals:
        raise TooManyDecimals(text)
    amount = Decimal(f"{whole}.{fraction}" if fraction else whole)
    if amount == 0 or len(whole) > _MOST_DIGITS:
        raise NotAnAmount(text)
    return amount
