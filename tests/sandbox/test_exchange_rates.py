"""The board of rates: every corridor, what moves it, what the panel sets (reference: international)."""

import math
import random
import time
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from app.sandbox.context import sandbox_of
from app.sandbox.international.corridors import corridors
from app.sandbox.international.rates import Market
from tests.sandbox.abroad_steps import CALL, abroad, ask_abroad, rate, rates, set_rate
from tests.sandbox.bench import Bench, MakeBench

KEYS = ["currency_code", "country_code", "country_name", "country_iso_code", "flip_exchange_rate"]
KEYS += ["flip_transfer_fee", "minimum_amount", "maximum_amount", "payment_speed", "arrival_message"]
KEYS += ["notes", "transaction_type", "flip_cutoff_time", "flip_arrival_time", "is_active"]


def _stand_at(bench: Bench, *moment: int) -> None:
    """Sets the clock to a moment of UTC."""
    then = datetime(*moment, tzinfo=UTC)  # type: ignore[arg-type,misc]
    bench.panel("POST", "/clock", offset=then.timestamp() - time.time())


def _ask(bench: Bench, **query: str) -> list[tuple[str, int]]:
    return bench.errors(bench.api("GET", f"{CALL}/exchange-rates", params=query))


def test_every_corridor_of_a_type_is_shown(bench: Bench) -> None:
    counts = {kind: len(rates(bench, transaction_type=kind)) for kind in ("C2C", "C2B", "B2C", "B2B")}
    assert counts == {"C2C": 49, "C2B": 48, "B2C": 49, "B2B": 50}
    (gbp,) = [row for row in rates(bench) if row["country_iso_code"] == "GBR"]
    assert list(gbp) == KEYS
    assert (gbp["flip_exchange_rate"], gbp["flip_transfer_fee"]) == (19000.55, 80000)
    assert (gbp["minimum_amount"], gbp["maximum_amount"], gbp["is_active"]) == (1.5, 3000.5, True)
    kinds = {row["transaction_type"] for row in rates(bench, transaction_type="B2B")}
    assert kinds == {"B2B"}


def test_countries_can_be_chosen(bench: Bench) -> None:
    two = rates(bench, country_iso_code="GBR, JPN")
    assert {row["currency_code"] for row in two} == {"GBP", "JPY"}
    assert len(rates(bench, country_iso_code="")) == 49
    assert rates(bench, country_iso_code="PHL") == []


def test_a_wrong_type_or_country_is_refused(bench: Bench) -> None:
    assert _ask(bench) == [("transaction_type", 1069)]
    assert _ask(bench, transaction_type="C2X") == [("transaction_type", 1069)]
    assert _ask(bench, transaction_type="C2C", country_iso_code="GBR,IDN") == [("country_iso_code", 1068)]
    both = _ask(bench, country_iso_code="gbr")
    assert both == [("transaction_type", 1069), ("country_iso_code", 1068)]


def test_cut_off_and_arrival_are_on_working_days(bench: Bench) -> None:
    _stand_at(bench, 2026, 11, 20, 0, 59)  # a Friday, 07:59 in Jakarta
    aud = rate(bench, "AUS")
    assert aud["flip_cutoff_time"] == "2026-11-20 08:00:00+700"
    assert aud["flip_arrival_time"] == "2026-11-23 12:00:00+700"
    _stand_at(bench, 2026, 11, 20, 1, 1)
    aud, inr, gbp = rate(bench, "AUS"), rate(bench, "IND"), rate(bench, "GBR")
    assert aud["flip_cutoff_time"] == "2026-11-23 08:00:00+700"
    assert aud["arrival_message"] == {
        "id": "Jika dana sudah kami terima sebelum hari Senin pukul 08:00 WIB, dana akan sampai di penerima "
        "hari Selasa, 24 November 2026",
        "en": "If Flip receive your fund before Monday at 08:00 GMT+7, the fund will be arrived to the "
        "beneficiary on Tuesday, 24 November 2026",
    }
    assert (inr["payment_speed"], inr["arrival_message"]) == ("Real Time", None)
    assert inr["flip_arrival_time"] == "2026-11-20 16:10:00+700"
    assert (gbp["payment_speed"], gbp["flip_arrival_time"]) == ("Same Day", "2026-11-20 19:00:00+700")
    assert rate(bench, "TUR")["flip_arrival_time"] == "2026-11-24 12:00:00+700"


