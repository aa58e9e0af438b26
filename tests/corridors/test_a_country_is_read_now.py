"""Before money goes abroad its country's rate is read at once; the corridors of other countries stay."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest

from app.corridors import queries, service, taking
from app.corridors.statuses import TransactionType
from app.corridors.tasks import read_rates, refresh_by_clock
from app.db.transaction import transaction
from app.extensions import db
from app.gateway.models import FlipState
from app.lib import clock
from app.outbox.queue import TryLater
from tests.corridors.rates import C2C, POUNDS, YEN, line, listed, rate_of, take
from tests.gateway.bench import nobody_at_home, reach
from tests.users.bench import House, later
from tests.world import World

CALL = "/international-disbursement/exchange-rates"
MINUTE = timedelta(minutes=1)
OTHER = POUNDS | {"flip_exchange_rate": Decimal(19500)}


def take_country(*rows: object, country: str = "GBR", at_minute: int = 0) -> None:
    at = clock.now() + at_minute * MINUTE
    taking.take_country(C2C, country, listed(*rows), at)


def stands(country: str = "GBR") -> Decimal | None:
    """The rate of a country's corridor as it holds now, None when there is none."""
    db.session.rollback()
    found = queries.corridor(C2C, country)
    return found.rate if found else None


def test_a_country_is_read_now_and_others_stay_as_old_as_they_were(world: World) -> None:
    read_rates("C2C")
    yen, pounds = rate_of("JPN", "JPY"), rate_of()
    old, heard = (yen.rate, yen.heard_at, yen.gone_at), pounds.heard_at
    world.flip.panel("rates/GBR", {"rate": "19570.57", "fee": 81_000})
    world.flip.panel("rates/JPN", {"rate": "109"})
    with later(MINUTE) as now:
        service.read_now(C2C, "GBR")
        kept = rate_of()
        assert (kept.rate, kept.fee_idr, kept.heard_at) == (Decimal("19570.57"), 81_000, now)
    yen = rate_of("JPN", "JPY")
    assert (yen.rate, yen.heard_at, yen.gone_at) == old
    assert len(queries.rates(C2C)) == 49
    assert [(one.rate, one.until_at) for one in line()] == [
        (Decimal("19000.55"), heard),
        (Decimal("19570.57"), None),
    ]


def test_a_new_house_reads_one_country_and_still_reads_the_whole_list_when_its_time_comes(
    world: World,
) -> None:
    service.read_now(C2C, "GBR")
    assert [one.country_iso_code for one in queries.rates(C2C)] == ["GBR"]
    known = queries.rate_list(C2C)
    assert known is None or (known.read_at, known.trouble) == (None, None)
    refresh_by_clock()
    assert len(queries.rates(C2C)) == 49


def test_a_closed_corridor_is_told_as_closed(world: World) -> None:
    world.flip.panel("rates/GBR", {"active": False})
    service.read_now(C2C, "GBR")
    found = queries.corridor(C2C, "GBR")
    assert found is not None
    assert found.is_active is False


@pytest.mark.parametrize("code", [1068, 1069])
def test_a_country_that_flip_does_not_serve_is_gone_and_comes_back(world: World, code: int) -> None:
    read_rates("C2C")
    refused = {"code": "VALIDATION_ERROR", "errors": [{"attribute": "country_iso_code", "code": code}]}
    world.flip.fault(CALL, "status", status=422, body=json.dumps(refused))
    with later(MINUTE) as now:
        service.read_now(C2C, "GBR")
        assert (stands(), rate_of().gone_at, rate_of().rate) == (None, now, Decimal("19000.55"))
        assert len(queries.rates(C2C)) == 48
    world.flip.no_faults()
    with later(2 * MINUTE):
        service.read_now(C2C, "GBR")
        assert (stands(), rate_of().gone_at, len(line())) == (Decimal("19000.55"), None, 2)


def test_what_flip_never_served_leaves_nothing_behind(world: World) -> None:
    for kind, country in ((C2C, "ZZZ"), (C2C, "PHL"), (TransactionType.B2B, "LVA")):
        service.read_now(kind, country)
        assert queries.corridor(kind, country) is None


