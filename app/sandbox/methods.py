"""The ways to pay: codes, names, account numbers, and what each costs the merchant (reference:
accept-payment, Methods and codes).

Fees are the sandbox's own: bank transfer Rp2.500, virtual account Rp4.000, retail Rp5.000, QRIS 0,7 %,
e-wallet 1,5 %, card 2,9 % + Rp2.000; a part of a rupiah is rounded up.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

VIRTUAL_ACCOUNT = "virtual_account"
BANK_TRANSFER = "bank_account"
WALLET = "wallet_account"
RETAIL = "online_to_offline_account"
CARD = "credit_card_account"
QRIS = "qris"
TYPES = (BANK_TRANSFER, VIRTUAL_ACCOUNT, WALLET, RETAIL, CARD)


@dataclass(frozen=True)
class Method:
    code: str
    name: str
    types: tuple[str, ...]
    va_prefix: str = ""
    va_length: int = 16
    flip_account: str = ""


@dataclass(frozen=True)
class Fee:
    """Rupiah, plus hundredths of a percent of the amount."""

    flat: int
    basis_points: int

    def of(self, amount: int) -> int:
        return self.flat + -(-amount * self.basis_points // 10_000)


_DATA = json.loads(Path(__file__).with_name("data").joinpath("methods.json").read_text(encoding="utf-8"))
FLIP_HOLDER: str = _DATA["account_holder"]
METHODS = {row["code"]: Method(**(row | {"types": tuple(row["types"])})) for row in _DATA["methods"]}
_FEES = {kind: Fee(**row) for kind, row in _DATA["fees"].items()}


def enabled(bank: str, bank_type: str) -> bool:
    return bank in METHODS and bank_type in METHODS[bank].types


def fee_of(bank: str, bank_type: str, amount: int) -> int:
    """What the merchant pays for a payment, in rupiah; unknown methods of loaded payments cost like an
    e-wallet.
    """
    fee = _FEES.get(bank) or _FEES.get(bank_type) or _FEES[WALLET]
    return min(fee.of(amount), amount)


def pairs() -> Iterator[tuple[Method, str]]:
    """Every enabled method with each of its types."""
    for method in METHODS.values():
        for bank_type in method.types:
            yield method, bank_type
