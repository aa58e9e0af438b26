"""The one way to write: fresh, whole or not at all, and bells only after the commit."""

import pytest
from sqlalchemy import func, select

from app.db.transaction import after_commit, in_transaction, release, transaction
from app.extensions import db
from app.lib import clock
from app.outbox.models import Heartbeat
from tests.users.bench import House


def beat(worker: str) -> Heartbeat:
    return Heartbeat(worker=worker, beat_at=clock.now(), started_at=clock.now())


def stored() -> int:
    release()
    return db.session.scalar(select(func.count()).select_from(Heartbeat)) or 0


def test_what_is_written_inside_is_there_afterwards(house: House) -> None:
    with transaction() as session:
        session.add(beat("a"))
    assert stored() == 1


def test_an_error_takes_everything_back(house: House) -> None:
    with pytest.raises(ZeroDivisionError):
        _beat_and_stumble()
    assert stored() == 0
    assert not in_transaction()


def _beat_and_stumble() -> None:
    with transaction() as session:
        session.add(beat("a"))
        session.flush()
        raise ZeroDivisionError


def test_a_transaction_inside_another_is_refused_and_the_outer_one_lives(house: House) -> None:
    with transaction() as session:
        session.add(beat("a"))
        with pytest.raises(RuntimeError, match="already open"), transaction():
            pass
    assert stored() == 1


def test_rows_changed_outside_of_a_transaction_are_refused(house: House) -> None:
    db.session.add(beat("sneaked in"))
    with pytest.raises(RuntimeError, match="outside"), transaction():
        pass
    db.session.rollback()
    assert stored() == 0


def test_it_lets_go_of_the_old_snapshot_before_it_reads(house: House) -> None:
    assert stored() == 0
    db.session.execute(select(Heartbeat)).all()  # the snapshot is open now
    house.all_at_once(lambda number: _beat_once(), times=1)
    with transaction() as session:
        assert session.scalar(select(func.count()).select_from(Heartbeat)) == 1


def _beat_once() -> None:
    with transaction() as session:
        session.add(beat("another thread"))


def test_bells_ring_once_after_the_commit_and_in_order(house: House) -> None:
    heard: list[str] = []
    with transaction() as session:
        session.add(beat("a"))
        after_commit(lambda: heard.append(f"first, {stored()} stored"))
        after_commit(lambda: heard.append("second"))
        assert heard == []
    assert heard == ["first, 1 stored", "second"]


def test_no_bell_rings_for_what_was_taken_back(house: House) -> None:
    heard: list[str] = []

    def stumble() -> None:
        with transaction():
            after_commit(lambda: heard.append("rung"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        stumble()
    with transaction():
        pass
    assert heard == []


def test_P10_a_dead_bell_does_not_make_a_stored_commit_look_failed(house: House) -> None:
    heard: list[str] = []

    def dead() -> None:
        raise ConnectionError("no queue")

    with transaction() as session:
        session.add(beat("a"))
        after_commit(dead)
        after_commit(lambda: heard.append("the next one"))
    assert stored() == 1
    assert heard == ["the next one"]


def test_a_bell_cannot_be_hung_outside_of_a_transaction(house: House) -> None:
    with pytest.raises(RuntimeError, match="no transaction"):
        after_commit(lambda: None)


def test_a_bell_may_itself_write(house: House) -> None:
    with transaction():
        after_commit(_beat_once)
    assert stored() == 1


def test_readers_and_writers_by_the_dozen_never_meet_a_locked_database(house: House) -> None:
    """On SQLite, reading first and writing later in one deferred transaction is what locks."""

    def busy(number: int) -> None:
        for turn in range(5):
            db.session.execute(select(Heartbeat)).all()
            with transaction() as session:
                session.add(beat(f"{number}:{turn}"))

    house.all_at_once(busy, times=12)
    assert stored() == 60