def test_P44_while_flip_cannot_be_asked_nothing_changes_and_the_reason_is_raised(world: World) -> None:
    read_rates("C2C")
    before = rate_of().heard_at
    reach(world, url=nobody_at_home())
    with later(MINUTE), pytest.raises(TryLater) as away:
        service.read_now(C2C, "GBR")
    assert str(away.value) == FlipState.UNREACHABLE.label
    reach(world)
    refused = {"code": "VALIDATION_ERROR", "errors": [{"attribute": "country_iso_code", "code": 1024}]}
    for status, body in (
        (422, json.dumps(refused)),
        (404, "{}"),
        (500, ""),
        (200, "<html>"),
        (200, '[{"a": 1}]'),
    ):
        world.flip.fault(CALL, "status", status=status, body=body)
        with later(MINUTE), pytest.raises(TryLater):
            service.read_now(C2C, "GBR")
        world.flip.no_faults()
    assert (stands(), rate_of().heard_at) == (Decimal("19000.55"), before)


def test_nothing_is_asked_inside_a_transaction(world: World) -> None:
    with pytest.raises(RuntimeError, match="Flip may not be asked"), transaction():
        service.read_now(C2C, "GBR")


def test_an_answer_about_all_countries_is_not_taken_for_the_one_asked_for(world: World) -> None:
    read_rates("C2C")
    before = rate_of("JPN", "JPY").heard_at
    rows = [OTHER, YEN]
    world.flip.fault(CALL, "status", status=200, body=json.dumps(rows, default=str))
    with later(MINUTE):
        service.read_now(C2C, "GBR")
    assert (stands(), rate_of("JPN", "JPY").heard_at) == (Decimal(19500), before)


def test_of_several_currencies_the_last_heard_of_counts_and_none_that_is_gone(house: House) -> None:
    dollars = POUNDS | {"currency_code": "USD", "flip_exchange_rate": Decimal(16000)}
    take(POUNDS, dollars)
    assert stands() == Decimal("19000.55")
    take_country(dollars, at_minute=1)
    assert stands() == Decimal(16000)
    assert rate_of().gone_at is not None
    take_country(POUNDS, {"currency_code": "USD"}, at_minute=2)
    assert stands() == Decimal("19000.55")
    assert rate_of(currency="USD").gone_at is None
    take_country(at_minute=3)
    assert stands() is None


def test_an_answer_that_a_later_question_overtook_changes_nothing(house: House) -> None:
    take(POUNDS, YEN)
    take_country(OTHER, at_minute=2)
    # The whole list was asked for before the country and answered after it; of the country it knows nothing.
    take(POUNDS, YEN | {"flip_exchange_rate": Decimal(109)}, at=clock.now() + MINUTE)
    assert (stands(), stands("JPN")) == (Decimal(19500), Decimal(109))
    take(YEN, at=clock.now() + MINUTE)
    assert stands() == Decimal(19500)
    take_country(POUNDS, at_minute=1)
    assert stands() == Decimal(19500)
    take_country(at_minute=3)
    take_country(OTHER, at_minute=2)
    take(POUNDS, YEN, at=clock.now() + 2 * MINUTE)
    assert stands() is None
    take(POUNDS, at=clock.now() + 5 * MINUTE)
    take_country(at_minute=4)
    take_country(YEN, country="JPN", at_minute=4)
    assert (stands(), stands("JPN")) == (Decimal("19000.55"), None)
    take(YEN, at=clock.now() + 6 * MINUTE)
    take(YEN, at=clock.now() + 8 * MINUTE)
    take_country(OTHER, at_minute=7)
    assert stands() is None


def test_a_country_and_the_whole_list_taken_in_at_once_end_with_the_later_word(house: House) -> None:
    start = clock.now()
    rates = [Decimal(20_000 + number) for number in range(12)]

    def take_in(number: int, at_minute: int) -> None:
        row, at = POUNDS | {"flip_exchange_rate": rates[at_minute]}, start + at_minute * MINUTE
        if number % 2:
            taking.take_country(C2C, "GBR", listed(row), at)
        else:
            taking.take_rates(C2C, listed(row, YEN), at)

    for begin in range(0, 12, 4):
        house.all_at_once(lambda number, begin=begin: take_in(number, begin + number), 4)  # type: ignore[misc]
        assert (stands(), stands("JPN")) == (rates[begin + 3], Decimal("108.72"))
        assert rate_of().heard_at == start + (begin + 3) * MINUTE
    assert [one.rate for one in line() if one.until_at is None] == [rates[-1]]
