"""A picture on its way to Flip; nothing that is printed or logged shows what is on it."""

from dataclasses import dataclass, field
from typing import Literal

MediaType = Literal["image/jpeg", "image/png"]


@dataclass(frozen=True)
class Picture:
    """A picture as a file: `content` are its bytes, below 2 MB; Flip wants 256 to 4096 pixels each way."""

    content: bytes = field(repr=False)
    media_type: MediaType

    def filename(self, name: str) -> str:
        """A name for the file that tells its kind and nothing of the person."""
        return f"{name}.{'png' if self.media_type == 'image/png' else 'jpg'}"
