"""What goes into a column comes back the same on both databases."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError, StatementError

from app.bills.models import Bill
from app.db.transaction import transaction
from app.extensions import db
from app.lib import clock
from app.lib.money import LARGEST_IDR
from tests.users.bench import House

ONE = {"public_id": "BIL-1", "status": "ACTIVE", "step": 1, "title": "Kopi", "type": "SINGLE"}


def store(**columns: Any) -> Bill:
    now = clock.now()
    with transaction() as session:
        bill = Bill(**(ONE | {"created_at": now, "updated_at": now} | columns))
        session.add(bill)
    db.session.expire_all()
    return db.session.get_one(Bill, bill.id)


def test_a_moment_of_any_zone_comes_back_aware_and_in_utc(house: House) -> None:
    tokyo = datetime(2026, 11, 21, 1, 30, 15, 123456, tzinfo=timezone(timedelta(hours=9)))
    found = store(expires_at=tokyo).expires_at
    assert found == tokyo
    assert found is not None
    assert found.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(house: House) -> None:
    with pytest.raises(StatementError, match="without a zone"):
        store(expires_at=datetime(2026, 11, 21, 1, 30))


def test_rupiah_beyond_two_billion_are_kept_to_the_last_one(house: House) -> None:
    assert store(amount_idr=LARGEST_IDR).amount_idr == LARGEST_IDR


@pytest.mark.parametrize("amount_idr", [0, -1])
def test_the_database_itself_refuses_an_amount_that_is_none(house: House, amount_idr: int) -> None:
    with pytest.raises(IntegrityError):
        store(amount_idr=amount_idr)


def test_a_nineteen_digit_id_stays_text(house: House) -> None:
    assert store(link_id="2026032413254617299").link_id == "2026032413254617299"


def test_json_keeps_its_shape_and_its_letters(house: House) -> None:
    wanted = {"title": "Kopi Gayō ☕", "amount_idr": 12_500, "redirect_url": None, "flag": True}
    assert store(wanted=wanted).wanted == wanted


def test_two_bills_cannot_hold_one_link(house: House) -> None:
    store(link_id="1")
    with pytest.raises(IntegrityError):
        store(public_id="BIL-2", link_id="1")
