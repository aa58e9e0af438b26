"""B3: ten thousand callbacks at once about known payments, until each is confirmed and in the timeline."""

import json
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, create_engine, func, select

from app.callbacks.models import Receipt
from app.db.base import table_of
from app.lib import clock
from app.payments.statuses import PaymentStatus
from app.timeline.models import Event, Transaction
from benchmarks import rows
from benchmarks.callbacks import callback_body, payment_data
from benchmarks.databases import SQLITE, empty_database, kinds
from benchmarks.figures import Figure
from benchmarks.load import drive, post
from benchmarks.processes import running, surroundings, upgrade

PAYMENTS = 10_000
LOADED_AT_ONCE = 2_500
PATIENCE_SECONDS = 300.0
# The regular comparison with Flip may have been first: then the callback finds its payment already known.
SETTLED = ("applied", "already")


@dataclass(frozen=True)
class Taken:
    """Seconds until the last callback was answered, and until the last payment stood in the timeline."""

    answered: float
    confirmed: float


def measure() -> Iterator[Figure]:
    """Payments of as many bills on each kind of database, and payments of one bill on SQLite."""
    shapes = [("a bill each", PAYMENTS, kind) for kind in kinds()] + [("all of one bill", 1, SQLITE)]
    for name, bills, kind in shapes:
        with tempfile.TemporaryDirectory() as folder, empty_database(kind, Path(folder)) as url:
            taken = _burst(Path(folder), url, bills)
        yield Figure(
            id="B3",
            what=f"{PAYMENTS:,} callbacks to confirmed, {name}, {kind}",
            value=taken.confirmed,
            unit=" s",
            must=120,
            aim=30,
            larger_is_better=False,
            beside=[f"all answered 200 after {taken.answered:.1f} s"],
        )


def _burst(folder: Path, url: str, bills: int) -> Taken:
    environ = surroundings(folder, DATABASE_URL=url)
    upgrade(environ)
    engine = create_engine(url)
    begun = clock.now() - timedelta(hours=1)
    told = [_told(number, bills, begun) for number in range(PAYMENTS)]
    rows.make_known(engine, payments=PAYMENTS, bills=bills, begun=begun)
    with running(environ, "sandbox", "web", "worker"):
        _load(int(environ["SANDBOX_PORT"]), told)
        port = int(environ["PORT"])
        knocks = [post(port, "/callbacks/payment", callback_body(data)) for data in told]
        start = time.perf_counter()
        driven = drive(port, iter(knocks), seconds=PATIENCE_SECONDS)
        if driven.answered != PAYMENTS:
            raise RuntimeError(f"only {driven.answered} were answered")
        _await_all(engine, start)
        taken = Taken(driven.seconds, time.perf_counter() - start)
    engine.dispose()
    return taken


def _told(number: int, bills: int, begun: datetime) -> dict[str, object]:
    moment = clock.to_wib(rows.begun_at(number, begun))
    return payment_data(number, rows.link_id(number, bills), f"{moment:%Y-%m-%d %H:%M:%S}")


def _load(sandbox_port: int, told: Sequence[dict[str, object]]) -> None:
    for at in range(0, len(told), LOADED_AT_ONCE):
        body = json.dumps({"payments": [_at_flip(data) for data in told[at : at + LOADED_AT_ONCE]]})
        request = urllib.request.Request(
            f"http://127.0.0.1:{sandbox_port}/panel/api/load",
            data=body.encode(),
            headers={"Content-Type": "application/json"},
        )
        urllib.request.urlopen(request, timeout=60).close()


def _at_flip(data: dict[str, object]) -> dict[str, object]:
    # Without a link of its own each bill is told apart by its id.
    return {**data, "bill_link": "", "settlement_status": "Pending", "completed_at": data["created_at"]}


def _await_all(engine: Engine, start: float) -> None:
    successful = table_of(Event).c.verb == "payment.successful"
    queries = (
        select(func.count()).select_from(table_of(Event)).where(successful),
        select(func.count()).where(table_of(Transaction).c.status == PaymentStatus.SUCCESSFUL.value),
        select(func.count()).where(table_of(Receipt).c.verdict.in_(SETTLED)),
    )
    while time.perf_counter() - start < PATIENCE_SECONDS:
        with engine.connect() as connection:
            counts = [connection.execute(query).scalar_one() for query in queries]
        if min(counts) >= PAYMENTS:
            return
        time.sleep(0.5)
    raise RuntimeError(f"after {PATIENCE_SECONDS:.0f} s only {counts} were in the timeline, paid, applied")
