"""Rates about which Flip takes long to answer never hold the payouts of others (P45)."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from app.extensions import db
from app.gateway import lanes
from app.outbox import clockwork
from app.outbox.worker import THREADS
from app.timeline.models import Transaction
from tests.crash.approved import add_approved
from tests.international.way import RATES, Way
from tests.outbox.bench import soon, workers

SLOW, LOOKED_SLOW = 12.0, 0.3


def test_P45_slow_rates_do_not_hold_payouts_at_home(way: Way, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clockwork, "_turns", {})
    monkeypatch.setattr(lanes, "SLOW_SECONDS", LOOKED_SLOW)
    abroad = [way.approved(amount=Decimal(10 + number)) for number in range(lanes.TOGETHER + lanes.READY + 4)]
    way.flip.fault(RATES, "delay", seconds=SLOW)
    with workers(way.world.house, threads=THREADS):
        others = add_approved(8, bank_codes=["bni", "bri"])

        def statuses() -> set[str]:
            db.session.rollback()
            query = select(Transaction.status).where(Transaction.id.in_(others))
            return set(db.session.scalars(query))

        soon(lambda: statuses() == {"PENDING"}, SLOW / 2)
    way.flip.no_faults()
    assert {way.status(public_id) for public_id in abroad} <= {"APPROVED", "SENDING", "PENDING"}
