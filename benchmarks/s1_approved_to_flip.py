"""S1: how soon an approved payout is at Flip when Flip answers at once."""

import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.databases import empty_database, kinds
from benchmarks.figures import Figure, spread
from benchmarks.payouts import Senders, senders
from tests.crash.approved import add_approved

PAYOUTS = 60


def measure() -> Iterator[Figure]:
    """On SQLite, and on PostgreSQL where there is one."""
    for kind in kinds():
        with (
            tempfile.TemporaryDirectory() as folder,
            empty_database(kind, Path(folder)) as url,
            senders(Path(folder), url) as at_work,
        ):
            taken = _one_by_one(at_work)
        yield Figure(
            id="S1",
            what=f"approved → at Flip, 95th percentile, {kind}",
            value=statistics.quantiles(taken, n=20)[18],
            unit=" s",
            must=1.0,
            aim=0.5,
            larger_is_better=False,
            beside=[f"each: {spread(taken, ' s')}"],
        )


def _one_by_one(at_work: Senders) -> list[float]:
    """From the moment the approval's transaction is written to the moment Flip's acceptance is."""
    row_ids = []
    for _ in range(PAYOUTS):
        row_ids += (added := add_approved(1))
        at_work.await_all(added)
        time.sleep(random.uniform(0.0, 0.3))  # people approve at no beat of the worker's
    approved = at_work.moments(row_ids, "disbursement.approved")
    at_flip = at_work.moments(row_ids, "disbursement.pending")
    return [(there - here).total_seconds() for here, there in zip(approved, at_flip, strict=True)][1:]
