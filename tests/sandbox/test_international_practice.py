"""In practice mode transfers abroad arrive by themselves, and seventeen endings cancel."""

import pytest

from app.sandbox.context import sandbox_of
from app.sandbox.international.reasons import REASONS
from tests.sandbox.abroad_steps import abroad, company_abroad, fields_for, finish, shown
from tests.sandbox.bench import Bench, Json, MakeBench, Merchant

START = 950_000_000_000


@pytest.fixture
def practice(make_bench: MakeBench) -> Bench:
    return make_bench(mode="practice", background=False)


def _at(bench: Bench, seconds: float) -> None:
    bench.panel("POST", "/clock", offset=seconds)
    sandbox_of(bench.app).mover.tick()


def _states(bench: Bench, transfers: list[Json]) -> list[object]:
    return [shown(bench, transfer)["status"] for transfer in transfers]


def test_the_speed_of_a_corridor_is_the_time_it_takes(practice: Bench) -> None:
    pound, euro = abroad(practice), abroad(practice, **fields_for(practice, "DEU"))
    rupee = abroad(practice, **fields_for(practice, "IND"))
    held, seen = [rupee, pound, euro], []
    for seconds in (4, 6, 14, 16, 29, 32):
        _at(practice, seconds)
        seen.append(_states(practice, held).count("SUCCESSFUL"))
    assert seen == [0, 1, 1, 2, 2, 3]


def test_seventeen_endings_cancel_with_their_reasons(practice: Bench) -> None:
    held = [abroad(practice, beneficiary_account_number=f"55{end}") for end in range(9201, 9218)]
    other = company_abroad(practice, beneficiary_account_number="559218")
    _at(practice, 16)
    rows = [shown(practice, transfer) for transfer in held]
    assert [(row["status"], row["reason"]) for row in rows] == [("CANCELLED", reason) for reason in REASONS]
    assert shown(practice, other)["status"] == "SUCCESSFUL"
    assert practice.balance() == START - int(str(other["amount"])) - 45_000


def test_it_happens_in_the_background_and_is_told(make_bench: MakeBench, merchant: Merchant) -> None:
    bench = make_bench(mode="practice")
    bench.panel("POST", "/clock", speed=100)
    bench.panel("POST", "/switches", international_success_status="DONE")
    made = abroad(bench)
    assert (merchant.told()[0]["id"], merchant.told()[0]["status"]) == (made["id"], "DONE")


def test_nothing_moves_by_itself_otherwise(make_bench: MakeBench) -> None:
    bench = make_bench(background=False)
    made = abroad(bench)
    _at(bench, 3600)
    assert shown(bench, made)["status"] == "PENDING"


def test_what_was_finished_by_hand_stays(practice: Bench) -> None:
    made = abroad(practice)
    finish(practice, made, "CANCELLED", reason="REFUSED")
    _at(practice, 3600)
    assert shown(practice, made)["reason"] == "REFUSED"
    assert practice.balance() == START
