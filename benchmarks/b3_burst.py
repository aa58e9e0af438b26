"""B3: ten thousand callbacks at once about known payments, until each is confirmed and in the timeline."""

import json
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, func, insert, select

from app.callbacks.models import Receipt
from app.db.base import table_of
from app.lib import clock
from app.lib.ids import new_public_id
from app.payments.models import Payment
from app.payments.statuses import PaymentStatus
from app.timeline.models import Event, Kind, Transaction
from benchmarks.callbacks import callback_body, payment_data
from benchmarks.figures import Figure
from benchmarks.load import drive, post
from benchmarks.processes import running, surroundings, upgrade
from tests.services import Missing, postgresql_url

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
    """On SQLite one payment a bill, then one bill for all; on PostgreSQL, where there is one, the first."""
    yield _figure("a bill each, SQLite", PAYMENTS, {})
    yield _figure("one bill, SQLite", 1, {})
    try:
        yield _figure("a bill each, PostgreSQL", PAYMENTS, {"DATABASE_URL": postgresql_url()})
    except Missing as trouble:
        print(f"B3   {trouble}")


def _figure(name: str, bills: int, settings: dict[str, str]) -> Figure:
    with tempfile.TemporaryDirectory() as folder:
        taken = _burst(Path(folder), bills, settings)
    return Figure(
        id="B3",
        what=f"{PAYMENTS:,} callbacks to confirmed, {name}",
        value=taken.confirmed,
        unit=" s",
        must=120,
        aim=30,
        larger_is_better=False,
        beside=[f"all answered 200 after {taken.answered:.1f} s"],
    )


def _burst(folder: Path, bills: int, settings: dict[str, str]) -> Taken:
    environ = surroundings(folder, **settings)
    upgrade(environ)
    engine = create_engine(environ["DATABASE_URL"])
    begun = clock.now() - timedelta(hours=1)
    told = [_told(number, bills, begun) for number in range(PAYMENTS)]
    _make_known(engine, told, begun)
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
    moment = clock.to_wib(begun + timedelta(milliseconds=100 * number))
    return payment_data(number, 100_000 + number % bills, f"{moment:%Y-%m-%d %H:%M:%S}")


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


def _make_known(engine: Engine, told: Sequence[dict[str, object]], begun: datetime) -> None:
    now = datetime.now(UTC)
    transactions, payments, events = [], [], []
    for number, data in enumerate(told, start=1):
        transactions.append(_transaction(number, data, begun, now))
        payments.append({"id": number, "bill_title": data["bill_title"], "begun_at": begun})
        events.append(_event(number, begun, now))
    with engine.begin() as connection:
        for model, rows in ((Transaction, transactions), (Payment, payments), (Event, events)):
            connection.execute(insert(table_of(model)), rows)


def _transaction(number: int, data: dict[str, object], begun: datetime, now: datetime) -> dict[str, Any]:
    return {
        "id": number,
        "public_id": new_public_id("PAY"),
        "kind": Kind.PAYMENT.value,
        "flip_id": data["id"],
        "amount_idr": data["amount"],
        "status": PaymentStatus.PENDING.value,
        "flip_status": "PENDING",
        "bank_code": data["sender_bank"],
        "method": data["sender_bank_type"],
        "counterparty": data["sender_name"],
        "parent_flip_id": str(data["bill_link_id"]),
        "search_text": "coffee table",
        "created_at": begun,
        "updated_at": now,
    }


def _event(number: int, begun: datetime, now: datetime) -> dict[str, Any]:
    return {
        "subject_kind": Kind.PAYMENT.value,
        "subject_id": number,
        "verb": "payment.seen",
        "source": "polling",
        "cause": "polling:seen",
        "details": {},
        "happened_at": begun,
        "applied_at": now,
    }


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
