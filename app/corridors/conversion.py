"""What an amount abroad costs in rupiah, and what rupiah reach abroad, exact in both directions."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil


@dataclass(frozen=True)
class Quote:
    """What a transfer would be at a rate: `amount` arrives in the currency abroad and costs `amount_idr`.

    Flip's `fee_idr` comes on top. `left_idr` is what was offered and is not needed for the amount.
    """

    amount: Decimal
    amount_idr: int
    fee_idr: int
    left_idr: int = 0

    @property
    def total_idr(self) -> int:
        """All that is taken from the balance."""
        return self.amount_idr + self.fee_idr


def cost_idr(amount: Decimal, rate: Decimal) -> int:
    """The rupiah that Flip takes for an amount abroad: a part of a rupiah counts as a whole one."""
    return ceil(Fraction(amount) * Fraction(rate))


def reach(amount_idr: int, rate: Decimal, decimals: int) -> Decimal:
    """The largest amount abroad, with so many decimals, that costs no more than these rupiah."""
    # Fractions do not round; Decimal would, beyond the digits of its context.
    return Decimal(amount_idr * 10**decimals // Fraction(rate)).scaleb(-decimals)


def quote_for(amount: Decimal, rate: Decimal, fee_idr: int) -> Quote:
    """What it takes for this amount to arrive."""
    return Quote(amount, cost_idr(amount, rate), fee_idr)


def quote_of(amount_idr: int, rate: Decimal, fee_idr: int, decimals: int) -> Quote:
    """What arrives for these rupiah."""
    amount = reach(amount_idr, rate, decimals)
    cost = cost_idr(amount, rate)
    return Quote(amount, cost, fee_idr, amount_idr - cost)
