"""JSON as PHP's json_encode writes it, byte for byte: what Flip signs and what its callbacks carry
(reference: signature).
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

_SHORT = {'"': '\\"', "\\": "\\\\", "/": "\\/"}
_SHORT |= {"\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def php_json(value: object) -> str:
    """Compact, slashes and everything beyond ASCII escaped, DEL left alone; an empty map is ``[]``.

    :raises TypeError: for a float: foreign money is decimal, and rupiah are whole.
    """
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping) and value:
        return "{" + ",".join(f"{_text(str(name))}:{php_json(held)}" for name, held in value.items()) + "}"
    if isinstance(value, (Mapping, list, tuple)):
        return "[" + ",".join(php_json(held) for held in value) + "]"
    raise TypeError(f"{type(value).__name__} cannot be written")


def _text(text: str) -> str:
    return '"' + "".join(_characters(text)) + '"'


def _characters(text: str) -> Iterable[str]:
    for character in text:
        number = ord(character)
        if character in _SHORT:
            yield _SHORT[character]
        elif number > 0xFFFF:
            upper, lower = divmod(number - 0x10000, 0x400)
            yield f"\\u{0xD800 + upper:04x}\\u{0xDC00 + lower:04x}"
        elif number < 0x20 or number > 0x7F:
            yield f"\\u{number:04x}"
        else:
            yield character
