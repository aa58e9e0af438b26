"""The databases to measure on: SQLite, and PostgreSQL where one answers; each empty, gone at the end."""

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.services import Missing, postgresql_url

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
_numbers = itertools.count(1)


def kinds() -> list[str]:
    """The kinds of database this machine has."""
    try:
        postgresql_url()
    except Missing:
        print("     no PostgreSQL answers here: SQLite alone is measured")
        return [SQLITE]
    return [SQLITE, POSTGRESQL]


@contextmanager
def empty_database(kind: str, folder: Path) -> Iterator[str]:
    """The address of an empty database of this kind; SQLite's file lies in `folder`."""
    if kind == SQLITE:
        yield f"sqlite:///{folder / 'bendahara.db'}"
        return
    server = postgresql_url().rpartition("/")[0]
    # Named like the tests' own, so that what a killed run leaves behind is swept up with theirs.
    name = f"bendahara_test_{next(_numbers)}_{os.getpid()}"
    with psycopg.connect(f"{server}/postgres".replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
        try:
            yield f"{server}/{name}"
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())
