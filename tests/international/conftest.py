"""The counter these tests stand at."""

from tests.international.counter import counter

__all__ = ["counter"]
