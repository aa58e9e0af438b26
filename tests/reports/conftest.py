"""The desk some of these tests sit at."""

from tests.disbursements.desk import desk

__all__ = ["desk"]
