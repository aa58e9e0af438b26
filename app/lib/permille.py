"""Shares of a whole in tenths of a percent, read as people type them and written as they read them."""

import re

_TYPED = re.compile(r"(?P<percent>\d{1,6})(?:[.,](?P<tenths>\d{1,6}))?\s*%?", re.ASCII)


class NotAPercentage(ValueError):
    """The text is no percentage with at most one decimal."""


def parse_permille(text: str) -> int:
    """Tenths of a percent from a percentage that a person typed: `2`, `2,5`, `2.5`, `2,5 %`.

    Zeros behind the last decimal say nothing and are no decimals.
    :raises NotAPercentage: when it is none, or is finer than a tenth
    """
    found = _TYPED.fullmatch(text.strip())
    tenths = (found["tenths"] or "").rstrip("0") if found else ""
    if not found or len(tenths) > 1:
        raise NotAPercentage(text)
    return int(found["percent"]) * 10 + int(tenths or 0)


def format_permille(permille: int) -> str:
    """`2,0 %`, the same in every language, with the comma that amounts have here."""
    percent, tenths = divmod(permille, 10)
    return f"{percent},{tenths} %"
