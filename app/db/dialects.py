"""What SQLite and PostgreSQL each need told: pragmas, when a transaction begins, upserts, and hours."""

from datetime import datetime
from sqlite3 import Connection as SqliteConnection
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Table, event, extract, func
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import InstrumentedAttribute

from app.extensions import db

_PRAGMAS = (
    "busy_timeout=20000",
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "cache_size=-16000",
    # What is deleted is overwritten: a picture of a card leaves no ciphertext in the file's free pages.
    "secure_delete=ON",
)


def prepare(engine: Engine) -> None:
    """Hook the engine so that SQLite never meets a locked database by reading first and writing later."""
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)


def _set_pragmas(connection: SqliteConnection, record: object) -> None:
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A deferred transaction that reads and then writes fails when another wrote in between, whatever
    # the busy timeout; a transaction that means to write takes the writer's place at once.
    immediate = connection.get_execution_options().get("means_to_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def is_postgresql() -> bool:
    """True on PostgreSQL, where rows can be locked one by one."""
    return db.engine.dialect.name == "postgresql"


def upsert(table: Table) -> Any:
    """An INSERT of this database's own dialect, which knows ON CONFLICT."""
    return postgresql.insert(table) if is_postgresql() else sqlite.insert(table)


def utc_hour(moment: InstrumentedAttribute[datetime | None]) -> ColumnElement[int]:
    """The hour of a stored moment, from 0 to 23 in UTC."""
    # PostgreSQL would tell the hour of its session's own zone.
    return extract("hour", func.timezone("UTC", moment) if is_postgresql() else moment)
