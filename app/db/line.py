"""Who writes to a SQLite file stands in line, threads and processes alike, and is served in that order.

Left alone, SQLite lets who finds the file locked sleep and look again, up to a tenth of a second each time:
beside a worker in full swing the web may not get its turn for a minute.
"""

import fcntl
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from app.extensions import db

_ours: AbstractContextManager[object] = nullcontext()


@contextmanager
def turn_to_write() -> Iterator[None]:
    """Wait for this thread's turn; on PostgreSQL, which locks row by row, there is no line."""
    url = db.engine.url
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        yield
        return
    # Opened each time: to the kernel one open file is one person in the line, however many threads share it.
    with _ours, open(f"{url.database}-line", "ab") as line:
        fcntl.flock(line, fcntl.LOCK_EX)
        yield


def stand_with_one_thread() -> None:
    """Have this process stand in line with one thread at a time: a worker is not to crowd out the web."""
    global _ours
    _ours = threading.Lock()
