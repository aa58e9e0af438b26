"""Transfers made in Flip's own dashboard appear here, once each, after any absence."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from app.disbursements import kind as own
from app.extensions import db
from app.flip.pages import Page
from app.lib import clock
from app.payments.models import ListReading
from app.payouts import marks, sync
from app.payouts.kinds import AtFlip
from app.timeline.models import Kind, Transaction
from tests.disbursements.desk import Desk


@contextmanager
def _at(moment: datetime) -> Iterator[None]:
    with clock.showing(lambda: moment):
        yield


def _transfer(number: int, at: datetime | None = None, **fields: Any) -> dict[str, Any]:
    made = clock.to_wib(at or clock.now())
    return {
        "id": number,
        "status": "PENDING",
        "amount": 20_000 + number,
        "bank_code": "bca",
        "account_number": "5465327020",
        "timestamp": f"{made:%Y-%m-%d %H:%M:%S}",
        "created_from": "DASHBOARD",
    } | fields


def _load(desk: Desk, *transfers: dict[str, Any]) -> None:
    desk.world.flip.panel("load", {"disbursements": list(transfers)})


def _rows() -> list[Transaction]:
    db.session.rollback()
    return list(db.session.scalars(select(Transaction).order_by(Transaction.id)))


def test_one_made_elsewhere_appears_and_is_followed(desk: Desk) -> None:
    _load(desk, _transfer(500))
    sync.sync()
    [row] = _rows()
    assert (row.flip_id, row.status, row.origin) == ("500", "PENDING", "elsewhere")
    text = desk.staff.get(f"/disbursements/{row.public_id}").text
    assert "Made elsewhere" in text or "somebody in Flip" in text
    _load(desk, _transfer(500, status="DONE"))
    sync.sync()
    assert [row.status for row in _rows()] == ["DONE"]


def test_what_is_ours_never_gets_a_second_row(desk: Desk) -> None:
    desk.world.flip.panel("callbacks", {"send": False})
    desk.world.flip.fault("GET /get-disbursement", "status", status=503)
    desk.world.flip.fault("POST /disbursement$", "drop_reply", times=1)
    public_id = desk.prepare()
    desk.approve(public_id)
    desk.world.work()
    assert desk.payout(public_id).status == "UNKNOWN"
    sync.sync()  # the list tells the key it was made with
    assert desk.payout(public_id).status == "PENDING"
    assert len(_rows()) == 1


def test_an_earlier_attempt_under_our_key_does_not_touch_what_stands(desk: Desk) -> None:
    public_id = desk.prepare()
    desk.approve(public_id)
    desk.world.work()
    ours = desk.payout(public_id).transaction
    earlier = _transfer(3, idempotency_key=ours.idempotency_key, amount=150_000, status="CANCELLED")
    desk.world.flip.panel("load", {"disbursements": [earlier]})
    sync.sync()
    after = desk.payout(public_id)
    assert (after.status, after.transaction.flip_id) == ("PENDING", ours.flip_id)
    assert [row.status for row in _rows()] == ["PENDING", "CANCELLED"]


@pytest.mark.parametrize("status", ["PENDING", "DONE"])
def test_money_that_moves_behind_a_withdrawn_payout_needs_a_person(desk: Desk, status: str) -> None:
    public_id = desk.prepare()
    desk.staff.post(f"/disbursements/{public_id}/withdraw")
    key = desk.payout(public_id).transaction.idempotency_key
    _load(desk, _transfer(77, amount=150_000, idempotency_key=key, status=status))
    sync.sync()
    payout = desk.payout(public_id)
    assert (payout.status, payout.transaction.attention) == ("WITHDRAWN", "conflict")
    assert len(_rows()) == 1


def test_nothing_is_missed_or_doubled_over_many_turns(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sync, "PAGES_A_TURN", 1)
    monkeypatch.setattr(own, "ROWS_A_PAGE", 10)
    now = clock.now()
    _load(desk, *[_transfer(number, now - timedelta(minutes=100 - number)) for number in range(1, 36)])
    sync.sync()
    assert len(_rows()) == 10
    # The list shifts between the pages: what came meanwhile pushes it down.
    _load(desk, *[_transfer(number, now + timedelta(seconds=number)) for number in range(101, 108)])
    for _ in range(4):
        sync.sync()
    db.session.rollback()
    assert db.session.scalar(select(ListReading.begun_at)) is None  # this reading is complete
    with _at(now + timedelta(minutes=3)):
        for _ in range(5):
            sync.sync()
    found = sorted(int(row.flip_id or 0) for row in _rows())
    assert found == [*range(1, 36), *range(101, 108)]


def test_a_long_absence_leaves_no_gap(desk: Desk) -> None:
    now = clock.now()
    sync.sync()
    made = [_transfer(number, now + timedelta(hours=number)) for number in range(1, 60)]
    with _at(now + timedelta(hours=60)):
        _load(desk, *made)
        desk.world.flip.fault("GET /disbursement", "status", status=503, times=1)
        sync.sync()  # Flip is away in the first turn after ours
        assert len(_rows()) == 0
        sync.sync()
    assert len(_rows()) == 59


def test_a_quiet_turn_reads_one_page_and_writes_no_row(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own, "ROWS_A_PAGE", 10)
    now = clock.now()
    _load(desk, *[_transfer(number, now - timedelta(days=2, minutes=-number)) for number in range(1, 36)])
    sync.sync()
    before = db.session.scalar(select(func.max(Transaction.updated_at)))
    asked, real = list[int](), sync._page

    def counted(kind: str, number: int) -> Page[AtFlip]:
        asked.extend([number] if kind == Kind.DISBURSEMENT else [])
        return real(kind, number)

    monkeypatch.setattr(sync, "_page", counted)
    with _at(now + timedelta(minutes=3)):
        sync.sync()
    assert asked == [1]
    db.session.rollback()
    assert db.session.scalar(select(func.max(Transaction.updated_at))) == before


def test_a_row_that_cannot_be_read_holds_up_no_other(desk: Desk) -> None:
    rows = [_transfer(1, status="PARKED"), {"id": 9}, _transfer(2)]
    listed = {"total_data": 3, "data_per_page": 3, "total_page": 1, "page": 1, "data": rows}
    how = {"status": 200, "body": json.dumps(listed), "content_type": "application/json"}
    desk.world.flip.fault("GET /disbursement", "status", **how)
    sync.sync()
    assert [(row.flip_id, row.status, row.flip_status) for row in _rows()] == [
        ("1", "PENDING", "PARKED"),
        ("2", "PENDING", "PENDING"),
    ]
    assert marks.begin("disbursement").next_page == 1
