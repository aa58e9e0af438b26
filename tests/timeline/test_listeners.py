"""A room above hears that a thing below moved, in the same transaction, and may promise work there."""

from collections.abc import Iterator

import pytest

from app.db.transaction import transaction
from app.extensions import db
from app.lib.transitions import Verdict
from app.outbox.models import OutboxWork
from app.timeline import record
from app.timeline.record import Cause, Source, advance, moved
from tests.timeline.bench import KIND, move, new_row, stored, written
from tests.users.bench import House


@pytest.fixture(autouse=True)
def unheard() -> Iterator[None]:
    """Listeners of a test leave with it."""
    before = {key: list(heard) for key, heard in record._listeners.items()}
    yield
    record._listeners.clear()
    record._listeners.update(before)


def promised() -> list[str]:
    db.session.rollback()
    return [work.kind for work in db.session.scalars(db.select(OutboxWork))]


def test_a_listener_hears_each_move_once_and_nothing_else(house: House) -> None:
    heard: list[int] = []
    moved(KIND, "SUCCESSFUL")(heard.append)
    row_id = new_row()
    assert heard == []
    for key in ("callback:7", "callback:7", "callback:8"):
        move(row_id, "SUCCESSFUL", key)
    move(row_id, "CANCELLED", "callback:9")
    assert heard == [row_id]


def test_a_listener_registered_twice_hears_once(house: House) -> None:
    heard: list[int] = []

    def hear(row_id: int) -> None:
        heard.append(row_id)

    moved(KIND, "FAILED")(moved(KIND, "FAILED")(hear))
    move(new_row(), "FAILED", "callback:7")
    assert len(heard) == 1


def test_what_listeners_promise_stands_or_falls_with_the_move(house: House) -> None:
    row_id = new_row()

    def break_off() -> None:
        with transaction():
            assert advance(KIND, row_id, "SUCCESSFUL", Cause(Source.CALLBACK, "callback:7")) is Verdict.MOVED
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    assert promised() == []
    assert stored(row_id).status == "PENDING"
    move(row_id, "SUCCESSFUL", "callback:7")
    assert promised() == ["bills.read"]


def test_a_listener_that_fails_takes_the_move_back(house: House) -> None:
    def fail(row_id: int) -> None:
        raise ZeroDivisionError

    moved(KIND, "CANCELLED")(fail)
    row_id = new_row()
    with pytest.raises(ZeroDivisionError):
        move(row_id, "CANCELLED", "callback:7")
    assert stored(row_id).status == "PENDING"
    assert written(row_id) == []


def test_no_listener_of_this_house_does_more_than_promise(house: House) -> None:
    row_id = new_row()
    for to in ("SUCCESSFUL", "CANCELLED"):
        with house.statements() as statements, transaction():
            record.announce(KIND, row_id, to)
        wrote = [text.split()[:3] for text in statements if not text.startswith("SELECT")]
        assert wrote == [["INSERT", "INTO", "outbox"]]
