"""The desk these tests sit at."""

from tests.disbursements.desk import desk

__all__ = ["desk"]
