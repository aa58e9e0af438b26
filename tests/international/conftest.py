"""The counter these tests stand at, and the way transfers take from it."""

from tests.international.counter import counter
from tests.international.way import way

__all__ = ["counter", "way"]
