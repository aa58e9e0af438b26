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
from tests.international.abroad import stored
from tests.international.way import RATES, Way
from tests.outbox.bench import soon, workers

SLOW, LOOKED_SLOW = 12.0, 0.3


def _statuses(row_ids: list[int]) -> set[str]:
    db.session.rollback()
    return set(db.session.scalars(select(Transaction.status).where(Transaction.id.in_(row_ids))))


def test_P45_slow_rates_do_not_hold_payouts_at_home(way: Way, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clockwork, "_turns", {})
    monkeypatch.setattr(lanes, "SLOW_SECONDS", LOOKED_SLOW)
    many = range(lanes.TOGETHER + lanes.READY + 4)
    abroad = [stored(way.approved(amount=Decimal(10 + number))).id for number in many]
    way.flip.fault(RATES, "delay", seconds=SLOW)
    with workers(way.world.house, threads=THREADS):
        others = add_approved(8, bank_codes=["bni", "bri"])
        soon(lambda: _statuses(others) == {"PENDING"}, SLOW / 2)
        assert _statuses(abroad) == {"APPROVED"}
        way.flip.no_faults()
        soon(lambda: _statuses(abroad) == {"PENDING"}, 60)
    db.session.rollback()
