"""What Flip's words become here: ids as text, whole rupiah, aware UTC times, the rest as tolerant as can be.

An id or an amount that cannot be read is an error. Anything else that cannot be read is empty, and stays in
`raw`. The only module in which `Any` is allowed, because pydantic hands its validators whatever came.
"""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from app.flip.json_text import Unreadable, storable
from app.flip.times import read_day, read_time

MAX_ID_LENGTH = 255
_NO_VALUE = {"", "null", "(not set)"}
_WHOLE = re.compile(r"-?[0-9]{1,19}(\.0{1,2})?")
# Amounts and counts have to fit the widest whole number of a database.
_BIGGEST = 2**63 - 1


def _identifier(value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, str) and 0 < len(value) <= MAX_ID_LENGTH:
        return value
    raise ValueError("not an id")


def _identifier_or_none(value: Any) -> str | None:
    return None if value is None or (isinstance(value, str) and value in _NO_VALUE) else _identifier(value)


def _text_or_none(value: Any) -> str | None:
    text = _text(value)
    return None if text in _NO_VALUE else text


def _name_or_none(value: Any) -> str | None:
    # "-" stands for a name that Flip does not know yet.
    return None if value == "-" else _text_or_none(value)


def _place_or_none(value: Any) -> str | None:
    text = _text_or_none(value)
    return None if text == "0" else text


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return ""
    return str(value) if isinstance(value, str | int | Decimal) else ""


def _whole(value: Any) -> int:
    number = _number(value)
    if number is None or abs(number) > _BIGGEST or number != int(number):
        raise ValueError("not a whole number")
    return int(number)


def _number(value: Any) -> Decimal | None:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Decimal(value)
    # "10.000" is ten thousand in Flip's texts and ten in JSON: such a text is not guessed at.
    return Decimal(value) if isinstance(value, str) and _WHOLE.fullmatch(value) else None


def whole_or_none(value: object) -> int | None:
    """A whole number, or None for anything else."""
    try:
        return _whole(value)
    except ValueError:
        return None


def _open_or_whole(value: Any) -> int | None:
    # Flip writes an amount that the customer is to choose as 0, null or nothing.
    if value is None or (isinstance(value, str) and value in _NO_VALUE):
        return None
    return _whole(value) or None


def _truth(value: Any) -> bool:
    word = str(value).lower() if isinstance(value, bool | int | str) else ""
    if word in {"1", "true"}:
        return True
    if word in {"0", "false"}:
        return False
    raise ValueError("neither yes nor no")


def _flag(value: Any) -> bool:
    try:
        return _truth(value)
    except ValueError:
        return False


def part_or_none(value: object) -> object:
    """An object inside an object; an empty PHP map arrives as [], and an absent part as null."""
    return value if isinstance(value, dict) and value else None


Id = Annotated[str, BeforeValidator(_identifier)]
IdOrNone = Annotated[str | None, BeforeValidator(_identifier_or_none)]
# A word of Flip's that decides something has to be there, and may be any word.
Word = Id
Text = Annotated[str, BeforeValidator(_text)]
TextOrNone = Annotated[str | None, BeforeValidator(_text_or_none)]
NameOrNone = Annotated[str | None, BeforeValidator(_name_or_none)]
# A code of Flip's city and country lists; 0 stands for none.
PlaceOrNone = Annotated[str | None, BeforeValidator(_place_or_none)]
Whole = Annotated[int, BeforeValidator(_whole)]
Rupiah = Whole
OpenRupiah = Annotated[int | None, BeforeValidator(_open_or_whole)]
Count = Annotated[int | None, BeforeValidator(whole_or_none)]
Truth = Annotated[bool, BeforeValidator(_truth)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Moment = Annotated[datetime | None, BeforeValidator(read_time)]
Day = Annotated[date | None, BeforeValidator(read_day)]


class Wire(BaseModel):
    """Something Flip told us. `raw` holds it as it came, unknown keys included, ready for `json.dumps`."""

    model_config = ConfigDict(frozen=True, extra="ignore", validate_by_name=True, validate_by_alias=True)

    raw: dict[str, Any] = Field(default_factory=dict, repr=False)

    @classmethod
    def read(cls, value: object) -> Self:
        """Read one object of Flip's.

        Raises:
            Unreadable: it is no object, or an id or amount in it is missing or makes no sense.
        """
        if not isinstance(value, dict):
            raise Unreadable(f"{cls.__name__} is not an object")
        try:
            return cls.model_validate({**value, "raw": storable(value)})
        except ValidationError as error:
            fields = ", ".join(sorted({".".join(map(str, detail["loc"])) for detail in error.errors()}))
        raise Unreadable(f"{cls.__name__}: {fields}")


T = TypeVar("T")
W = TypeVar("W", bound=Wire)


def only(field: str, asked: str, thing: W) -> W:
    """The very thing that was asked for: money hangs on such answers, and another's must not pass for it.

    Raises:
        Unreadable: it is another one.
    """
    if getattr(thing, field) != asked:
        raise Unreadable(f"{type(thing).__name__}: this is another {field}")
    return thing


class Rows(list[T]):
    """The rows that could be read; `unreadable` keeps the others as they came, so that none is lost."""

    def __init__(self) -> None:
        super().__init__()
        self.unreadable: list[object] = []


def read_rows(model: type[W], value: object) -> Rows[W]:
    """Read a JSON array of objects, each by itself.

    Raises:
        Unreadable: it is no array.
    """
    if not isinstance(value, list):
        raise Unreadable(f"the list of {model.__name__} is not an array")
    rows: Rows[W] = Rows()
    for item in value:
        try:
            rows.append(model.read(item))
        except Unreadable:
            rows.unreadable.append(storable(item))
    return rows
