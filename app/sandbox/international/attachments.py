"""The file that goes with some transfers between companies; of it only hash and size are kept (reference:
international, create-with-attachment).
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from flask import Request

from app.sandbox.answers import Complaint
from app.sandbox.international.errors import complaint

CALL = "/international-disbursement/create-with-attachment"
EXTENSIONS = ("txt", "pdf", "doc", "docx", "jpg", "jpeg", "png", "bmp", "rtf", "xls", "xlsx")
KINDS = ("invoice",)
LARGEST = 5 * 1024 * 1024  # bytes


@dataclass(frozen=True)
class Attachment:
    """What is known of a file that was sent; ``extension`` in lower case, without its dot."""

    sha256: str
    size: int
    extension: str


def read_attachment(call: Request) -> Attachment | None:
    """The file of a call; an empty one is none."""
    part = call.files.get("attachment_data")
    data = b"" if part is None else part.stream.read()
    if part is None or not data:
        return None
    _, dot, extension = (part.filename or "").rpartition(".")
    return Attachment(hashlib.sha256(data).hexdigest(), len(data), extension.lower() if dot else "")


def check_attachment(held: Attachment | None, kind: str, *, needed: bool) -> Iterator[Complaint]:
    """``kind`` is the attachment_type that was sent."""
    if held is None:
        if needed:
            yield complaint("attachment_data", 1001)
    elif held.extension not in EXTENSIONS:
        yield complaint("attachment_data", 1041)
    elif held.size > LARGEST:
        yield complaint("attachment_data", 999, LARGEST)
    if not kind:
        if needed or held is not None:
            yield complaint("attachment_type", 1001)
    elif kind not in KINDS:
        yield complaint("attachment_type", 1041)
