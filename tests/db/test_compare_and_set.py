"""Moving rows without races, and claiming them so that each goes to one worker."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.db.append_only import WrittenOnce
from app.db.base import table_of
from app.db.compare_and_set import change_where, claim, compare_and_set
from app.db.transaction import release, transaction
from app.extensions import db
from app.lib import clock
from app.outbox.models import OutboxWork, WorkState
from app.timeline.models import Event
from tests.users.bench import ON_POSTGRESQL, House

OUTBOX = table_of(OutboxWork)


def add_rows(count: int) -> list[int]:
    now = clock.now()
    with transaction() as session:
        rows = [
            OutboxWork(kind="none", payload={}, next_at=now + timedelta(seconds=n), created_at=now)
            for n in range(count)
        ]
        session.add_all(rows)
        session.flush()
        return [row.id for row in rows]


def take(limit: int) -> list[int]:
    due = OUTBOX.c.state == WorkState.WAITING
    with transaction():
        return claim(OUTBOX, due=due, oldest_first=OUTBOX.c.next_at, limit=limit, state=WorkState.CLAIMED)


def test_only_one_of_many_wins_a_compare_and_set(house: House) -> None:
    [row_id] = add_rows(1)

    def grab(number: int) -> bool:
        with transaction():
            return compare_and_set(
                OUTBOX, row_id, expect={"state": WorkState.WAITING}, values={"state": WorkState.DONE}
            )

    assert sorted(house.all_at_once(grab, times=12)) == [False] * 11 + [True]


def test_a_lost_compare_and_set_leaves_no_lying_object_behind(house: House) -> None:
    [row_id] = add_rows(1)
    loaded = db.session.get_one(OutboxWork, row_id)
    release()
    house.all_at_once(lambda number: _set_done(row_id), times=1)
    with transaction() as session:
        loaded = session.get_one(OutboxWork, row_id)
        assert not compare_and_set(
            OUTBOX, row_id, expect={"state": WorkState.WAITING}, values={"state": WorkState.SET_ASIDE}
        )
        assert loaded.state == WorkState.DONE


def _set_done(row_id: int) -> None:
    with transaction():
        compare_and_set(OUTBOX, row_id, expect={}, values={"state": WorkState.DONE})


def test_change_where_says_how_many_it_changed(house: House) -> None:
    ids = add_rows(3)
    with transaction():
        assert change_where(OUTBOX, OUTBOX.c.id.in_(ids[:2]), attempts=5) == 2


def test_a_claim_takes_the_oldest_and_no_more_than_asked(house: House) -> None:
    ids = add_rows(5)
    assert take(2) == ids[:2]
    assert take(10) == ids[2:]
    assert take(10) == []


def test_P6_many_claimers_share_the_rows_and_none_is_taken_twice(house: House) -> None:
    ids = add_rows(60)
    shares = house.all_at_once(lambda number: take(10), times=8)
    taken = [row_id for share in shares for row_id in share]
    assert len(taken) == len(set(taken))
    assert sorted(taken + take(60)) == ids


def test_P45_a_row_that_another_worker_holds_is_skipped_and_not_waited_for(house: House) -> None:
    """On SQLite nobody can hold a row: there is one writer, and a claim is one statement of his."""
    ids = add_rows(3)
    with db.engine.connect() as other, other.begin():
        other.execute(select(OUTBOX.c.id).where(OUTBOX.c.id == ids[0]).with_for_update())
        assert take(3) == (ids[1:] if ON_POSTGRESQL else ids)
    assert take(3) == ([ids[0]] if ON_POSTGRESQL else [])


def test_an_event_is_written_once_and_neither_changed_nor_removed(house: House) -> None:
    now = clock.now()
    with transaction() as session:
        event = Event(subject_kind="bill", subject_id=1, verb="v", source="clock", cause="c", applied_at=now)
        session.add(event)
    with pytest.raises(WrittenOnce), transaction() as session:
        session.get_one(Event, event.id).verb = "another"
    with pytest.raises(WrittenOnce), transaction() as session:
        session.delete(session.get_one(Event, event.id))
    release()
    assert db.session.get_one(Event, event.id).verb == "v"
