"""A paper of the merchant's on its way to Flip; nothing that is printed or logged shows what it says."""

from dataclasses import dataclass, field
from typing import Literal

Extension = Literal["txt", "pdf", "doc", "docx", "jpg", "jpeg", "png", "bmp", "rtf", "xls", "xlsx"]

# Written out, because the tables of operating systems differ.
_MEDIA_TYPES: dict[Extension, str] = {
    "txt": "text/plain",
    "pdf": "application/pdf",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "bmp": "image/bmp",
    "rtf": "application/rtf",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Attachment:
    """A paper as a file: `content` are its bytes, `extension` its kind; Flip asks for invoices only."""

    content: bytes = field(repr=False)
    extension: Extension
    attachment_type: str = "invoice"

    @property
    def media_type(self) -> str:
        """The kind of the file, as the web calls it."""
        return _MEDIA_TYPES[self.extension]

    def filename(self, name: str) -> str:
        """A name for the file that tells its kind and nothing of the business."""
        return f"{name}.{self.extension}"
