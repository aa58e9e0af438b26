"""A bank about which Flip takes long to answer never holds the payouts to others (P45)."""

import pytest
from sqlalchemy import select

from app.extensions import db
from app.gateway import lanes
from app.outbox import clockwork
from app.outbox.worker import THREADS
from app.timeline.models import Transaction
from tests.crash.approved import add_approved
from tests.outbox.bench import soon, workers
from tests.world import World

SLOW, LOOKED_SLOW = 8.0, 0.3


def _statuses(row_ids: list[int]) -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(Transaction.status).where(Transaction.id.in_(row_ids))))


def test_P45_one_slow_bank_does_not_hold_the_others(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clockwork, "_turns", {})
    monkeypatch.setattr(lanes, "SLOW_SECONDS", LOOKED_SLOW)
    world.flip.fault("POST /disbursement$", "delay", carries="bank_code=bca", seconds=SLOW)
    slow = add_approved(40, bank_codes=["bca"])
    others = add_approved(8, bank_codes=["bni", "bri"])
    with workers(world.house, threads=THREADS):
        soon(lambda: set(_statuses(others)) == {"PENDING"}, 30)
        assert "PENDING" not in _statuses(slow)
        soon(lambda: _statuses(slow).count("PENDING") >= lanes.SLOW_TOGETHER, 30)
        after_the_first = set(_statuses(slow))
        assert "APPROVED" in after_the_first, "some were put off"
        assert after_the_first <= {"PENDING", "SENDING", "APPROVED"}, "and none was refused"
    world.flip.no_faults()
    db.session.rollback()


def test_P45_a_bank_whose_answers_never_come_does_not_hold_the_others(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clockwork, "_turns", {})
    world.flip.fault("POST /disbursement$", "drop_reply", carries="bank_code=bca")
    lost, others = add_approved(20, bank_codes=["bca"]), add_approved(8, bank_codes=["bni", "bri"])
    with workers(world.house, threads=THREADS):
        soon(lambda: set(_statuses(others)) == {"PENDING"}, 30)
        soon(lambda: set(_statuses(lost)) == {"PENDING"})  # found by their keys
    assert len(world.flip.books()["disbursements"]) == 28
