"""Rates abroad are kept exactly, every move from–until; what Flip leaves out is gone, not forgotten."""

from datetime import timedelta
from decimal import Decimal

import pytest

from app.corridors import queries, taking
from app.lib import clock
from tests.corridors.rates import C2C, POUNDS, YEN, line, listed, rate_of, take
from tests.users.bench import House

MINUTE = timedelta(minutes=1)


def test_p11_every_digit_of_a_rate_and_of_a_limit_is_kept(house: House) -> None:
    odd = Decimal("19000.5500000000000000000000000000001")
    take(POUNDS | {"flip_exchange_rate": odd, "maximum_amount": Decimal("999999999999999.99")})
    kept = rate_of()
    assert kept.rate == odd
    assert (kept.minimum_amount, kept.maximum_amount) == (Decimal("1.5"), Decimal("999999999999999.99"))
    assert isinstance(kept.rate, Decimal)


def test_all_that_flip_says_of_a_corridor_is_kept(house: House) -> None:
    message = {"id": "Sampai hari Senin", "en": "Arrives on Monday"}
    take(POUNDS | {"arrival_message": message, "notes": "No cash", "is_active": False})
    kept = rate_of()
    assert (kept.fee_idr, kept.payment_speed, kept.is_active) == (80_000, "Same Day", False)
    assert (kept.arrival_message, kept.notes, kept.country_name) == (message, "No cash", "United Kingdom")
    assert kept.cutoff_at is not None
    assert kept.cutoff_at.isoformat() == "2021-12-05T18:00:00+00:00"


def test_every_move_of_a_rate_is_kept_from_until_and_an_equal_one_costs_nothing(house: House) -> None:
    start = clock.now()
    for minute, rate in enumerate(["19000.55", "19000.550", "19010", "19010", "19000.55"]):
        take(POUNDS | {"flip_exchange_rate": Decimal(rate)}, at=start + minute * MINUTE)
    assert [(one.rate, one.read_at, one.until_at) for one in line()] == [
        (Decimal("19000.55"), start, start + MINUTE),
        (Decimal(19010), start + 2 * MINUTE, start + 3 * MINUTE),
        (Decimal("19000.55"), start + 4 * MINUTE, None),
    ]
    assert rate_of().heard_at == start + 4 * MINUTE


@pytest.mark.parametrize("change", [{"flip_transfer_fee": 90_000}, {"is_active": False}])
def test_another_fee_and_a_closed_corridor_are_moves_too(house: House, change: dict[str, object]) -> None:
    start = clock.now()
    take(POUNDS, at=start)
    take(POUNDS | change, at=start + MINUTE)
    assert len(line()) == 2


def test_another_cut_off_is_shown_and_is_no_move_of_the_rate(house: House) -> None:
    take(POUNDS)
    take(POUNDS | {"flip_cutoff_time": "2021-12-07 01:00:00+700"})
    assert str(rate_of().cutoff_at).startswith("2021-12-06")
    assert len(line()) == 1


def test_after_a_silence_an_equal_rate_is_a_row_of_its_own(house: House) -> None:
    start = clock.now()
    after = start + taking.SILENCE
    take(POUNDS, at=start)
    take(POUNDS, at=after)
    assert [(one.read_at, one.until_at) for one in line()] == [(start, start), (after, None)]


def test_what_the_list_leaves_out_is_gone_and_comes_back(house: House) -> None:
    start = clock.now()
    take(POUNDS, YEN, at=start)
    take(YEN, at=start + MINUTE)
    assert [one.currency_code for one in queries.rates(C2C)] == ["JPY"]
    assert (rate_of().gone_at, rate_of().heard_at) == (start + MINUTE, start)
    take(POUNDS, YEN, at=start + 2 * MINUTE)
    assert (rate_of().gone_at, len(line())) == (None, 2)


def test_a_list_with_rows_that_make_no_sense_lets_nothing_go(house: House) -> None:
    take(POUNDS, YEN)
    take(YEN, POUNDS | {"flip_exchange_rate": "nineteen"})
    assert [one.currency_code for one in queries.rates(C2C)] == ["JPY", "GBP"]


def test_an_empty_list_changes_nothing_and_is_told(house: House) -> None:
    take(POUNDS)
    take()
    assert len(queries.rates(C2C)) == 1
    known = queries.rate_list(C2C)
    assert known is not None
    assert known.trouble == taking.EMPTY


def test_an_answer_that_was_overtaken_is_left_out(house: House) -> None:
    now = clock.now()
    take(POUNDS, at=now)
    take(POUNDS | {"flip_exchange_rate": Decimal(1)}, at=now - MINUTE)
    assert rate_of().rate == Decimal("19000.55")


def test_two_that_read_at_once_write_one_line(house: House) -> None:
    now = clock.now()
    house.all_at_once(lambda number: taking.take_rates(C2C, listed(POUNDS), now), 4)
    assert len(line()) == 1


def test_each_type_has_rates_of_its_own(house: House) -> None:
    take(POUNDS)
    business = type(C2C)("B2B")
    take(POUNDS | {"flip_exchange_rate": Decimal(20000)}, kind=business)
    assert (rate_of().rate, rate_of(kind=business).rate) == (Decimal("19000.55"), Decimal(20000))


def test_a_country_with_two_currencies_has_two_corridors(house: House) -> None:
    take(POUNDS, POUNDS | {"currency_code": "USD", "flip_exchange_rate": Decimal(16000)})
    assert {one.currency_code: one.rate for one in queries.rates(C2C)} == {
        "GBP": Decimal("19000.55"),
        "USD": Decimal(16000),
    }
