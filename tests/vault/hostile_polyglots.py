"""True pictures that are something else too, or that carry what nobody should keep."""

from collections.abc import Iterator
from io import BytesIO
from zlib import compress

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests import pictures
from tests.vault.file_parts import (
    EOI,
    PHP,
    SCRIPT,
    SECRET,
    SOI,
    Hostile,
    chunk,
    exif,
    pixels,
    plain_png,
    segment,
    where_taken,
    with_segments,
    zip_of,
)


def files() -> Iterator[tuple[str, Hostile]]:
    """Each by its name."""
    card = pictures.card(11, 640, 400)
    other = pictures.card(12, 300, 300)
    yield from _followed("JPEG", card)
    yield from _followed("PNG", pictures.png(pictures.noise(13, 320, 300)))
    for name, parts in _segments(other).items():
        yield f"JPEG with {name}", _carrying(with_segments(card, *parts), SCRIPT, PHP, SECRET, pixels(other))
    for name, parts in _chunks().items():
        yield f"PNG with {name}", _carrying(plain_png(300, 300, *parts), SCRIPT, PHP, SECRET)
    yield "PNG with bytes behind its pixels", _carrying(_behind_pixels(), PHP, SECRET)
    yield "PNG with PHP as pixels", _carrying(_as_pixels(PHP * 40), PHP)
    yield "PNG with a script as colours", _carrying(_as_colours(SCRIPT * 4), SCRIPT)
    yield "MPO of two pictures", _carrying(_mpo(), SECRET)
    yield "APNG with a hidden frame", _carrying(_apng(), SECRET)
    yield (
        "JPEG whose end stands in a comment",
        _carrying(with_segments(card, segment(0xFE, EOI + SCRIPT + EOI)), SCRIPT),
    )


def _carrying(content: bytes, *foreign: bytes) -> Hostile:
    return Hostile(content, foreign, taken=True)


def _followed(kind: str, picture: bytes) -> Iterator[tuple[str, Hostile]]:
    others = {
        "a ZIP": zip_of(SECRET),
        "HTML": b"<html><body>" + SCRIPT + b"</body></html>",
        "PHP": PHP,
        "a PDF": b"%PDF-1.4\n1 0 obj<</OpenAction<</S/JavaScript/JS(" + SCRIPT + b")>>>>endobj",
        "another picture": pictures.card(14, 300, 300),
        "a GIF": b"GIF89a" + SECRET,
        "NULs and a secret": bytes(4000) + SECRET,
    }
    for name, other in others.items():
        secret = pixels(other) if other.startswith(SOI) else other
        yield f"{kind} followed by {name}", _carrying(picture + other, secret)


def _segments(other: bytes) -> dict[str, list[bytes]]:
    described = exif((0x010E, 2, len(SCRIPT), b"\0\0\0\x1a"), data=SCRIPT)
    profile = b"ICC_PROFILE\0\x01\x01" + bytes(128) + SECRET
    return {
        "a script as comment": [segment(0xFE, SCRIPT)],
        "four hundred comments": [segment(0xFE, SCRIPT + b"%d" % number) for number in range(400)],
        "the place it was taken": [segment(0xE1, where_taken())],
        "a script in EXIF": [segment(0xE1, b"Exif\0\0" + described)],
        "another picture in EXIF": [segment(0xE1, b"Exif\0\0" + exif(data=other)[:60_000])],
        "XMP": [segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>" + SCRIPT + b"</x:xmpmeta>")],
        "a colour profile": [segment(0xE2, profile)],
        "notes of an editor": [segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0" + SECRET)],
        "a thumbnail": [segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\x04\x08" + SECRET.ljust(96))],
        "an archive as comment": [segment(0xFE, b"GBMB" + PHP + zip_of(SECRET))],
        "JavaScript from its first byte": [segment(0xE0, (b"*/=1;" + SCRIPT).ljust(0x2F2A - 2))],
        "an unknown segment": [segment(0xEB, SECRET + SCRIPT)],
    }  # fmt: skip


def _chunks() -> dict[str, list[bytes]]:
    place = where_taken().removeprefix(b"Exif\0\0")
    return {
        "a script as text": [chunk(b"tEXt", b"Comment\0" + SCRIPT)],
        "a packed text": [chunk(b"zTXt", b"Comment\0\0" + compress(SCRIPT, 0))],
        "XMP": [chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x:xmpmeta>" + SCRIPT + b"</x:xmpmeta>")],
        "a colour profile": [chunk(b"iCCP", b"p\0\0" + compress(SECRET * 3, 0))],
        "the place it was taken": [chunk(b"eXIf", place)],
        "an unknown chunk": [chunk(b"kiLr", SECRET + PHP)],
        "a thousand texts": [chunk(b"tEXt", b"n%d\0" % number + SECRET) for number in range(1000)],
    }


def _behind_pixels() -> bytes:
    rows = compress(bytes(901 * 300)) + PHP + SECRET
    return plain_png().replace(chunk(b"IDAT", compress(bytes(901 * 300))), chunk(b"IDAT", rows))


def _as_pixels(payload: bytes) -> bytes:
    sheet = Image.frombytes("RGB", (300, 300), payload.ljust(300 * 300 * 3, b"\x80"))
    return pictures.png(sheet, compress_level=0)


def _as_colours(payload: bytes) -> bytes:
    sheet = Image.new("P", (300, 300), 7)
    sheet.putpalette(payload.ljust(768)[:768])
    return pictures.png(sheet)


def _mpo() -> bytes:
    file = BytesIO()
    first, second = pictures.noise(15, 300, 300), pictures.noise(16, 300, 300)
    first.save(file, "MPO", save_all=True, append_images=[second], comment=SECRET)
    return file.getvalue()


def _apng() -> bytes:
    file, told = BytesIO(), PngInfo()
    told.add_text("Comment", SECRET.decode())
    first, second = pictures.noise(17, 300, 300), pictures.noise(18, 300, 300)
    first.save(file, "PNG", save_all=True, append_images=[second], pnginfo=told)
    assert b"fdAT" in file.getvalue()
    return file.getvalue()
