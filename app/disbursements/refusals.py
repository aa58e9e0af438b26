"""Flip's complaints about a payout, in helpful words (disbursement: errors)."""

from typing import Any

from flask_babel import gettext as _

from app.flip.codes import Product, explain
from app.web.forms import CodedError


def words(complaint: dict[str, Any]) -> CodedError:
    """One complaint in the person's language, with Flip's code."""
    text = explain(Product.MONEY_TRANSFER, int(complaint["code"]), str(complaint["message"]), _)
    return CodedError(text, int(complaint["code"]))
