"""A paper is of a kind that Flip takes by its name and inside, not empty, and at most 5 MB."""

import zipfile
from io import BytesIO

import pytest

from app.flip.attachments import Attachment
from app.international.papers import (
    EXTENSIONS,
    MOST_BYTES,
    NO_SUCH_KIND,
    NOTHING_IN_IT,
    OTHER_INSIDE,
    TOO_BIG,
    take_in,
)
from app.lib.errors import Refused

pytestmark = pytest.mark.alike

OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def office(*parts: str) -> bytes:
    """A file of parts, as an office writes it."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as written:
        for part in parts:
            written.writestr(part, "<xml/>")
    return file.getvalue()


GOOD: dict[str, bytes] = {
    "txt": "Faktur 77, 300 kursi à 15 €\r\n\tlunas".encode(),
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\nan invoice\n%%EOF",
    "doc": OLE + bytes(504) + "WordDocument".encode("utf-16-le"),
    "docx": office("[Content_Types].xml", "word/document.xml"),
    "jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "jpeg": b"\xff\xd8\xff\xe1\x00\x10Exif",
    "png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "bmp": b"BM"
    + (58).to_bytes(4, "little")
    + bytes(4)
    + (54).to_bytes(4, "little")
    + b"(\0\0\0"
    + bytes(40),
    "rtf": b"{\\rtf1\\ansi An invoice}",
    "xls": OLE + bytes(504) + "Workbook".encode("utf-16-le"),
    "xlsx": office("[Content_Types].xml", "xl/workbook.xml"),
}
# jpg and jpeg are one kind under two names.
SAME_INSIDE = {frozenset({"jpg", "jpeg"})}
WIDE_TEXT = "Faktur 77".encode("utf-16")
BAD_INSIDE = [
    ("txt", b"Faktur\x00 77"),
    ("txt", b"\xff\xd8\xff\xe0 no text"),
    ("txt", b"\x1b[2J"),
    ("pdf", b" %PDF-1.7"),
    ("pdf", b"<script>alert(1)</script>"),
    ("docx", b"PK\x03\x04 cut off"),
    ("docx", office("word/document.xml")),
    ("docx", office("[Content_Types].xml", "word/other.xml")),
    ("docx", GOOD["docx"][:-10]),
    ("doc", OLE + bytes(504)),
    ("doc", OLE + "EncryptedPackage".encode("utf-16-le")),
    ("bmp", b"BMW is a car, and this is a text"),
    ("bmp", b"BM"),
    ("rtf", b"{rtf1"),
]


def refused(name: str, content: bytes) -> Refused:
    with pytest.raises(Refused) as refusal:
        take_in(name, content)
    assert list(refusal.value.fields.items()) == [("attachment", refusal.value.message)]
    return refusal.value


def test_every_kind_flip_takes_is_taken_and_no_other() -> None:
    assert set(GOOD) == set(EXTENSIONS)
    for extension, content in GOOD.items():
        paper = take_in(f"Faktur.{extension}", content)
        assert (paper.content, paper.extension) == (content, extension)
        assert Attachment(paper.content, paper.extension).media_type
    assert take_in("wide.txt", WIDE_TEXT).extension == "txt"
    for name in ("invoice.exe", "invoice.html", "invoice.svg", "invoice", "", "pdf", ".", "invoice.pdf.exe"):
        assert refused(name, GOOD["pdf"]).message is NO_SUCH_KIND


def test_what_is_another_kind_inside_is_refused_whatever_its_name_says() -> None:
    for named in EXTENSIONS:
        for inside, content in GOOD.items():
            if named == inside or {named, inside} in SAME_INSIDE or (named, inside) == ("txt", "rtf"):
                continue
            refusal = refused(f"Faktur.{named}", content)
            assert (refusal.message, refusal.values) == (OTHER_INSIDE, {"kind": named})
    for extension, content in BAD_INSIDE:
        assert refused(f"Faktur.{extension}", content).message is OTHER_INSIDE


def test_of_the_name_nothing_but_the_kind_is_kept() -> None:
    for name in (
        "../../etc/passwd.PDF",
        "C:\\Users\\Sari\\Faktur.pdf",
        "a\x00b\n.pdf",
        "\u202efdp.exe.pdf",
        ".pdf",
    ):
        paper = take_in(name, GOOD["pdf"])
        assert vars(paper) == {"content": GOOD["pdf"], "extension": "pdf"}
        assert "invoice" not in repr(paper)


def test_an_empty_file_is_refused() -> None:
    for extension in EXTENSIONS:
        for content in (b"", b" \r\n\t"):
            assert refused(f"Faktur.{extension}", content).message is NOTHING_IN_IT


def test_five_megabytes_are_taken_and_no_byte_more() -> None:
    full = GOOD["pdf"].ljust(MOST_BYTES, b"x")
    assert len(take_in("Faktur.pdf", full).content) == MOST_BYTES
    assert refused("Faktur.pdf", full + b"x").message is TOO_BIG
    # A list of parts as long as the file is read in good time, and nothing is unpacked.
    names = office("[Content_Types].xml", "word/document.xml", *(f"{number}" for number in range(30_000)))
    assert take_in("Faktur.docx", names[:MOST_BYTES]).extension == "docx"


def test_what_is_printed_says_nothing_of_the_paper() -> None:
    assert "invoice" not in repr(take_in("Faktur.pdf", GOOD["pdf"]))
