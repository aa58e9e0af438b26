"""Codes of countries: Flip says three letters (ISO alpha-3), banks write two (alpha-2)."""

from babel.core import get_global


def alpha2(alpha3: str) -> str | None:
    """The two letters of a country with these three; None when no country has them."""
    found = get_global("territory_aliases").get(alpha3, ())
    return found[0] if len(alpha3) == 3 and len(found) == 1 and len(found[0]) == 2 else None
