"""Papers from outside: of a kind that Flip takes, inside as well as by their name."""

import hashlib
import unicodedata
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import get_args

from app.flip.attachments import Extension
from app.lib.errors import Refused
from app.lib.labels import mark as _

# Flip names no limit. An invoice of many scanned pages is smaller, and a form of this size is soon sent.
MOST_BYTES = 5 * 1024 * 1024
EXTENSIONS: tuple[Extension, ...] = get_args(Extension)
NO_SUCH_KIND = _("Flip takes txt, pdf, doc, docx, jpg, jpeg, png, bmp, rtf, xls and xlsx files.")
NOTHING_IN_IT = _("This file is empty.")
TOO_BIG = _("This file is larger than 5 MB.")
OTHER_INSIDE = _("This is no %(kind)s file inside, whatever its name says. Save it anew and choose it again.")

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_BMP_HEADERS = {12, 16, 40, 52, 56, 64, 108, 124}
_SPACES = "\t\n\r\f"


@dataclass(frozen=True)
class NewAttachment:
    """A paper that may be kept and sent; nothing that is printed or logged shows what it says."""

    content: bytes = field(repr=False)
    extension: Extension

    @property
    def sha256(self) -> str:
        """What tells this paper from another."""
        return hashlib.sha256(self.content).hexdigest()


def take_in(name: str, content: bytes) -> NewAttachment:
    """The paper in a file from outside; of its name the kind alone is kept.

    :raises Refused: beside the field, when Flip takes no such kind, or the file is empty, too large or not
        of the kind that its name says
    """
    _, dot, extension = name.lower().rpartition(".")
    if not dot or extension not in EXTENSIONS:
        raise refused(NO_SUCH_KIND)
    if not content.strip():
        raise refused(NOTHING_IN_IT)
    if len(content) > MOST_BYTES:
        raise refused(TOO_BIG)
    if not _LOOKS[extension](content):
        raise refused(OTHER_INSIDE, kind=extension)
    return NewAttachment(content, extension)


def refused(words: str, **values: object) -> Refused:
    """A no beside the field of the paper; `words` are English source."""
    return Refused(words, fields={"attachment": words}, values=values)


def _begins(*starts: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(starts)


def _is_bitmap(content: bytes) -> bool:
    return content.startswith(b"BM") and int.from_bytes(content[14:18], "little") in _BMP_HEADERS


def _is_ole(*streams: str) -> Callable[[bytes], bool]:
    # The names of the streams in an OLE file are UTF-16, as its directory writes them.
    named = [stream.encode("utf-16-le") for stream in streams]
    return lambda content: content.startswith(_OLE) and any(name in content for name in named)


def _is_zip_with(part: str) -> Callable[[bytes], bool]:
    def look(content: bytes) -> bool:
        try:
            # The list of its parts is read, nothing is unpacked.
            parts = set(zipfile.ZipFile(BytesIO(content)).namelist())
        except Exception:  # a damaged list has many ways to be damaged
            return False
        return {"[Content_Types].xml", part} <= parts

    return look


def _is_text(content: bytes) -> bool:
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        return False
    return all(letter in _SPACES or unicodedata.category(letter) != "Cc" for letter in text)


_LOOKS: Mapping[str, Callable[[bytes], bool]] = {
    "txt": _is_text,
    "pdf": _begins(b"%PDF-"),
    "doc": _is_ole("WordDocument"),
    "docx": _is_zip_with("word/document.xml"),
    "jpg": _begins(b"\xff\xd8\xff"),
    "jpeg": _begins(b"\xff\xd8\xff"),
    "png": _begins(b"\x89PNG\r\n\x1a\n"),
    "bmp": _is_bitmap,
    "rtf": _begins(b"{\\rtf"),
    "xls": _is_ole("Workbook", "Book"),
    "xlsx": _is_zip_with("xl/workbook.xml"),
}
