"""Looks for stretches of pictures wherever bytes may lie: in files, in files deleted but open, in dumps."""

import os
from base64 import b64encode
from collections.abc import Iterable, Iterator
from pathlib import Path

WINDOW = 32
# Of whatever window is taken, one such block of the picture lies wholly within it.
_BLOCK = WINDOW // 2
_AT_ONCE = 4 * 1024 * 1024


class Pictures:
    """What must lie nowhere: each window of 32 bytes of these pictures, plain or as text makes it readable.

    The texts are base64, hexadecimal in small letters, and what Python prints of bytes.
    """

    def __init__(self, *pictures: bytes) -> None:
        self._forms = [form for picture in pictures for form in _forms(picture)]
        self._blocks = {
            form[at : at + _BLOCK] for form in self._forms for at in range(0, len(form) - _BLOCK + 1, _BLOCK)
        }
        empty = {bytes([filling]) * _BLOCK for filling in b"\x00\xff "}
        assert not empty & self._blocks, "such a stretch cannot be told from the free room in a file"

    def are_in(self, content: bytes) -> bool:
        """True when a window of a picture stands anywhere in these bytes."""
        return any(
            self._holds(content, at)
            for at in range(len(content) - _BLOCK + 1)
            if content[at : at + _BLOCK] in self._blocks
        )

    def _holds(self, content: bytes, at: int) -> bool:
        starts = range(max(at - WINDOW + _BLOCK, 0), min(at, len(content) - WINDOW) + 1)
        windows = {content[start : start + WINDOW] for start in starts}
        return any(window in form for window in windows for form in self._forms)


def _forms(picture: bytes) -> Iterator[bytes]:
    yield picture
    yield picture.hex().encode()
    yield repr(picture)[2:-1].encode()
    # Base64 reads the same from the third byte on: three beginnings are all there are.
    yield from (b64encode(picture[skipped:]) for skipped in range(3))


def leaks(pictures: Pictures, files: Iterable[Path]) -> list[str]:
    """The files that hold a window of a picture."""
    return [str(file) for file in files if any(pictures.are_in(part) for part in _parts(file))]


def files_below(*folders: Path) -> list[Path]:
    """Every file in these folders."""
    return sorted(found for folder in folders for found in folder.rglob("*") if found.is_file())


def deleted_but_open(*processes: int) -> list[Path]:
    """Files that have no name any more and are held open by these processes or their children."""
    family = {one for process in processes for one in _family(process)}
    links = [link for one in family for link in Path(f"/proc/{one}/fd").iterdir()]
    return [link for link in links if _is_deleted_file(link)]


def _family(process: int) -> Iterator[int]:
    yield process
    for thread in Path(f"/proc/{process}/task").iterdir():
        for child in (thread / "children").read_text().split():
            yield from _family(int(child))


def _is_deleted_file(link: Path) -> bool:
    try:
        return link.is_file() and os.readlink(link).endswith("(deleted)")
    except FileNotFoundError:  # closed since
        return False


def _parts(file: Path) -> Iterator[bytes]:
    kept = b""
    with file.open("rb") as source:
        while read := source.read(_AT_ONCE):
            yield kept + read
            kept = (kept + read)[1 - WINDOW :]
