"""B1: callbacks taken a second, against a bare view on the same stack that only inserts a row."""

import itertools
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import bare
from benchmarks.callbacks import knocks
from benchmarks.databases import empty_database, kinds
from benchmarks.figures import Figure, ratio, spread
from benchmarks.load import drive
from benchmarks.processes import running, surroundings, upgrade

ROUNDS = 15
SECONDS = 0.8
ADDRESSES = {"ours": "/callbacks/payment", "bare": "/bare", "raw driver": "/raw"}


def measure() -> Iterator[Figure]:
    """On SQLite, and on PostgreSQL where there is one."""
    for kind in kinds():
        with tempfile.TemporaryDirectory() as folder, empty_database(kind, Path(folder)) as url:
            speeds = _rounds(Path(folder), url)
        yield Figure(
            id="B1",
            what=f"callback endpoint ÷ bare view, {kind}",
            value=ratio(speeds["ours"], speeds["bare"]),
            must=0.75,
            aim=0.95,
            beside=[f"{side}: {spread(found, '/s')}" for side, found in speeds.items()],
        )


def _rounds(folder: Path, url: str) -> dict[str, list[float]]:
    ours = surroundings(folder, DATABASE_URL=url)
    others = ours | {"PORT": surroundings(folder)["PORT"]}
    upgrade(ours)
    bare.make_table(url)
    speeds: dict[str, list[float]] = {side: [] for side in ADDRESSES}
    numbers = itertools.count(1)
    with running(ours, "web"), running(others, "bare"):
        for number in range(-1, ROUNDS):
            for side, path in ADDRESSES.items():
                port = int((ours if side == "ours" else others)["PORT"])
                driven = drive(port, knocks(port, path, numbers), seconds=SECONDS)
                if number >= 0:  # the first round warms up
                    speeds[side].append(driven.per_second)
    return speeds
