"""The sandbox's SQLite file: connections for many threads, short writes one at a time, calls made after a
commit.
"""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, LifoQueue

SCHEMA = Path(__file__).with_name("schema.sql")
# Columns that a file from before does not have; CREATE TABLE IF NOT EXISTS would not add them.
LATER = {
    "banks": {"name": "TEXT", "cut_off": "INTEGER", "weather": "TEXT"},
    "transfers": {"agent_id": "INTEGER"},
}


class Connection(sqlite3.Connection):
    """A connection that remembers what to call once its transaction is committed."""

    after_commit: list[Callable[[], None]]


class Store:
    """Reads run side by side on pooled connections; writes hold one lock and begin IMMEDIATE.

    ``synchronous=NORMAL``: with a write-ahead log a killed process loses nothing, only a power cut could, and
    nobody keeps real money here.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._idle: LifoQueue[Connection] = LifoQueue()
        self._writing = threading.Lock()
        with self.reading() as db:
            db.executescript(SCHEMA.read_text(encoding="utf-8"))
        with self.writing() as db:
            _add_later_columns(db)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection in autocommit mode, for SELECT only."""
        db = self._take()
        try:
            yield db
        finally:
            self._give_back(db)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: committed at the end, rolled back on an exception; then ``after_commit`` is
        called.
        """
        db = self._take()
        try:
            with self._writing:
                db.after_commit = []
                db.execute("BEGIN IMMEDIATE")
                try:
                    yield db
                    db.execute("COMMIT")
                except BaseException:
                    db.execute("ROLLBACK")
                    raise
            calls = db.after_commit
        finally:
            self._give_back(db)
        for call in calls:
            call()

    def rest(self) -> None:
        """Closes the idle connections: none may live through a fork."""
        while True:
            try:
                self._idle.get_nowait().close()
            except Empty:
                return

    def _take(self) -> Connection:
        try:
            return self._idle.get_nowait()
        except Empty:
            return self._connect()

    def _give_back(self, db: Connection) -> None:
        self._idle.put(db)

    def _connect(self) -> Connection:
        db = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False, factory=Connection)
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA busy_timeout=20000")
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA synchronous=NORMAL")
        return db


def _add_later_columns(db: Connection) -> None:
    for table, columns in LATER.items():
        held = {row["name"] for row in db.execute(f"PRAGMA table_info({table})")}
        for name, kind in columns.items():
            if name not in held:
                db.execute(f"ALTER TABLE {table} ADD COLUMN {name} {kind}")
