"""Flip's complaints about a bill, brought beside our own fields (accept-payment: Validation)."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _

from app.flip.codes import Product, explain
from app.flip.errors import FlipRefused
from app.web.forms import CodedError

FIELD_OF = {
    "title": "title",
    "type": "type",
    "amount": "amount_idr",
    "expired_date": "expires_at",
    "redirect_url": "redirect_url",
    "step": "step",
    "is_address_required": "is_address_required",
    "is_phone_number_required": "is_phone_number_required",
    "sender_name": "sender_name",
    "sender_email": "sender_email",
    "sender_phone_number": "sender_phone_number",
    "sender_address": "sender_address",
    "sender_bank": "method",
    "sender_bank_type": "method",
}


def to_store(refusal: FlipRefused) -> list[dict[str, Any]]:
    """The complaints as the row keeps them."""
    found = [
        {"attribute": error.attribute, "code": error.code, "message": error.message}
        for error in refusal.errors
    ]
    return found or [{"attribute": "", "code": 0, "message": str(refusal.outer_code or refusal)}]


def words(complaint: dict[str, Any]) -> str:
    """One complaint in helpful words of the person's language, with Flip's code in small print."""
    said = str(complaint["message"])
    text = explain(Product.ACCEPT_PAYMENT, int(complaint["code"]), said, _)
    return CodedError(text, int(complaint["code"]))


def by_field(complaints: Sequence[dict[str, Any]] | None) -> dict[str, list[str]]:
    """Helpful words by our own field names; what belongs to no field is under the empty name."""
    found: dict[str, list[str]] = {}
    for complaint in complaints or []:
        field = FIELD_OF.get(str(complaint["attribute"]), "")
        found.setdefault(field, []).append(words(complaint))
    return found
