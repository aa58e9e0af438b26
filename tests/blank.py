"""Empty tables for each test, quickly: SQLite copies a blank file, PostgreSQL clears what stands."""

import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, create_engine, inspect, text

from app.extensions import db


def empty_tables() -> None:
    """Give the app of this context every table, with nothing in it."""
    if db.engine.dialect.name == "sqlite":
        target = Path(db.engine.url.database or "")
        db.engine.dispose()
        for left in target.parent.glob(f"{target.name}*"):
            left.unlink()
        shutil.copyfile(_blank_file(), target)
        return
    with db.engine.begin() as connection:
        if set(inspect(connection).get_table_names()) != set(db.metadata.tables):
            _build(connection)
        else:
            _clear(connection)


@cache
def _blank_file() -> str:
    folder = tempfile.mkdtemp(prefix="bendahara-blank-")
    path = os.path.join(folder, "blank.db")
    engine = create_engine(f"sqlite:///{path}")
    db.metadata.create_all(engine)
    engine.dispose()
    return path


@cache
def _built_here() -> list[bool]:
    return [False]


def _build(connection: Connection) -> None:
    connection.execute(text("DROP SCHEMA public CASCADE"))
    connection.execute(text("CREATE SCHEMA public"))
    name = connection.engine.url.database
    # Nobody restores a test's database after a power cut.
    connection.execute(text(f'ALTER DATABASE "{name}" SET synchronous_commit = off'))
    db.metadata.create_all(connection)
    _built_here()[0] = True


def _clear(connection: Connection) -> None:
    if not _built_here()[0]:  # left by another run, perhaps of other code
        _build(connection)
        return
    for table in reversed(db.metadata.sorted_tables):
        connection.execute(table.delete())
    for (sequence,) in connection.execute(text("SELECT sequencename FROM pg_sequences")).all():
        connection.execute(text(f'ALTER SEQUENCE "{sequence}" RESTART'))
