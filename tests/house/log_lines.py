"""The log of a test as the house writes it: lines of JSON, captured."""

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from app.web.logs import JsonLines


class Lines:
    """What was logged meanwhile."""

    def __init__(self, stream: io.StringIO) -> None:
        self._stream = stream

    @property
    def text(self) -> str:
        """All of it, as it would stand in a file."""
        return self._stream.getvalue()

    def all(self) -> list[dict[str, Any]]:
        """Each line read."""
        return [json.loads(line) for line in self.text.splitlines()]

    def with_error(self) -> list[dict[str, Any]]:
        """The lines that carry a traceback."""
        return [line for line in self.all() if "error" in line]


@contextmanager
def captured(level: int = logging.DEBUG) -> Iterator[Lines]:
    """Everything the house logs meanwhile, from the least level on, in the house's own format."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(level)
    try:
        yield Lines(stream)
    finally:
        root.removeHandler(handler)
        root.setLevel(before)
