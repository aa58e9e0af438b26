"""Small files that want a large machine: more pixels, more text, more passes than their size tells."""

import random
import struct
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from zlib import compress

from PIL import Image

from app.vault.jpeg_outline import MOST_SCANS
from tests import pictures
from tests.vault.file_parts import (
    PNG,
    Hostile,
    chunk,
    exif,
    frame,
    framed,
    header,
    plain_png,
    segment,
    with_segments,
    zeros_deflated,
)

ALMOST_2_MB = 1_990_000


def files() -> Iterator[tuple[str, Hostile]]:
    """Each by its name."""
    yield from _sides()
    yield from _texts()
    yield from _passes()
    yield from _just_allowed()


def _sides() -> Iterator[tuple[str, Hostile]]:
    card, rows = pictures.card(31, 300, 300), chunk(b"IDAT", compress(bytes(900)))
    for width, height in (
        (65_000, 65_000),
        (2**31 - 1, 2**31 - 1),
        (2**31, 300),
        (0, 0),
        (300, 0),
        (4097, 300),
    ):
        lie = PNG + header(width, height) + rows + chunk(b"IEND")
        yield f"PNG that claims {width} × {height}", Hostile(lie)
    for width, height in ((65_500, 65_500), (65_535, 300), (300, 65_535), (0, 0), (300, 0), (4097, 256)):
        yield f"JPEG that claims {width} × {height}", Hostile(framed(card, frame(width, height)))
    yield "PNG truly 65 000 wide", Hostile(pictures.png(Image.new("1", (65_000, 300))))
    yield "JPEG truly 65 000 wide", Hostile(pictures.jpeg(Image.new("L", (65_000, 300))))
    yield "PNG truly 60 000 × 60 000", Hostile(_large_png())
    for width, height in ((1, 1), (255, 4096), (4096, 255), (1, 4096)):
        yield f"JPEG of {width} × {height}", Hostile(pictures.jpeg(Image.new("RGB", (width, height))))
        yield f"PNG of {width} × {height}", Hostile(pictures.png(Image.new("RGB", (width, height))))


def _texts() -> Iterator[tuple[str, Hostile]]:
    megabyte, card = compress(bytes(1_000_000), 9), pictures.card(32, 300, 300)
    text = chunk(b"zTXt", b"Comment\0\0" + megabyte)
    yield "PNG with gigabytes of packed text", Hostile(plain_png(300, 300, *[text] * 1900), taken=None)
    text = chunk(b"iTXt", b"XML:com.adobe.xmp\0\x01\0\0\0" + megabyte)
    yield "PNG with gigabytes of XMP", Hostile(plain_png(300, 300, *[text] * 1900), taken=None)
    profile = chunk(b"iCCP", b"p\0\0" + megabyte)
    yield "PNG with gigabytes of profiles", Hostile(plain_png(300, 300, *[profile] * 1900), taken=None)
    profile = chunk(b"iCCP", b"p\0\0" + _gigabytes())
    yield "PNG with one profile of gigabytes", Hostile(plain_png(300, 300, profile), taken=None)
    rows = PNG + header(300, 300) + chunk(b"IDAT", _gigabytes()) + chunk(b"IEND")
    yield "PNG with gigabytes behind its pixels", Hostile(rows, taken=None)
    whole = [(0x9000 + number % 1000, 7, 60_000, b"\0\0\0\0") for number in range(4900)]
    yield (
        "JPEG whose EXIF points to itself",
        Hostile(with_segments(card, segment(0xE1, b"Exif\0\0" + exif(*whole))), taken=None),
    )
    whole = [(number, 7, 780_000, b"\0\0\0\0") for number in range(65_535)]
    yield (
        "PNG whose EXIF points to itself",
        Hostile(plain_png(300, 300, chunk(b"eXIf", exif(*whole))), taken=None),
    )
    loop = b"MM\0*" + struct.pack(">IH", 8, 1) + bytes(12) + struct.pack(">I", 8)
    yield (
        "JPEG whose EXIF goes in a circle",
        Hostile(with_segments(card, segment(0xE1, b"Exif\0\0" + loop)), taken=None),
    )


