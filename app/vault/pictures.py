"""Pictures from outside: measured before they are opened, drawn anew, and nothing else of their file kept."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Literal

from PIL.Image import Image, Resampling, Transpose, new
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

from app.vault import jpeg_outline, png_outline
from app.vault.outlines import Outline, broken
from app.vault.picture_problems import (
    LEAST_SIDE,
    TOO_MANY_BYTES,
    BadPicture,
    Problem,
    check_sides,
    check_size,
)

# Longest side and quality, from the best to what surely is small enough.
_SHRINKING = ((4096, 90), (4096, 80), (4096, 65), (2896, 75), (2048, 75), (1448, 70), (1024, 60))
_TURNS = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
# A picture of 4096 × 4096 pixels takes up to 300 MB while it is drawn anew. One at a time in each process:
# many people with large pictures wait a second instead of emptying the machine.
_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class TakenIn:
    """A picture as it may be kept: a JPEG of this house's making, upright, below 2 MB; sides in pixels."""

    content: bytes = field(repr=False)
    media_type: Literal["image/jpeg"]
    width: int
    height: int


def take_in(content: bytes) -> TakenIn:
    """The picture in a file from outside, drawn anew; of the file itself not a byte is kept.

    :raises BadPicture: it is too large, no JPEG or PNG, damaged, or of a size that Flip does not take
    """
    check_size(len(content))
    outline = _outline_of(content)
    check_sides(outline.width, outline.height)
    with _one_at_a_time:
        return _small_enough(_drawn(outline))


def _outline_of(content: bytes) -> Outline:
    if content.startswith(jpeg_outline.START):
        return jpeg_outline.outline_of(content)
    if content.startswith(png_outline.START):
        return png_outline.outline_of(content)
    heic = content[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc")
    raise BadPicture(Problem.HEIC if heic else Problem.NOT_A_PICTURE)


def _drawn(outline: Outline) -> Image:
    # The two decoders are called by name: what else the library could open, and the files in which one format
    # stands within another, is out of reach.
    decoder = JpegImageFile if outline.kind == "JPEG" else PngImageFile
    try:
        picture: Image = decoder(BytesIO(outline.drawing))
        if picture.size != (outline.width, outline.height):
            raise broken()
        plain = _on_white(picture)
    except MemoryError:
        raise
    except Exception as error:  # a decoder has many ways to complain of a damaged file
        raise broken() from error
    turn = _TURNS.get(outline.orientation)
    return plain if turn is None else plain.transpose(turn)


def _on_white(picture: Image) -> Image:
    picture.load()
    if picture.mode.startswith("I"):  # sixteen bits of grey, of which a JPEG holds the upper eight
        picture = picture.point(lambda grey: grey / 256).convert("L")
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    clear = picture.convert("RGBA")
    paper = new("RGB", picture.size, "white")
    paper.paste(clear, mask=clear)
    return paper


def _small_enough(picture: Image) -> TakenIn:
    for smaller, quality in _shrunk(picture):
        file = BytesIO()
        smaller.info.clear()
        smaller.save(file, "JPEG", quality=quality)
        if file.tell() < TOO_MANY_BYTES:
            return TakenIn(file.getvalue(), "image/jpeg", *smaller.size)
    raise broken()


def _shrunk(picture: Image) -> Iterator[tuple[Image, int]]:
    for longest, quality in _SHRINKING:
        # Neither side may fall below what Flip takes.
        factor = max(min(longest / max(picture.size), 1), LEAST_SIDE / min(picture.size))
        sides = (round(picture.width * factor), round(picture.height * factor))
        yield picture if factor == 1 else picture.resize(sides, Resampling.LANCZOS), quality
