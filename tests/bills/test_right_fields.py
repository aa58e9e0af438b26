"""What a well-filled form asks Flip for: amounts as typed, expiry by the WIB day, what each step tells."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.lib import clock
from app.users.permissions import Role
from tests.bills.bench import CUSTOMER, FORM, METHOD, errors_beside, only_bill
from tests.users.bench import later
from tests.world import World


def at(day: int, hour: int, minute: int, second: int = 0) -> datetime:
    """A moment of November 2026 on the clock in Jakarta."""
    return datetime(2026, 11, day, hour, minute, second, tzinfo=clock.WIB).astimezone(UTC)


def ask(world: World, **fields: Any) -> int:
    return world.as_(Role.STAFF).post("/bills/", **(FORM | fields)).status_code


@pytest.mark.parametrize(
    ("typed", "amount_idr"),
    [
        ("1.250.000", 1_250_000),
        ("1250000", 1_250_000),
        ("1,25jt", 1_250_000),
        ("Rp 10.000", 10_000),
        ("", None),
        ("  ", None),
    ],
)
def test_amounts_are_taken_as_people_type_them(world: World, typed: str, amount_idr: int | None) -> None:
    assert ask(world, amount_idr=typed) == 303
    world.work()
    assert only_bill(world).amount_idr == amount_idr
    assert world.bills_at_flip()[0]["amount"] == (amount_idr or 0)


@pytest.mark.parametrize(
    ("now", "preset", "expires_at"),
    [
        (at(20, 23, 58), "today", at(20, 23, 59)),
        (at(21, 0, 1), "today", at(21, 23, 59)),
        (at(20, 23, 59), "tomorrow", at(21, 23, 59)),
        (at(21, 0, 1), "tomorrow", at(22, 23, 59)),
        (at(20, 23, 59), "three_days", at(23, 23, 59)),
        (at(21, 0, 1), "week", at(28, 23, 59)),
        (at(20, 23, 59, 30), "hour", at(21, 0, 59)),
        (at(20, 12, 0), "never", None),
    ],
)
def test_P50_presets_end_with_the_day_in_wib(
    world: World, now: datetime, preset: str, expires_at: datetime | None
) -> None:
    with later(timedelta(0), now):
        assert ask(world, expiry=preset) == 303
        assert only_bill(world).expires_at == expires_at


def test_P50_tonight_is_over_a_minute_before_midnight(world: World) -> None:
    with later(timedelta(0), at(20, 23, 59, 30)):
        answer = world.as_(Role.STAFF).post("/bills/", **(FORM | {"expiry": "today"}))
    assert answer.status_code == 422
    assert errors_beside(answer.text, "expiry") == ["This moment has passed. Choose a later one."]


@pytest.mark.parametrize("written", ["2026-12-31T17:00", "2026-12-31 17:00"])
def test_P50_a_chosen_moment_is_meant_in_wib_and_told_to_flip_in_wib(world: World, written: str) -> None:
    with later(timedelta(0), at(20, 12, 0)):
        assert ask(world, expiry="moment", expires_at=written) == 303
    assert only_bill(world).expires_at == datetime(2026, 12, 31, 10, 0, tzinfo=UTC)
    world.work()
    assert only_bill(world).state == "ACTIVE"


def test_a_date_left_in_the_box_says_nothing_when_another_expiry_is_chosen(world: World) -> None:
    assert ask(world, expiry="never", expires_at="2020-01-01T00:00") == 303
    assert ask(world, expiry="never", expires_at="nonsense", submission="another") == 303


def test_step_1_tells_flip_nothing_of_a_customer(world: World) -> None:
    assert ask(world, **(CUSTOMER | {"step": "1"})) == 303
    bill = only_bill(world)
    assert (bill.sender_name, bill.sender_email, bill.sender_phone_number) == (None, None, None)


def test_step_2_tells_flip_the_customer_and_no_method(world: World) -> None:
    assert ask(world, **(METHOD | {"step": "2"})) == 303
    world.work()
    bill = only_bill(world)
    assert (bill.state, bill.sender_name, bill.sender_bank) == ("ACTIVE", "Jon Snow", None)
    assert world.payments() == []


def test_step_3_tells_flip_the_method_and_brings_what_to_pass_on(world: World) -> None:
    assert ask(world, **METHOD, redirect_url="https://example.com") == 303
    world.work()
    bill = only_bill(world)
    assert (bill.state, bill.sender_bank, bill.sender_bank_type) == ("ACTIVE", "mandiri", "virtual_account")
    assert bill.redirect_url is None
    [payment] = world.payments()
    assert payment.virtual_account_number
    page = world.as_(Role.STAFF).get(f"/bills/{bill.public_id}").text
    assert payment.virtual_account_number[:4] in page


def test_spaces_around_what_was_typed_are_not_kept(world: World) -> None:
    assert ask(world, **(CUSTOMER | {"title": "  Coffee  ", "sender_email": " jon@example.com "})) == 303
    assert (only_bill(world).title, only_bill(world).sender_email) == ("Coffee", "jon@example.com")


def test_the_page_says_the_amount_in_words(world: World) -> None:
    ask(world, amount_idr="1,25jt")
    page = world.as_(Role.STAFF).get(f"/bills/{only_bill(world).public_id}").text
    assert "satu juta dua ratus lima puluh ribu rupiah" in page