def test_rates_stand_still_by_hand_and_move_in_practice(bench: Bench) -> None:
    def all_rates() -> list[object]:
        return [row["flip_exchange_rate"] for row in rates(bench)]

    _stand_at(bench, 2026, 11, 20, 3, 0)
    still = all_rates()
    _stand_at(bench, 2026, 11, 21, 3, 0)
    assert all_rates() == still
    bench.panel("POST", "/switches", moving_rates="always")
    first = all_rates()
    assert (first, first == still) == (all_rates(), False)
    _stand_at(bench, 2026, 11, 21, 3, 5)
    assert all_rates() != first
    _stand_at(bench, 2026, 11, 21, 3, 0)
    assert all_rates() == first
    bench.panel("POST", "/switches", moving_rates="never")
    assert all_rates() == still


def test_moving_rates_stay_near_and_hold_for_a_minute(make_bench: MakeBench) -> None:
    bench = make_bench(mode="practice", background=False)
    sandbox = sandbox_of(bench.app)
    sandbox.calendar._source = lambda: 1_795_143_600.0  # a full minute
    seen = []
    for minute in range(0, 600, 7):
        sandbox.calendar.offset = minute * 60.0
        at_first = rate(bench)["flip_exchange_rate"]
        sandbox.calendar.offset += 59
        assert rate(bench)["flip_exchange_rate"] == at_first
        seen.append(float(str(at_first)))
    assert all(abs(value / 19000.55 - 1) < 0.0106 for value in seen)
    assert len(set(seen)) > 60
    assert len({row["flip_exchange_rate"] for row in rates(bench) if row["currency_code"] == "EUR"}) == 1


def test_the_panel_sets_a_rate_and_gives_it_back(bench: Bench) -> None:
    (changed,) = set_rate(bench, "GBR", rate="19570.57").json()["corridors"]
    assert (changed["rate"], changed["pinned"], changed["currency"]) == (19570.57, True, "GBP")
    assert rate(bench)["flip_exchange_rate"] == 19570.57
    assert (abroad(bench)["exchange_rate"], abroad(bench, amount="2")["amount"]) == (19570.57, 39142)
    set_rate(bench, "GBR", rate=None)
    assert rate(bench)["flip_exchange_rate"] == 19000.55


def test_a_currency_stands_for_all_its_countries(bench: Bench) -> None:
    assert len(set_rate(bench, "EUR", rate=18000, fee=1).json()["corridors"]) == 35
    euros = [row for row in rates(bench) if row["currency_code"] == "EUR"]
    assert {(row["flip_exchange_rate"], row["flip_transfer_fee"]) for row in euros} == {(18000, 1)}
    held = bench.panel("GET", "/rates").json()["corridors"]
    assert (len(held), sum(row["pinned"] for row in held)) == (51, 35)


def test_a_corridor_is_closed_and_opened(bench: Bench) -> None:
    assert rate(bench, "AUS")["is_active"] is False
    set_rate(bench, "GBR", active=False)
    assert rate(bench)["is_active"] is False
    assert bench.errors(ask_abroad(bench)) == [("destination_country", 1034)]
    set_rate(bench, "GBR", active=True)
    assert abroad(bench)["status"] == "PENDING"


@pytest.mark.parametrize(
    "body",
    [
        {"rate": 0},
        {"rate": -1},
        {"rate": "x"},
        {"rate": "NaN"},
        {"rate": "1e99"},
        {"rate": "1.1234567"},
        {"fee": 1.5},
        {"active": 1},
        {"speed": "+1 day"},
    ],
)
def test_what_fits_no_corridor_is_refused_and_changes_nothing(bench: Bench, body: dict[str, object]) -> None:
    assert set_rate(bench, "GBR", **({"fee": 5} | body)).status_code == 422
    assert rate(bench)["flip_transfer_fee"] == 80000
    assert set_rate(bench, "IDN", fee=5).status_code == 404


def test_a_reset_opens_with_the_first_rates(bench: Bench) -> None:
    set_rate(bench, "GBR", rate=1, active=False)
    bench.panel("POST", "/reset")
    assert (rate(bench)["flip_exchange_rate"], rate(bench)["is_active"]) == (19000.55, True)


def test_ten_thousand_amounts_of_each_currency_are_rounded_up_exactly(make_bench: MakeBench) -> None:
    sandbox, chance = sandbox_of(make_bench(background=False).app), random.Random(3)
    with sandbox.store.reading() as db:
        held = {one.currency: one for one in corridors(db, Market(sandbox.calendar.now(), moves=True))}
    for corridor in held.values():
        low, high = (int(limit * 10**corridor.decimals) for limit in (corridor.minimum, corridor.maximum))
        for _ in range(10_000):
            minor = chance.randint(low, high)
            exact = Fraction(minor, 10**corridor.decimals) * Fraction(corridor.rate)
            amount = Decimal(minor).scaleb(-corridor.decimals)
            assert corridor.rupiah(amount) == math.ceil(exact), (corridor.currency, amount)
    assert len(held) == 17
