"""Flip's complaints about an agent, brought beside our own fields (agents.md: Errors)."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _

from app.agents.content import LABELS
from app.flip.codes import Product, explain
from app.flip.errors import FlipRefused
from app.web.forms import CodedError

# Numbers that are at Flip already: 2002 on both hosts, 4012 on the KYC host.
TAKEN = frozenset({2002, 4012})
NO_MORE_REPAIRS = 4011
# What both hosts mean alike by a code; the words of the KYC host are about agents, the others about payouts.
_MEANT_ALIKE = frozenset({1001, 2001, 2002, 2003, 2004})
WRONG_STATE = frozenset({4010, 4006, 4015, 1092})


def to_store(refusal: FlipRefused, product: Product = Product.MONEY_TRANSFER) -> list[dict[str, Any]]:
    """The complaints as the row keeps them."""
    found = [
        {"attribute": error.attribute, "code": error.code, "message": error.message, "product": product.value}
        for error in refusal.errors
    ]
    nothing = {"attribute": "", "code": 0, "message": str(refusal.outer_code or refusal)}
    return found or [nothing | {"product": product.value}]


def codes(refusal: FlipRefused) -> set[int]:
    """The codes of a refusal."""
    return {error.code for error in refusal.errors}


def words(complaint: dict[str, Any]) -> str:
    """One complaint in helpful words of the person's language, with Flip's code in small print."""
    product, code = Product(complaint.get("product", Product.MONEY_TRANSFER.value)), int(complaint["code"])
    product = Product.KYC if code in _MEANT_ALIKE else product
    return CodedError(explain(product, code, str(complaint["message"]), _), code)


def by_field(complaints: Sequence[dict[str, Any]] | None) -> dict[str, list[str]]:
    """Helpful words by our own field names; what belongs to no field is under the empty name."""
    found: dict[str, list[str]] = {}
    for complaint in complaints or []:
        name = str(complaint["attribute"])
        found.setdefault(name if name in LABELS else "", []).append(words(complaint))
    return found
