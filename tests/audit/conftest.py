"""The house these tests walk through."""

from tests.users.bench import house

__all__ = ["house"]
