"""Closing, reopening and duplicating a bill."""

from datetime import UTC, datetime, timedelta

from app.bills.statuses import BillStatus
from app.lib import clock
from app.users.permissions import Role
from tests.bills.bench import all_bills, typed
from tests.users.bench import later
from tests.world import STEP_3, World, wait_until

ACTIVE, INACTIVE = BillStatus.ACTIVE, BillStatus.INACTIVE


def test_a_closed_bill_is_closed_at_flip_and_opens_again(world: World) -> None:
    bill = world.open_bill()
    staff = world.as_(Role.STAFF)
    for verb, status, word in (("close", INACTIVE, "INACTIVE"), ("reopen", ACTIVE, "ACTIVE")):
        assert staff.post(f"/bills/{bill.public_id}/{verb}").status_code == 303
        world.work()
        assert world.bill(bill.public_id).state is status
        assert world.bills_at_flip()[0]["status"] == word
    assert len(world.house.entries("bills.change")) == 2


def test_closing_twice_is_closing_once(world: World) -> None:
    bill = world.open_bill()
    staff = world.as_(Role.STAFF)
    for _ in range(3):
        staff.post(f"/bills/{bill.public_id}/close")
    world.work()
    staff.post(f"/bills/{bill.public_id}/close")
    assert world.work() == 0
    assert world.bill(bill.public_id).state is INACTIVE
    assert world.verbs("bill", bill.id).count("bill.close_asked") == 1


def test_closing_and_reopening_before_flip_was_told_leaves_it_open(world: World) -> None:
    bill = world.open_bill()
    staff = world.as_(Role.STAFF)
    staff.post(f"/bills/{bill.public_id}/close")
    staff.post(f"/bills/{bill.public_id}/reopen")
    world.work()
    assert (world.bill(bill.public_id).state, world.bills_at_flip()[0]["status"]) == (ACTIVE, "ACTIVE")


def test_a_paid_single_bill_closes_by_itself_and_flip_says_why_it_stays_closed(world: World) -> None:
    bill = world.open_bill(**STEP_3)
    world.pay(world.transactions()[0].flip_id or "")
    wait_until(world.receipts)
    world.work()
    with later(timedelta(seconds=10)):
        world.work()
    assert world.bill(bill.public_id).state is INACTIVE
    staff = world.as_(Role.STAFF)
    staff.post(f"/bills/{bill.public_id}/reopen")
    world.work()
    assert world.bill(bill.public_id).state is INACTIVE
    page = staff.get(f"/bills/{bill.public_id}").text
    assert "Flip 1049" in page
    assert "Give up the change" in page


def test_an_expired_bill_is_reopened_by_giving_it_a_later_expiry(world: World) -> None:
    bill = world.open_bill(expires_at=clock.now() + timedelta(hours=1))
    assert not world.bill(bill.public_id).has_expired
    with later(timedelta(hours=2)):
        assert world.bill(bill.public_id).has_expired
        assert "nobody can pay it any more" in world.as_(Role.STAFF).get(f"/bills/{bill.public_id}").text


def test_a_duplicate_begins_with_everything_but_the_token(world: World) -> None:
    moment = datetime(2030, 1, 31, 10, tzinfo=UTC)
    bill = world.open_bill(**(STEP_3 | {"expires_at": moment, "sender_phone_number": "08123456789"}))
    staff = world.as_(Role.STAFF)
    page = staff.get(f"/bills/new?like={bill.public_id}").text
    assert typed(page, "title") == bill.title
    assert typed(page, "amount_idr") == "900.000"
    assert typed(page, "sender_email") == "jon@example.com"
    assert typed(page, "sender_phone_number") == "08123456789"
    assert typed(page, "expires_at") == "2030-01-31T17:00"
    assert '<option selected value="virtual_account:mandiri">' in page
    token = typed(page, "submission")
    assert token
    assert token != bill.submission
    assert world.work() == 0
    assert len(all_bills(world)) == 1


def test_a_duplicate_of_nothing_is_an_empty_form(world: World) -> None:
    for like in ("BIL-none", ""):
        answer = world.as_(Role.STAFF).get(f"/bills/new?like={like}")
        assert answer.status_code == 200
        assert not typed(answer.text, "title")
