"""Files that call themselves pictures and are something else."""

import random
from collections.abc import Iterator
from io import BytesIO

from PIL import Image

from tests import pictures
from tests.vault.file_parts import PHP, SCRIPT, SECRET, Hostile, zip_of

LAUGHS = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + step, b"&%c;" % (97 + step) * 10) for step in range(12)
)
POSTSCRIPT = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 300 300\n(%pipe%touch /tmp/kilroy) (w) file\n"
# What may stand at the start of a file whose rest nobody here should ever read.
STARTS = {
    "SVG": b'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300">' + SCRIPT + b"</svg>",
    "SVG that reads files": b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>',
    "HTML": b"<!doctype html><html>" + SCRIPT,
    "HTML in UTF-16": b"\xff\xfe" + SCRIPT.decode().encode("utf-16-le"),
    "HTML in UTF-8 with a mark": b"\xef\xbb\xbf" + SCRIPT,
    "JavaScript": b"fetch('//kilroy.example/')",
    "XML that laughs a billion times": LAUGHS + b"]><l>&l;</l>",
    "PHP": PHP,
    "PostScript": POSTSCRIPT,
    "PostScript in a DOS coat": b"\xc5\xd0\xd3\xc6\x20\0\0\0" + bytes(24) + POSTSCRIPT,
    "PDF": b"%PDF-1.7\n1 0 obj<</OpenAction<</JS(app.alert(1))>>>>endobj",
    "MVG": b"push graphic-context\nfill 'url(https://kilroy.example/\"|touch \"/tmp/kilroy)'\npop",
    "MSL": b'<image><read filename="/etc/passwd"/><write filename="/tmp/kilroy.php"/></image>',
    "HEIC": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + SECRET,
    "AVIF": b"\0\0\0\x1cftypavif\0\0\0\0avifmif1" + SECRET,
    "JPEG 2000": b"\0\0\0\x0cjP  \r\n\x87\n\0\0\0\x14ftypjp2 " + SECRET,
    "JPEG 2000 without its box": b"\xff\x4f\xff\x51\0\x29" + SECRET,
    "JPEG XL": b"\xff\x0a" + SECRET,
    "PSD": b"8BPS\0\x01" + bytes(6) + b"\0\x03\0\0\x01\0\0\0\x01\0\0\x08\0\x03" + SECRET,
    "MNG": b"\x8aMNG\r\n\x1a\n" + SECRET,
    "a program": b"\x7fELF\x02\x01\x01" + bytes(200),
    "a program for Windows": b"MZ\x90\0" + bytes(200),
    "a word processor's file": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "a film": b"\0\0\0\x20ftypisom\0\0\x02\0" + SECRET,
    "text": b"data:image/jpeg;base64,/9j/4AAQSkZJRg==",
    "base64": b"/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBg==",
    "nothing": b"",
    "one byte": b"\xff",
    "a space before a JPEG": b" " + pictures.card(21, 300, 300),
    "HTML before a JPEG": SCRIPT + pictures.card(21, 300, 300),
    "PDF before a JPEG": b"%PDF-1.4\n" + pictures.card(21, 300, 300),
    "a line end changed in a PNG": b"\x89PNG\n\x1a\n" + pictures.png(pictures.noise(22, 300, 300))[8:],
}


def files() -> Iterator[tuple[str, Hostile]]:
    """Each by its name; none of them may be taken."""
    for name, content in STARTS.items():
        yield name, Hostile(content, (content[:64],))
    sheet = pictures.noise(23, 300, 300)
    for kind in ("GIF", "BMP", "TIFF", "WEBP", "ICO", "PPM", "TGA", "PCX", "DDS", "ICNS", "EPS"):
        yield f"a true {kind}", Hostile(_saved(sheet, kind), (SECRET,))
    yield "GIF and Java archive", Hostile(_saved(sheet, "GIF") + zip_of(SECRET), (SECRET,))
    yield "TIFF around a JPEG", Hostile(_saved(sheet, "TIFF", compression="jpeg"))
    chance = random.Random(24)
    for size in (16, 5000, 1_990_000, 2_000_000, 2_010_000):
        yield f"{size} random bytes", Hostile(chance.randbytes(size))
    yield "a megabyte of NULs", Hostile(bytes(1_000_000))
    yield "a JPEG's start and noise", Hostile(b"\xff\xd8\xff\xe0" + chance.randbytes(1_900_000))
    yield "a PNG's start and noise", Hostile(b"\x89PNG\r\n\x1a\n" + chance.randbytes(1_900_000))


def _saved(sheet: Image.Image, kind: str, **how: object) -> bytes:
    file = BytesIO()
    sheet.save(file, kind, **how)
    return file.getvalue()
