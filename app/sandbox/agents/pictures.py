"""The rules for a picture of a card or a face; of the picture itself only hash and size are kept (reference:
agents, Image rules).
"""

import hashlib
import threading
import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import Image
from werkzeug.datastructures import FileStorage

from app.sandbox.ids import new_token
from app.sandbox.records import insert
from app.sandbox.store import Connection

TOO_LARGE, NOT_VALID, NOT_READABLE = 4007, 4008, 4009
LIMIT = 2 * 1024 * 1024  # bytes; the first size that is too large
SIDES = range(256, 4096 + 1)
KINDS = {"PNG": "png", "JPEG": "jpg", "MPO": "jpg"}  # MPO: a JPEG of some phones, with a preview in it
# The latter are told apart from what is no picture at all; never decoded.
LOOKED_FOR = ("PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF")
# A picture of 4096 by 4096 takes 64 MB once decoded: one at a time.
_decoding = threading.Lock()


@dataclass(frozen=True)
class Picture:
    """What is known of a picture that was sent; ``wrong`` is the code of the first rule it breaks."""

    sha256: str
    size: int
    kind: str
    wrong: int | None

    def address(self, host: str) -> str:
        """Where Flip would show it. Nothing is there: the sandbox keeps no picture."""
        return f"http://{host}/kyc/pictures/{new_token()}.{self.kind}"


def examine(part: FileStorage) -> Picture:
    data = part.stream.read()
    kind, wrong = ("", TOO_LARGE) if len(data) >= LIMIT else _look_at(data)
    return Picture(hashlib.sha256(data).hexdigest(), len(data), kind, wrong)


def keep(db: Connection, agent_id: int, kind: str, picture: Picture, now: float) -> int:
    row = {"agent_id": agent_id, "kind": kind, "sha256": picture.sha256, "size": picture.size, "at": now}
    return insert(db, "agent_pictures", row)


def _look_at(data: bytes) -> tuple[str, int | None]:
    """Kind and wrong rule. The size is read from the head before anything is decoded."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(BytesIO(data), formats=LOOKED_FOR) as image:
                if image.format not in KINDS or not all(side in SIDES for side in image.size):
                    return "", NOT_VALID
                with _decoding:
                    image.load()
                return KINDS[image.format], None
        except Image.DecompressionBombError:
            return "", NOT_VALID
        except Exception:  # whatever a broken file does to the reader, it is a broken file
            return "", NOT_READABLE
