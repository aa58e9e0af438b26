"""The desk at which the people of money abroad are kept."""

from tests.parties.books import books

__all__ = ["books"]
