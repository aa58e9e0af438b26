"""A JPEG file read segment by segment, without decoding any of them."""

import re
from collections.abc import Iterator

from app.vault.outlines import UPRIGHT, Outline, broken, orientation_in
from app.vault.picture_problems import BadPicture, Problem

START = b"\xff\xd8"
_END, _SCAN, _JFIF, _EXIF, _ADOBE = 0xD9, 0xDA, 0xE0, 0xE1, 0xEE
_FRAMES = range(0xC0, 0xD0)
_TABLES = {0xC4, 0xDB, 0xDD}  # codes, weights, restarts
_NO_FRAMES = {0xC4, 0xC8, 0xCC}
_ORDINARY = {
    0xC0,
    0xC1,
    0xC2,
}  # baseline, extended, progressive; the others are arithmetic, lossless, in layers
# What decoders need beside the tables to know which colours are meant.
_COLOURS = {_JFIF: b"JFIF\0", _ADOBE: b"Adobe"}
_NAMES_EXIF = b"Exif\0\0"
# A camera writes one scan, a progressive picture about ten. Each costs a pass over all pixels and twenty
# bytes: without a limit a small file would keep a server busy for hours.
MOST_SCANS = 100
_MARKER = re.compile(rb"\xff+([^\x00\xff])", re.S)
_AFTER_SCAN = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]", re.S)


def outline_of(content: bytes) -> Outline:
    """The outline of a JPEG; comments, EXIF, profiles, further pictures, what follows the end are left out.

    :raises BadPicture: it is damaged, ends too early, or is stored in a way that cameras do not use
    """
    drawing, orientation, frame, scans = [START], UPRIGHT, b"", 0
    for marker, body, whole in _segments(content):
        if marker in _FRAMES and marker not in _NO_FRAMES:
            frame = _frame(marker, body, frame)
        elif marker == _EXIF and body.startswith(_NAMES_EXIF):
            orientation = orientation_in(body[len(_NAMES_EXIF) :])
        scans += marker == _SCAN
        if scans > MOST_SCANS:
            raise BadPicture(Problem.UNUSUAL)
        if _draws(marker, body):
            drawing.append(whole)
    if not frame or not scans:
        raise broken()
    height, width = int.from_bytes(frame[1:3], "big"), int.from_bytes(frame[3:5], "big")
    return Outline("JPEG", width, height, orientation, b"".join(drawing))


def _frame(marker: int, body: bytes, before: bytes) -> bytes:
    if marker not in _ORDINARY or (body and body[0] != 8):
        raise BadPicture(Problem.UNUSUAL)
    if before or len(body) < 6:
        raise broken()
    return body


def _draws(marker: int, body: bytes) -> bool:
    if marker in _COLOURS:
        return body.startswith(_COLOURS[marker])
    return marker in _ORDINARY or marker in _TABLES or marker in (_SCAN, _END)


def _segments(content: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    at, marker = len(START), 0
    while marker != _END:
        found = _MARKER.match(content, at)
        if found is None:
            raise broken()
        marker, begin = found[1][0], found.end()
        end = begin if marker == _END else begin + int.from_bytes(content[begin : begin + 2], "big")
        if end > len(content) or (marker != _END and end < begin + 2):
            raise broken()
        body = content[begin + 2 : end]
        if marker == _SCAN:
            after = _AFTER_SCAN.search(content, end)
            if after is None:
                raise broken()
            end = after.start()
        yield marker, body, content[at:end]
        at = end
