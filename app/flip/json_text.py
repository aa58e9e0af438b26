"""Reads JSON written by strangers: exact numbers, bounded size and depth, and one single kind of failure."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NoReturn

MAX_DEPTH = 32
MAX_NUMBER_LENGTH = 64
MAX_EXPONENT = 64

# NUL cannot be stored by PostgreSQL, and a lone surrogate cannot be written as UTF-8 at all.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class Unreadable(ValueError):
    """What Flip sent is not what it should be. The message names the trouble, never the content."""


def parse_strictly(data: bytes, *, max_bytes: int) -> object:
    """Read JSON whose every text can be stored; of a repeated key the last value counts, as in PHP.

    Fractions become `Decimal`, whole numbers `int`.

    Raises:
        Unreadable: for anything else, however malformed or hostile.
    """
    if len(data) > max_bytes:
        raise Unreadable(f"more than {max_bytes} bytes")
    value = _parse(data)
    for text in _texts(value):
        if _UNSTORABLE.search(text):
            raise Unreadable("a text holds a NUL or half a character")
    return value


def parse_answer(data: bytes) -> object:
    """Read the body of an answer; a NUL or half a character in a text becomes U+FFFD and spoils nothing else.

    Raises:
        Unreadable: the body is empty, HTML, or otherwise not the JSON that Flip documents.
    """
    return _mend(_parse(data))


def storable(value: object) -> object:
    """The same value as `json.dumps` takes it: a `Decimal` becomes its text, for a float would change it."""
    if isinstance(value, dict):
        return {key: storable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [storable(item) for item in value]
    return str(value) if isinstance(value, Decimal) else value


def _parse(data: bytes) -> object:
    try:
        value: object = json.loads(
            data.decode("utf-8-sig"), parse_float=_decimal, parse_int=_integer, parse_constant=_refuse
        )
    except Unreadable:
        raise
    except UnicodeDecodeError:
        raise Unreadable("not UTF-8") from None
    except RecursionError:
        raise Unreadable("nested too deeply") from None
    except ValueError:
        raise Unreadable("not JSON") from None
    _measure_depth(value)
    return value


def _integer(literal: str) -> int:
    if len(literal) > MAX_NUMBER_LENGTH:
        raise Unreadable("a number has too many digits")
    return int(literal)


def _decimal(literal: str) -> Decimal:
    if len(literal) > MAX_NUMBER_LENGTH:
        raise Unreadable("a number has too many digits")
    try:
        number = Decimal(literal)
    except ArithmeticError:
        raise Unreadable("a number is beyond all measure") from None
    if abs(number.adjusted()) > MAX_EXPONENT:
        raise Unreadable("a number is beyond all measure")
    return number


def _refuse(constant: str) -> NoReturn:
    raise Unreadable(f"{constant} is not a number")


def _measure_depth(value: object) -> None:
    pending = [(value, 1)]
    while pending:
        node, depth = pending.pop()
        if isinstance(node, dict | list):
            if depth > MAX_DEPTH:
                raise Unreadable("nested too deeply")
            children = node.values() if isinstance(node, dict) else node
            pending.extend((child, depth + 1) for child in children if isinstance(child, dict | list))


def _texts(value: object) -> Iterator[str]:
    pending = [value]
    while pending:
        node = pending.pop()
        if isinstance(node, str):
            yield node
        elif isinstance(node, dict):
            yield from node
            pending.extend(node.values())
        elif isinstance(node, list):
            pending.extend(node)


def _mend(value: object) -> object:
    if isinstance(value, str):
        return _UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {_mend(key): _mend(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_mend(item) for item in value]
    return value
