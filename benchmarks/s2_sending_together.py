"""S2: a thousand approved payouts to a Flip that takes 200 ms for each, against the ideal of 16 at a time."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.databases import empty_database, kinds
from benchmarks.figures import Figure
from benchmarks.payouts import Senders, senders
from tests.crash.approved import add_approved

PAYOUTS = 1_000
WARM_UP = 32
CALL_SECONDS = 0.2
TOGETHER = 16
IDEAL = TOGETHER / CALL_SECONDS
BANKS = ("bca", "bni", "bri", "mandiri")


def measure() -> Iterator[Figure]:
    """On SQLite, and on PostgreSQL where there is one."""
    for kind in kinds():
        with (
            tempfile.TemporaryDirectory() as folder,
            empty_database(kind, Path(folder)) as url,
            senders(Path(folder), url) as at_work,
        ):
            seconds = _all_at_once(at_work)
        speed = PAYOUTS / seconds
        yield Figure(
            id="S2",
            what=f"payouts sent a second ÷ the ideal {IDEAL:.0f}/s, {kind}",
            value=speed / IDEAL,
            must=0.90,
            aim=0.97,
            beside=[
                f"{PAYOUTS:,} payouts in {seconds:.2f} s: {speed:.1f}/s; {CALL_SECONDS * 1000:.0f} ms a call"
            ],
        )


def _all_at_once(at_work: Senders) -> float:
    """Seconds from the approvals' commit until what Flip said of the last one is written down."""
    fault = {"match": "POST /disbursement$", "do": "delay", "seconds": CALL_SECONDS}
    at_work.panel("faults", fault)
    at_work.await_all(add_approved(WARM_UP, bank_codes=BANKS))
    time.sleep(1.0)
    row_ids = add_approved(PAYOUTS, bank_codes=BANKS)
    start = time.time()
    at_work.await_all(row_ids)
    return max(at_work.moments(row_ids, "disbursement.pending")).timestamp() - start
