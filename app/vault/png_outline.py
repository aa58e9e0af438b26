"""A PNG file read chunk by chunk, without unpacking any of them."""

import struct
from collections.abc import Iterator
from zlib import crc32

from app.vault.outlines import UPRIGHT, Outline, broken, orientation_in

START = b"\x89PNG\r\n\x1a\n"
_DRAWS = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
_HEADER_BYTES = 13


def outline_of(content: bytes) -> Outline:
    """The outline of a PNG; text, profiles, further frames and whatever follows the end are left out.

    :raises BadPicture: a chunk is damaged or missing
    """
    drawing, orientation, sides = [START], UPRIGHT, b""
    for name, body, whole in _chunks(content):
        if (name == b"IHDR") != (not sides) or (name == b"IHDR" and len(body) != _HEADER_BYTES):
            raise broken()
        if name == b"IHDR":
            sides = body[:8]
        elif name == b"eXIf":
            orientation = orientation_in(body)
        if name in _DRAWS:
            drawing.append(whole)
        elif name[:1].isupper():  # critical, and nobody knows it
            raise broken()
    width, height = struct.unpack(">II", sides)
    return Outline("PNG", width, height, orientation, b"".join(drawing))


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    at, name = len(START), b""
    while name != b"IEND":
        if len(content) < at + 12:
            raise broken()
        length, name = struct.unpack_from(">I4s", content, at)
        end = at + 12 + length
        whole = content[at:end]
        if (
            end > len(content)
            or not name.isalpha()
            or crc32(whole[4:-4]) != int.from_bytes(whole[-4:], "big")
        ):
            raise broken()
        yield name, whole[8:-4], whole
        at = end
