"""Flip's complaints about a payout, in helpful words and beside our own fields."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from app.flip.codes import BALANCE_INSUFFICIENT, Product, explain
from app.web.forms import CodedError

ABOVE = ""
NOT_ENOUGH = 1035


@dataclass(frozen=True)
class Refusals:
    """What a kind's form calls what Flip complains about.

    `of_attribute` gives our field by the attribute that Flip names; as it may name none, or one of its own,
    `of_code` gives that of a code. Codes `above` are about the company or the request itself: correcting a
    field would not help, whichever Flip names. `own_words` (English source) are for what has no code.
    """

    product: Product
    of_attribute: Mapping[str, str]
    of_code: Mapping[int, str]
    above: frozenset[int]
    own_words: Mapping[int, str] = field(default_factory=dict)

    def words(self, complaint: Mapping[str, Any]) -> CodedError:
        """One complaint in the person's language, with Flip's code."""
        code = _code(complaint)
        if code in self.own_words:
            return CodedError(_(self.own_words[code]), code)
        return CodedError(explain(self.product, code, str(complaint["message"]), _), code)

    def field_of(self, complaint: Mapping[str, Any]) -> str:
        """The field of our form that a complaint is about; `ABOVE` when it is about none."""
        code = _code(complaint)
        if code in self.above:
            return ABOVE
        return self.of_attribute.get(str(complaint["attribute"])) or self.of_code.get(code, ABOVE)

    def fields_of(self, complaints: Sequence[Mapping[str, Any]] | None) -> dict[str, list[CodedError]]:
        """Helpful words by our own field names; what belongs to no field stands under `ABOVE`, the form."""
        found: dict[str, list[CodedError]] = {}
        for complaint in complaints or []:
            found.setdefault(self.field_of(complaint), []).append(self.words(complaint))
        return found


def _code(complaint: Mapping[str, Any]) -> int:
    # The outer word may come without a complaint inside.
    short_of_money = complaint["message"] == BALANCE_INSUFFICIENT
    return int(complaint["code"]) or (NOT_ENOUGH if short_of_money else 0)
