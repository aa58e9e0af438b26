"""An amount in foreign money: its form, the decimals of its currency, the limits of its corridor (reference:
international, Validation).
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from app.sandbox.answers import Complaint
from app.sandbox.international.corridors import Corridor
from app.sandbox.international.errors import complaint

_AMOUNT = re.compile(r"\d+(?:\.(\d+))?", re.ASCII)


def check_amount(text: str, corridor: Corridor | None) -> Iterator[Complaint]:
    """The first thing that is wrong. Written decimals count, even where they are zeros (our choice)."""
    found = _AMOUNT.fullmatch(text)
    if found is None:
        yield complaint("amount", 1020)
    elif corridor is not None and len(found[1] or "") > corridor.decimals:
        yield complaint("amount", 1083, f"at most {corridor.decimals}" if corridor.decimals else "no")
    elif corridor is not None and Decimal(text) > corridor.maximum:
        yield complaint("amount", 1081, f"{corridor.maximum:.2f}")
    elif corridor is not None and Decimal(text) < corridor.minimum:
        yield complaint("amount", 1082, f"{corridor.minimum:.2f}")
