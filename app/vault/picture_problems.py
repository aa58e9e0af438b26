"""What can be wrong with a picture, in words, with what was measured and what is allowed."""

from collections.abc import Mapping
from decimal import ROUND_UP, Decimal

from flask_babel import format_decimal
from flask_babel.speaklater import LazyString

from app.lib.errors import Refused
from app.lib.labels import Labelled, mark

# Flip takes a picture "smaller than 2 MB" (4007) and does not say which megabyte; below the smaller of the
# two a picture is small enough for either.
TOO_MANY_BYTES = 2_000_000
LEAST_SIDE = 256
MOST_SIDE = 4096


class Problem(Labelled):
    """Why a file was not taken in; the label says what to do about it."""

    NOTHING = "NOTHING", mark("Choose a picture or take one.")
    EMPTY = "EMPTY", mark("This file is empty. Take the picture again.")
    TOO_LARGE = "TOO_LARGE", mark("This file is %(measured)s MB; it has to be smaller than %(allowed)s MB.")
    NOT_A_PICTURE = "NOT_A_PICTURE", mark("This file is neither a JPEG nor a PNG picture.")
    HEIC = (
        "HEIC",
        mark(
            "This is a HEIC picture, which Flip does not take. On an iPhone choose Settings → Camera → "
            "Formats → Most Compatible, and take the picture again."
        ),
    )
    BROKEN = "BROKEN", mark("This picture is damaged or not whole. Take it again.")
    UNUSUAL = (
        "UNUSUAL",
        mark(
            "This picture is stored in an unusual way. Save it again as an ordinary JPEG, or take it again."
        ),
    )
    TOO_SMALL = (
        "TOO_SMALL",
        mark(
            "This picture is %(width)s × %(height)s pixels; each side must be between %(least)s and %(most)s."
        ),
    )
    TOO_WIDE = (
        "TOO_WIDE",
        mark(
            "This picture is %(width)s × %(height)s pixels; each side must be between %(least)s and %(most)s."
        ),
    )


class BadPicture(Refused):
    """A file that is not taken in as a picture; nothing of it was kept.

    `measured` and `allowed` are bytes for TOO_LARGE, sides in pixels for TOO_SMALL and TOO_WIDE, else empty.
    """

    def __init__(
        self, problem: Problem, measured: tuple[int, ...] = (), values: Mapping[str, object] | None = None
    ) -> None:
        super().__init__(problem.label, values=values)
        self.problem = problem
        self.measured = measured
        self.allowed = _ALLOWED.get(problem, ())


_ALLOWED: dict[Problem, tuple[int, ...]] = {
    Problem.TOO_LARGE: (TOO_MANY_BYTES,),
    Problem.TOO_SMALL: (LEAST_SIDE, MOST_SIDE),
    Problem.TOO_WIDE: (LEAST_SIDE, MOST_SIDE),
}


def check_size(size: int) -> None:
    """Refuse so many bytes before any of them is looked at.

    :raises BadPicture: there are none, or too many
    """
    if not size:
        raise BadPicture(Problem.EMPTY)
    if size >= TOO_MANY_BYTES:
        words = {"measured": megabytes(size), "allowed": megabytes(TOO_MANY_BYTES)}
        raise BadPicture(Problem.TOO_LARGE, (size,), words)


def check_sides(width: int, height: int) -> None:
    """Refuse a picture by its sides in pixels, as its file tells them.

    :raises BadPicture: one side is below 256 or above 4096
    """
    words = {"width": width, "height": height, "least": LEAST_SIDE, "most": MOST_SIDE}
    if max(width, height) > MOST_SIDE:
        raise BadPicture(Problem.TOO_WIDE, (width, height), words)
    if min(width, height) < LEAST_SIDE:
        raise BadPicture(Problem.TOO_SMALL, (width, height), words)


def megabytes(size: int) -> LazyString:
    """Bytes as megabytes in the reader's language, rounded up so that too much never looks allowed."""
    return LazyString(format_decimal, (Decimal(size) / 1_000_000).quantize(Decimal("0.01"), ROUND_UP))