def _passes() -> Iterator[tuple[str, Hostile]]:
    yield "JPEG with 50 000 passes over few pixels", Hostile(_with_scans(300, 50_000))
    yield "JPEG with 20 000 passes over many pixels", Hostile(_with_scans(4096, 20_000))
    yield "JPEG with one pass too many", Hostile(_with_scans(300, MOST_SCANS + 1))
    yield "PNG of 150 000 empty chunks", Hostile(plain_png(300, 300, *[chunk(b"kiLr")] * 150_000), taken=None)
    card = pictures.card(33, 300, 300)
    yield (
        "JPEG of 400 000 empty comments",
        Hostile(with_segments(card, *[segment(0xFE, b"")] * 400_000), taken=None),
    )
    yield "JPEG of 2 MB of fill bytes", Hostile(card[:2] + b"\xff" * 1_900_000 + card[2:], taken=None)


def _just_allowed() -> Iterator[tuple[str, Hostile]]:
    """What costs most among what is allowed; its pixels are true, so it is taken."""
    most = (4096, 4096)
    grain = Image.effect_noise((512, 512), 60).resize(most)
    yield (
        "JPEG of 4096 × 4096 with as many passes as may be",
        Hostile(_with_scans(4096, MOST_SCANS), taken=True),
    )
    yield (
        "progressive CMYK of 4096 × 4096",
        Hostile(pictures.jpeg(grain.convert("CMYK"), 15, progressive=True, subsampling=0), taken=True),
    )
    yield (
        "PNG of 4096 × 4096, half clear",
        Hostile(pictures.png(Image.new("RGBA", most, (200, 30, 40, 128))), taken=True),
    )
    deep = zeros_deflated(4096 * (1 + 4096 * 8))
    yield (
        "PNG of 4096 × 4096 in 64 bits a pixel",
        Hostile(PNG + header(*most, depth=16, colours=6) + chunk(b"IDAT", deep) + chunk(b"IEND"), taken=True),
    )
    woven = zeros_deflated(4096 * (1 + 4096 * 8) * 2)
    yield (
        "the same, woven of seven",
        Hostile(
            PNG + header(*most, depth=16, colours=6, interlace=1) + chunk(b"IDAT", woven) + chunk(b"IEND"),
            taken=None,
        ),
    )
    yield "PNG of black and white grain", Hostile(_grain(), taken=True)
    turned = segment(0xE1, b"Exif\0\0" + exif((0x0112, 3, 1, b"\0\x06\0\0")))
    yield (
        "JPEG of 4096 × 4096, turned",
        Hostile(with_segments(pictures.jpeg(grain.convert("RGB"), 40), turned), taken=True),
    )


@cache
def _gigabytes() -> bytes:
    return zeros_deflated(1_800_000_000, 1_900_000)


def _large_png() -> bytes:
    rows = zeros_deflated(60_000 * 7_501)
    return PNG + header(60_000, 60_000, depth=1, colours=0) + chunk(b"IDAT", rows) + chunk(b"IEND")


def _with_scans(side: int, scans: int) -> bytes:
    """A progressive JPEG whose last pass is made again and again, to this number or below 2 MB."""
    file = BytesIO()
    Image.effect_noise((64, 64), 5).resize((side, side)).save(file, "JPEG", quality=30, progressive=True)
    content = file.getvalue()
    pass_ = content[content.rfind(b"\xff\xda") : -2]
    room = (ALMOST_2_MB - len(content)) // len(pass_)
    more = min(scans - content.count(b"\xff\xda"), room)
    return content[:-2] + pass_ * more + content[-2:]


def _grain() -> bytes:
    sheet = Image.frombytes("1", (3968, 3968), random.Random(34).randbytes(3968 * 496))
    return pictures.png(sheet)
