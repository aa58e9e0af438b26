"""Values of given objects, whatever spelling the samples have: numbers as text, ``null`` as a word, missing
keys.
"""

from collections.abc import Mapping

from app.sandbox import ids
from app.sandbox.calendar import read_moment

Json = Mapping[str, object]


def moment(value: object, otherwise: float) -> float:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    return read_moment(str(value)) or otherwise


def inner(held: Json, name: str) -> Json:
    value = held.get(name)
    return value if isinstance(value, dict) else {}


def text(held: Json, name: str) -> str:
    """Text of a field; ``null`` and the text ``null`` of some samples are empty."""
    value = held.get(name)
    return "" if value is None or value == "null" else str(value)


def whole(held: Json, name: str) -> int:
    digits = text(held, name) or "0"
    if not digits.isdecimal() or len(digits) > 15:
        raise ValueError(f"{name}: a whole number")
    return int(digits)


def link_id(value: object) -> int | None:
    if value in (None, ""):
        return None
    link_id = ids.read_link_id(str(value))
    if link_id is None:
        raise ValueError("link_id: a whole number of at most 19 digits")
    return link_id
