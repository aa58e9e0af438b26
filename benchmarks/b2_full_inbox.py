"""B2: callbacks taken a second with a million of them stored already, against an empty inbox."""

import itertools
import json
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import create_engine, text

from benchmarks.callbacks import knocks, payment_data
from benchmarks.databases import POSTGRESQL, SQLITE, empty_database, kinds
from benchmarks.figures import Figure, ratio, spread
from benchmarks.load import drive
from benchmarks.processes import running, surroundings, upgrade

STORED = 1_000_000
ROUNDS = 15
SECONDS = 0.8
# Done and applied a second apart, as a year of a busy shop leaves them; the digests as random as real ones.
FILL = """
INSERT INTO receipts (kind, digest, data, headers, address, deliveries, first_at, last_at, state, attempts,
                      next_at, finished_at, worked_as, verdict, subject_kind, subject_id)
SELECT 'payment', {digest}, :data, :headers, '127.0.0.1', 1, {moment}, {moment}, 'done', 1,
       {moment}, {moment}, 'payment', 'applied', 'payment', n
FROM {numbers}
"""
DIALECTS = {
    SQLITE: {
        "digest": "lower(hex(randomblob(32)))",
        "moment": "datetime('2025-11-01', '+' || n || ' seconds') || '.000000'",
        "numbers": "(WITH RECURSIVE s(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM s WHERE n < :stored)"
        " SELECT n FROM s)",
    },
    POSTGRESQL: {
        "digest": "encode(sha256(n::text::bytea), 'hex')",
        "moment": "timestamptz '2025-11-01' + n * interval '1 second'",
        "numbers": "generate_series(1, :stored) AS n",
    },
}


def measure() -> Iterator[Figure]:
    """On SQLite, and on PostgreSQL where there is one."""
    for kind in kinds():
        speeds = _on(kind)
        yield Figure(
            id="B2",
            what=f"callbacks with {STORED:,} stored ÷ none, {kind}",
            value=ratio(speeds["full"], speeds["empty"]),
            must=0.85,
            aim=0.95,
            beside=[f"{side}: {spread(found, '/s')}" for side, found in speeds.items()],
        )


def _on(kind: str) -> dict[str, list[float]]:
    with ExitStack() as stack:
        sides = {}
        for side in ("empty", "full"):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            url = stack.enter_context(empty_database(kind, folder))
            sides[side] = surroundings(folder, DATABASE_URL=url)
            upgrade(sides[side])
        _fill(sides["full"]["DATABASE_URL"], kind)
        for environ in sides.values():
            stack.enter_context(running(environ, "web"))
        return _rounds({side: int(environ["PORT"]) for side, environ in sides.items()})


def _fill(url: str, kind: str) -> None:
    data = json.dumps(payment_data(0, 2_024)).encode()
    values = {"stored": STORED, "data": data, "headers": json.dumps({"User-Agent": "Flip/1.0"})}
    engine = create_engine(url)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(FILL.format(**DIALECTS[kind])), values)
        connection.execute(text("ANALYZE receipts"))
        connection.execute(text("CHECKPOINT" if kind == POSTGRESQL else "PRAGMA wal_checkpoint(TRUNCATE)"))
    engine.dispose()


def _rounds(ports: dict[str, int]) -> dict[str, list[float]]:
    speeds: dict[str, list[float]] = {side: [] for side in ports}
    numbers = itertools.count(1)
    for number in range(-1, ROUNDS):
        for side, port in ports.items():
            driven = drive(port, knocks(port, "/callbacks/payment", numbers), seconds=SECONDS)
            if number >= 0:  # the first round warms up
                speeds[side].append(driven.per_second)
    return speeds
