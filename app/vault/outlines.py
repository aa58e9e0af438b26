"""What a picture's file says of itself before a pixel is decoded, and the parts of it that draw."""

import struct
from dataclasses import dataclass, field
from typing import Literal

from app.vault.picture_problems import BadPicture, Problem

UPRIGHT = 1
_ORIENTATION = 0x0112
_SHORT = 3


@dataclass(frozen=True)
class Outline:
    """Kind, sides in pixels as stored, EXIF orientation, and `drawing`: the parts a decoder needs."""

    kind: Literal["JPEG", "PNG"]
    width: int
    height: int
    orientation: int
    drawing: bytes = field(repr=False)


def broken() -> BadPicture:
    """The refusal of a file that contradicts itself or ends too early."""
    return BadPicture(Problem.BROKEN)


def orientation_in(exif: bytes) -> int:
    """The orientation, 1 to 8, that a block of EXIF names; upright when it names none.

    Read here because an EXIF library keeps each value it is pointed to, and a hostile block points a thousand
    times to all of itself.
    """
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(exif[:4])
    try:
        if order is None:
            return UPRIGHT
        (start,) = struct.unpack_from(order + "I", exif, 4)
        (count,) = struct.unpack_from(order + "H", exif, start)
        for number in range(count):
            tag, kind, _many, value = struct.unpack_from(order + "HHIH", exif, start + 2 + 12 * number)
            if (tag, kind) == (_ORIENTATION, _SHORT):
                return value if 1 <= value <= 8 else UPRIGHT
    except struct.error:
        pass
    return UPRIGHT
