"""What a customer types into the checkout, checked, and the methods offered (reference: accept-payment,
Customer checkout).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from app.sandbox import checks, methods
from app.sandbox.bill_writing import customer_of
from app.sandbox.checkout import Customer
from app.sandbox.records import Bill
from app.sandbox.words import words

METHOD_ORDER = (methods.QRIS, methods.VIRTUAL_ACCOUNT, methods.WALLET, methods.BANK_TRANSFER, methods.RETAIL)


@dataclass(frozen=True)
class Entry:
    """The typed text, what is wrong with it by field, and what it means when nothing is."""

    typed: Mapping[str, str]
    customer: Customer
    amount: int
    errors: Mapping[str, str] = field(default_factory=dict)

    def with_error(self, name: str, text: str) -> "Entry":
        return replace(self, errors={**self.errors, name: text})


@dataclass(frozen=True)
class MethodChoice:
    value: str
    name: str


@dataclass(frozen=True)
class MethodGroup:
    """Methods of one kind; ``word`` names the kind."""

    word: str
    choices: tuple[MethodChoice, ...]


def empty_entry(bill: Bill) -> Entry:
    """Nothing typed yet; bills of step 2 bring their customer and amount along."""
    return Entry(dict.fromkeys(_asked(bill), ""), customer_of(bill), bill.amount)


def read_entry(bill: Bill, form: Mapping[str, str], limit: int | None) -> Entry:
    if bill.step > 1:
        return empty_entry(bill)
    typed = {name: form.get(name, "").strip()[:255] for name in _asked(bill)}
    amount = bill.amount or _amount(typed["amount"])
    customer = Customer(
        name=typed["sender_name"],
        email=typed["sender_email"],
        address=typed.get("sender_address"),
        phone=typed.get("sender_phone_number"),
    )
    return Entry(typed, customer, amount, _errors(typed, amount, limit))


def _asked(bill: Bill) -> list[str]:
    """The fields this bill's customer has to fill in."""
    if bill.step > 1:
        return []
    asked = ["sender_name", "sender_email"]
    asked += ["sender_phone_number"] if bill.is_phone_number_required else []
    asked += ["sender_address"] if bill.is_address_required else []
    return asked if bill.amount else [*asked, "amount"]


def _amount(text: str) -> int:
    """People type dots, blanks and ``Rp``; 0 stands for what cannot be read."""
    digits = re.sub(r"(?i)^rp|[.\s]", "", text.strip())
    return checks.number(digits) or 0


def _errors(typed: Mapping[str, str], amount: int, limit: int | None) -> dict[str, str]:
    errors: dict[str, str] = {}
    if not typed["sender_name"]:
        errors["sender_name"] = words("wrong_name")
    if not checks.email_is_good(typed["sender_email"]):
        errors["sender_email"] = words("wrong_email")
    if not checks.phone_is_good(typed.get("sender_phone_number", "00000000")):
        errors["sender_phone_number"] = words("wrong_phone")
    if not typed.get("sender_address", "-"):
        errors["sender_address"] = words("wrong_address")
    if "amount" in typed and checks.amount_complaint(str(amount), limit):
        errors["amount"] = words("wrong_amount")
    return errors


def kind_word(bank: str, bank_type: str) -> str:
    """QRIS is a kind of its own to a customer, though a wallet to the API."""
    return methods.QRIS if bank == methods.QRIS else bank_type


def method_groups() -> list[MethodGroup]:
    groups: dict[str, list[MethodChoice]] = {word: [] for word in (*METHOD_ORDER, methods.CARD)}
    for method, bank_type in methods.pairs():
        choice = MethodChoice(f"{method.code}:{bank_type}", method.name)
        groups[kind_word(method.code, bank_type)].append(choice)
    return [MethodGroup(word, tuple(choices)) for word, choices in groups.items()]
