"""Without callbacks every open payout comes to its right state; one that Flip no longer shows is told of."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from app.extensions import db
from app.lib import clock
from app.payouts import following, sync
from app.payouts.following import follow
from app.timeline.models import Transaction
from tests.disbursements.desk import Desk

OPEN = 450
GONE = json.dumps(
    {"code": "VALIDATION_ERROR", "errors": [{"attribute": "id", "code": 1072, "message": "no such transfer"}]}
)
TURNS: tuple[tuple[int, Callable[[], None]], ...] = ((2, follow), (3, sync.sync))


@contextmanager
def _at(moment: datetime) -> Iterator[None]:
    with clock.showing(lambda: moment):
        yield


def _transfers(count: int, status: str, at: datetime) -> list[dict[str, Any]]:
    made = f"{clock.to_wib(at):%Y-%m-%d %H:%M:%S}"
    return [
        {
            "id": number,
            "status": status,
            "amount": 20_000 + number,
            "bank_code": "bca",
            "account_number": "5465327020",
            "timestamp": made,
        }
        for number in range(1, count + 1)
    ]


def _standing(status: str) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count(Transaction.id)).where(Transaction.status == status)) or 0


def _clockwork(minutes: int, begin: datetime) -> None:
    for minute in range(1, minutes + 1):
        moment = begin + timedelta(minutes=minute)
        with _at(moment):
            for every, job in TURNS:
                if minute % every == 0:
                    job()


def test_P23_without_callbacks_every_open_payout_is_right_within_fifteen_minutes(desk: Desk) -> None:
    desk.world.flip.panel("callbacks", {"send": False})
    now = clock.now()
    made = now - timedelta(hours=5)
    desk.world.flip.panel("load", {"disbursements": _transfers(OPEN, "PENDING", made)})
    sync.sync()
    assert _standing("PENDING") == OPEN
    desk.world.flip.panel("load", {"disbursements": _transfers(OPEN, "DONE", made)})
    _clockwork(15, now)
    assert _standing("DONE") == OPEN


def test_P23_those_that_stay_open_do_not_hold_up_those_behind_them(desk: Desk, monkeypatch: Any) -> None:
    monkeypatch.setattr(following, "MOST_A_TURN", 5)
    desk.world.flip.panel("callbacks", {"send": False})
    now = clock.now()
    made = now - timedelta(days=5)  # too old for the list: each is asked for alone
    desk.world.flip.panel("load", {"disbursements": _transfers(20, "PENDING", made)})
    sync.sync()
    last = _transfers(20, "DONE", made)[-1]
    desk.world.flip.panel("load", {"disbursements": [last]})
    for turn in range(1, 5):
        moment = now + timedelta(minutes=2 * turn, seconds=1)
        with _at(moment):
            follow()
    assert _standing("DONE") == 1


def _lost(desk: Desk) -> str:
    public_id = desk.prepare()
    desk.approve(public_id)
    desk.world.work()
    desk.world.flip.fault("GET /get-disbursement", "status", status=422, body=GONE)
    begin = clock.now()
    for turn in range(1, 4):
        moment = begin + timedelta(minutes=3 * turn)
        with _at(moment):
            follow()
    return public_id


def test_one_that_flip_no_longer_shows_needs_a_look(desk: Desk) -> None:
    public_id = _lost(desk)
    payout = desk.payout(public_id)
    assert (payout.status, payout.transaction.attention) == ("PENDING", "lost")
    assert "disbursement.lost" in desk.world.verbs("disbursement", payout.id)
    assert public_id in desk.staff.get("/disbursements/?tab=decide").text
    assert "Flip does not show it any more." in desk.boss.get("/").text
    text = desk.staff.get(f"/disbursements/{public_id}").text
    assert "Flip does not show this payout under its own number any more." in text
    assert 'data-verdict="not_safe"' in text


def test_one_that_flip_shows_again_needs_no_look_any_more(desk: Desk) -> None:
    public_id = _lost(desk)
    desk.world.flip.no_faults()
    later = clock.now() + timedelta(minutes=20)
    with clock.showing(lambda: later):
        follow()
    payout = desk.payout(public_id)
    assert payout.transaction.attention is None
    assert desk.world.verbs("disbursement", payout.id)[-1] == "disbursement.found_again"


def test_once_not_found_is_no_alarm(desk: Desk) -> None:
    public_id = desk.prepare()
    desk.approve(public_id)
    desk.world.work()
    desk.world.flip.fault("GET /get-disbursement", "status", status=422, body=GONE, times=1)
    for turn in range(1, 4):
        moment = clock.now() + timedelta(minutes=3 * turn)
        with _at(moment):
            follow()
    assert desk.payout(public_id).transaction.attention is None
