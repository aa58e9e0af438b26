"""B12: a poll that finds nothing new, against the full live part of a bill, in processor time."""

import time
from collections.abc import Callable, Iterator

from sqlalchemy import select

from app.bills.models import Bill
from app.bills.showing import version
from app.extensions import db
from app.lib import clock
from app.users.permissions import Role
from benchmarks import rows
from benchmarks.figures import Figure, ratio, spread
from benchmarks.house import a_house, asker

ROUNDS, CALLS, PAYMENTS = 9, 100, 3
LARGEST_BODY = 300
PART = {"HX_Request": "true", "HX_Request_Type": "partial"}


def measure() -> Iterator[Figure]:
    """A bill with three payments; the poll says which version the browser has seen."""
    with a_house() as house:
        rows.make_known(db.engine, payments=PAYMENTS, bills=1, begun=clock.now())
        public_id = db.session.scalars(select(Bill.public_id)).one()
        browser, live, seen = house.as_(Role.STAFF), f"/bills/{public_id}/live", version(public_id)
        poll = asker(house, browser, f"{live}?seen={seen}", **PART)
        full = asker(house, browser, f"{live}?seen=older", **PART)
        (poll_status, poll_body), (full_status, full_body) = poll(), full()
        if not poll_status.startswith("204") or not full_status.startswith("200"):
            raise RuntimeError(f"the poll answered {poll_status}, the full part {full_status}")
        rounds = [(_each(poll), _each(full)) for _ in range(ROUNDS)]
        with house.statements() as statements:
            poll()
    polls, fulls = [one for one, _ in rounds], [other for _, other in rounds]
    yield Figure(
        id="B12",
        what="poll with nothing new ÷ full part, processor time",
        value=ratio(polls, fulls),
        must=0.15,
        larger_is_better=False,
        beside=[
            f"poll: {spread(polls, ' ms')}, {len(poll_body)} bytes, {len(statements)} statements",
            f"full: {spread(fulls, ' ms')}, {len(full_body):,} bytes",
        ],
    )
    yield Figure(
        id="B12",
        what="body of a poll with nothing new",
        value=len(poll_body),
        unit=" B",
        must=LARGEST_BODY,
        larger_is_better=False,
    )


def _each(ask: Callable[[], object]) -> float:
    start = time.thread_time()
    for _ in range(CALLS):
        ask()
    return (time.thread_time() - start) / CALLS * 1_000
