"""What a transfer abroad says: its content as forms give it and rows keep it, and what makes two the same."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from app.flip.foreign_money import decimals, written
from app.flip.international_requests import NewBeneficiary, NewSender
from app.international import attachments
from app.international.models import InternationalTransfer
from app.international.papers import NewAttachment
from app.lib.errors import Refused
from app.lib.labels import mark as _
from app.lib.masking import mask_number
from app.parties.labels import LABELS as OF_PARTIES
from app.vault.prints import print_of

LABELS: Mapping[str, str] = {
    "transaction_type": _("Type of transfer"),
    "destination_country": _("Country"),
    "currency_code": _("Currency"),
    "amount": _("Amount"),
    **OF_PARTIES,
    "attachment": _("Invoice"),
    "alike_reason": _("Why it is no repetition"),
}
NOTHING = _("Enter an amount above nothing.")
TOO_MUCH = _("This is more than can be sent abroad.")
NO_DECIMALS = _("No decimals are possible here.")
TOO_FINE = _("At most %(most)s decimals are possible here.")
# What it costs in rupiah has to fit into a column at whatever rate.
_MOST = Decimal(10) ** 12
# What everybody who sees the transfer may see; the rest is sealed and told nowhere else.
_OPEN = ("transaction_type", "destination_country", "currency_code", "amount", "alike_reason")
_NAME, _NUMBER = "beneficiary_full_name", "beneficiary_account_number"


@dataclass(frozen=True)
class Content:
    """Everything an approver decides about but for the quote.

    `amount` is in the currency abroad, without zeros at its end. `beneficiary` and `sender` have the names of
    Flip's request and nothing that is empty. `attachment` is the SHA-256 of the paper.
    """

    transaction_type: str
    destination_country: str
    currency_code: str
    amount: Decimal
    beneficiary: Mapping[str, str]
    sender: Mapping[str, str] | None
    attachment: str | None
    alike_reason: str | None

    def fields(self) -> dict[str, str | None]:
        """What it says, under the names of the form's fields."""
        said: dict[str, str | None] = {name: getattr(self, name) for name in _OPEN} | {
            "amount": f"{self.amount:f}",
            "attachment": self.attachment,
        }
        said |= {f"beneficiary_{name}": value for name, value in self.beneficiary.items()}
        return said | {f"sender_{name}": value for name, value in (self.sender or {}).items()}


def read(values: Mapping[str, Any], paper: NewAttachment | None) -> Content:
    """The content that a form says, with the paper that goes along where the country asks for one.

    :raises Refused: beside the field, when such an amount cannot be sent there or the paper is missing
    """
    kind, country = values["transaction_type"], values["destination_country"]
    sha256 = paper.sha256 if paper and attachments.needed(kind, country) else None
    attachments.refuse_without(kind, country, sha256)
    return Content(
        transaction_type=kind,
        destination_country=country,
        currency_code=values["currency_code"],
        amount=_exact(values["amount"], country),
        beneficiary=_said(NewBeneficiary, values["beneficiary"]) or {},
        sender=_said(NewSender, values["sender"]),
        attachment=sha256,
        alike_reason=(values.get("alike_reason") or "").strip() or None,
    )


def content_of(row: InternationalTransfer) -> Content:
    """What the rows of a transfer say."""
    movement = row.transaction
    return Content(
        transaction_type=row.transaction_type,
        destination_country=row.destination_country,
        currency_code=movement.currency_code or "",
        amount=movement.foreign_amount or Decimal(0),
        beneficiary=_filled_in(row.beneficiary),
        sender=None if row.sender is None else _filled_in(row.sender),
        attachment=attachments.sha256_of(row.id),
        alike_reason=row.payout.alike_reason,
    )


def fingerprint(content: Content, after: str | None = None) -> str:
    """What makes two forms the same, and what an approver decides about (P3, P26).

    The quote is not in it, so that a form posted twice is one though the rate moved in between. `after` is
    the fingerprint before a change or a new quote: neither is what was approved before, even if it says the
    same.
    Names and numbers of people cannot be guessed back from it.
    """
    said = {name: value for name, value in content.fields().items() if value is not None}
    return print_of("international", json.dumps([said, after], sort_keys=True))


def differing(before: Content, after: Content) -> list[str]:
    """The names of what says something else, in the order of the form."""
    was, now = before.fields(), after.fields()
    return [name for name in LABELS if was.get(name) != now.get(name)]


def told(name: str, value: str | None) -> str:
    """A value as stories and the audit may show it to everybody: what is sealed stays hidden."""
    if value is None:
        return "–"
    if name == _NUMBER:
        return mask_number(value)
    return value if name in (*_OPEN, _NAME) else "••••"


def masked(content: Content) -> dict[str, str | None]:
    """The content for the audit."""
    return {name: value and told(name, value) for name, value in content.fields().items()}


def _exact(amount: Decimal, country: str) -> Decimal:
    most = decimals(country)
    if not amount.is_finite() or amount <= 0:
        raise Refused(NOTHING, fields={"amount": NOTHING})
    if amount >= _MOST:
        raise Refused(TOO_MUCH, fields={"amount": TOO_MUCH})
    try:
        return Decimal(written(amount, country))
    except ValueError as error:
        words = TOO_FINE if most else NO_DECIMALS
        raise Refused(words, fields={"amount": words}, values={"most": most}) from error


def _said(names: type[NewBeneficiary | NewSender], given: Mapping[str, Any] | None) -> dict[str, str] | None:
    if given is None:
        return None
    said = _filled_in(given)
    if unknown := said.keys() - {field.name for field in fields(names)}:
        raise KeyError(*unknown)
    return said


def _filled_in(given: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in given.items() if value not in (None, "")}
