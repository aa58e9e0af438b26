"""The clock and its WIB days, our public ids, and what is hidden from whom."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.lib import clock
from app.lib.ids import new_public_id
from app.lib.masking import mask_email, mask_number, mask_text

pytestmark = pytest.mark.alike


def at(hour: int, minute: int, day: int = 20) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=clock.WIB)


@pytest.mark.parametrize(
    ("moment", "day"), [(at(23, 59), date(2026, 11, 20)), (at(0, 1, 21), date(2026, 11, 21))]
)
def test_P50_the_day_is_the_one_in_wib(moment: datetime, day: date) -> None:
    with clock.showing(lambda: moment.astimezone(UTC)):
        assert clock.today() == day


def test_P50_a_day_begins_and_ends_at_midnight_in_wib() -> None:
    first, beyond = clock.day_bounds(date(2026, 11, 20))
    assert first == datetime(2026, 11, 19, 17, tzinfo=UTC)
    assert beyond - first == timedelta(days=1)
    assert first <= at(0, 1) < beyond
    assert first <= at(23, 59) < beyond
    assert not first <= at(0, 1, 21) < beyond


def test_P50_the_first_day_there_is_has_its_end_in_wib() -> None:
    first, beyond = clock.day_bounds(date.min)
    assert first == datetime.min.replace(tzinfo=UTC)
    assert beyond == datetime(1, 1, 1, 17, tzinfo=UTC)


def test_the_time_is_aware_and_in_utc() -> None:
    assert clock.now().utcoffset() == timedelta(0)


def test_another_clock_is_put_back_even_after_an_error() -> None:
    noon = datetime(2026, 1, 1, 12, tzinfo=UTC)

    def stumble() -> None:
        with clock.showing(lambda: noon):
            assert clock.now() == noon
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        stumble()
    assert clock.now() != noon


def test_public_ids_are_short_sortable_by_time_and_all_different() -> None:
    moment = datetime(2026, 11, 20, tzinfo=UTC)
    with clock.showing(lambda: moment):
        early = {new_public_id("BIL") for _ in range(2_000)}
    with clock.showing(lambda: moment + timedelta(seconds=1)):
        late = new_public_id("BIL")
    assert len(early) == 2_000
    assert max(early) < late
    assert len(late) == len("BIL-") + 16
    assert not set(late[4:]) & set("ILOU")


@given(st.text(alphabet="0123456789", min_size=1, max_size=30))
def test_P30_a_masked_number_shows_its_last_four_at_most(number: str) -> None:
    masked = mask_number(number)
    assert sum(letter.isdigit() for letter in masked) == (4 if len(number) > 4 else 0)
    assert len(masked) >= len(number)


def test_P30_long_numbers_in_free_text_are_masked_and_short_ones_stay() -> None:
    assert mask_text("to 8808123456789, room 12") == "to •••••••••6789, room 12"
    assert mask_email("sari@example.test") == "s•••@example.test"
