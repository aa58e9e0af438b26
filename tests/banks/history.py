"""Transfers of the past, planted straight into the spine."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import insert

from app.db.transaction import transaction
from app.lib import clock
from app.lib.ids import new_public_id
from app.timeline.models import Transaction


def at(hour: int, minute: int = 0, *, days_ago: int = 1) -> datetime:
    """A moment of a day in WIB, some days ago."""
    day = clock.today() - timedelta(days=days_ago)
    return datetime.combine(day, time(hour, minute), tzinfo=clock.WIB)


def plant(taken: Iterable[datetime], seconds: Iterable[int], **columns: Any) -> None:
    """Transfers to BCA that Flip took then and that arrived so many seconds later."""
    with transaction() as session:
        for moment, took in zip(taken, seconds, strict=True):
            values = {
                "public_id": new_public_id("DIS"),
                "kind": "disbursement",
                "amount_idr": 50_000,
                "status": "DONE",
                "bank_code": "bca",
                "origin": "here",
                "search_text": "",
                "created_at": moment,
                "updated_at": moment,
                "sent_at": moment,
                "finished_at": moment + timedelta(seconds=took),
            }
            session.execute(insert(Transaction).values(**(values | columns)))
