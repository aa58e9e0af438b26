"""The board of banks: read from Flip's list and from callbacks, every reading kept."""

import json
from datetime import timedelta

from sqlalchemy import select

from app.banks import queries, service
from app.banks.models import Bank, BankReading
from app.banks.tasks import refresh
from app.extensions import db
from app.flip.general import Bank as Listed
from app.lib import clock
from app.outbox.clockwork import turns
from tests.world import World, wait_until


def _bank(code: str = "bca") -> Bank:
    db.session.rollback()
    return db.session.scalars(
        select(Bank).where(Bank.code == code).execution_options(populate_existing=True)
    ).one()


def _readings(bank: Bank) -> list[BankReading]:
    query = select(BankReading).where(BankReading.bank_id == bank.id).order_by(BankReading.id)
    return list(db.session.scalars(query))


def _listed(code: str, status: str = "OPERATIONAL", queue: int = 3) -> Listed:
    return Listed.read(
        {"bank_code": code, "name": code.upper(), "fee": 5000, "queue": queue, "status": status}
    )


def test_the_list_fills_the_board_and_a_new_bank_appears_by_itself(world: World) -> None:
    refresh()
    known = len(queries.board())
    assert known > 100
    service.take_list([_listed("newbank")])
    assert len(queries.board()) == known + 1
    assert "NEWBANK" in world.as_("staff").get("/banks/").text


def test_the_board_is_read_at_least_once_a_minute(world: World) -> None:
    assert turns()["banks.refresh"].seconds <= 60


def test_a_callback_changes_the_state_at_once_and_says_so_in_the_story(world: World) -> None:
    refresh()
    world.flip.panel("banks/bca", {"status": "HEAVILY_DISTURBED"})
    wait_until(world.receipts)
    world.work()
    [receipt] = world.receipts()
    assert (receipt.verdict, receipt.subject_kind) == ("applied", "bank")
    assert _bank().status == "HEAVILY_DISTURBED"
    shown = world.as_("support").get("/banks/bca").text
    assert "The bank is severely disturbed" in shown
    assert f"no. {receipt.id}" in shown


def test_P14_the_same_news_again_changes_nothing(world: World) -> None:
    refresh()
    told = [{"bank_code": "bca", "status": "DISTURBED", "message": "slow", "updated_at": None}]
    for _ in range(3):
        assert world.knock(json.dumps(told), kind="bank-status").status_code == 200
    world.work()
    [receipt] = world.receipts()
    assert receipt.deliveries == 3
    assert world.verbs("bank", _bank().id).count("bank.disturbed") == 1


def test_news_older_than_what_we_know_is_late(world: World) -> None:
    refresh()
    old = clock.to_wib(clock.now() - timedelta(days=2)).strftime("%Y-%m-%d %H:%M:%S")
    told = [{"bank_code": "bca", "status": "HEAVILY_DISTURBED", "message": "x", "updated_at": old}]
    world.knock(json.dumps(told), kind="bank-status")
    world.work()
    assert world.receipts()[0].verdict == "late"
    assert _bank().status == "OPERATIONAL"


def test_P19_a_word_we_do_not_know_is_kept_and_shown(world: World) -> None:
    service.take_list([_listed("bca", status="ON_HOLIDAY")])
    assert (_bank().status, _bank().flip_status) == ("UNRECOGNISED", "ON_HOLIDAY")
    assert "ON_HOLIDAY" in world.as_("staff").get("/banks/").text


def test_every_reading_that_differs_is_kept_and_an_equal_one_costs_nothing(world: World) -> None:
    for queue in (3, 3, 5, 5, 4):
        service.take_list([_listed("bca", queue=queue)])
    assert [reading.queue for reading in _readings(_bank())] == [3, 5, 4]


def test_P50_a_day_begins_and_ends_at_midnight_in_wib(world: World) -> None:
    noon = clock.day_bounds(clock.today())[0] + timedelta(hours=12)
    start, end = clock.day_bounds(clock.to_wib(noon).date())
    for moment, queue in ((start - timedelta(minutes=1), 1), (start, 2), (end - timedelta(minutes=1), 3)):
        with clock.showing(lambda moment=moment: moment):  # type: ignore[misc]
            service.take_list([_listed("bca", queue=queue)])
    readings = queries.day_of(_bank().id, clock.to_wib(noon).date())
    assert [(reading.at, reading.queue) for reading in readings] == [
        (start, 1),
        (start, 2),
        (end - timedelta(minutes=1), 3),
    ]


def test_the_board_polls_cheaply_and_shows_troubled_banks_first(world: World) -> None:
    service.take_list([_listed("aaa"), _listed("zzz", status="HEAVILY_DISTURBED")])
    assert [bank.code for bank in queries.board()] == ["zzz", "aaa"]
    browser = world.as_("staff")
    with world.house.statements() as seen:
        page = browser.get("/banks/").text
    assert len(seen) <= 8
    version = page.split("/banks/live")[1].split("seen=")[1].split('"')[0]
    partial = {"HX-Request": "true", "HX-Request-Type": "partial"}
    assert browser.get(f"/banks/live?q=&seen={version}", **partial).status_code == 204
    service.take_list([_listed("aaa", queue=9)])
    assert browser.get(f"/banks/live?q=&seen={version}", **partial).status_code == 200
