"""A real worker in threads: chunks, one stuck item, heartbeat, a lost bell, a clean stop."""

import time
from datetime import datetime, timedelta

from sqlalchemy import func, select

from app.db.transaction import transaction
from app.extensions import db
from app.lib import clock
from app.outbox import queries
from app.outbox.bell import bell
from app.outbox.clockwork import every
from app.outbox.models import OutboxWork, WorkState
from app.outbox.promises import outbox, promise
from app.outbox.worker import Worker
from tests.outbox.bench import ask, done, gate, note, rows, soon, told, workers
from tests.users.bench import House, later


def ask_many(kind: str, count: int) -> None:
    with transaction():
        for number in range(count):
            promise(kind, {"name": f"{kind} {number}"})


def all_are(state: WorkState) -> bool:
    db.session.rollback()
    others = select(func.count()).select_from(OutboxWork).where(OutboxWork.state != state)
    return db.session.scalar(others) == 0


def last_beat() -> datetime | None:
    db.session.rollback()
    return queries.last_heartbeat()


def test_P10_a_lost_bell_costs_a_sweep_and_nothing_else(house: House) -> None:
    ask("test.note")  # nobody listens: the message is lost
    with workers(house):
        soon(lambda: all_are(WorkState.DONE))
    assert done["it"] == 1


def test_a_bell_that_is_heard_wakes_the_worker_at_once(house: House) -> None:
    with workers(house) as [worker]:
        time.sleep(0.3)
        bell.listener = worker.wake
        try:
            started = time.monotonic()
            ask("test.note")
            soon(lambda: done["it"])
        finally:
            bell.listener = None
    assert told[0][1] - started < 0.7


def test_work_is_claimed_in_chunks_no_larger_than_the_free_threads(house: House) -> None:
    ask_many("test.hang", 10)
    with workers(house, threads=3):
        soon(lambda: [row.state for row in rows()].count(WorkState.CLAIMED) == 3)
        time.sleep(0.2)
        assert [row.state for row in rows()].count(WorkState.CLAIMED) == 3
        with house.statements() as seen:
            gate.set()
            soon(lambda: all_are(WorkState.DONE))
    claims = [statement for statement in seen if "lease_until=" in statement and "IN (SELECT" in statement]
    assert 0 < len(claims) <= 8
    assert sum(done.values()) == 10


def test_P45_one_stuck_item_does_not_hold_the_others(house: House) -> None:
    ask("test.hang", "stuck")
    ask_many("test.note", 30)
    with workers(house, threads=3):
        soon(lambda: sum(done.values()) == 30)
        assert done["stuck"] == 0
        gate.set()
        soon(lambda: done["stuck"] == 1)


def test_P45_while_every_thread_is_stuck_the_worker_still_shows_that_it_lives(house: House) -> None:
    every(name="a", seconds=1)(lambda: note("a"))
    ask_many("test.hang", 4)
    with workers(house, threads=2) as [worker]:
        soon(lambda: [row.state for row in rows()].count(WorkState.CLAIMED) == 2)
        time.sleep(1.3)  # a turn has come, and no thread is free for it
        worker._beat_at = 0.0
        before = clock.now()
        soon(lambda: (last_beat() or before) > before)
        gate.set()
        soon(lambda: all_are(WorkState.DONE) and done["a"])


def test_a_worker_shows_that_it_is_alive_and_that_it_is_gone(house: House) -> None:
    assert not queries.is_alive(last_beat())
    with workers(house):
        soon(lambda: queries.is_alive(last_beat()))
    beat = last_beat()
    assert beat is not None
    assert queries.worker_is_alive()
    with later(timedelta(seconds=21), beat):
        assert not queries.worker_is_alive()


def test_a_worker_that_stops_finishes_what_runs_and_claims_nothing_more(house: House) -> None:
    ask("test.hang", "running")
    worker = Worker(house.app, threads=1)
    worker.start()
    soon(lambda: rows()[0].state == WorkState.CLAIMED)
    ask("test.note", "too late")
    gate.set()
    assert worker.stop()
    running, too_late = rows()
    assert (running.state, too_late.state) == (WorkState.DONE, WorkState.WAITING)


def test_what_hangs_when_the_worker_stops_is_left_to_its_lease(house: House) -> None:
    ask("test.hang", "stuck")
    worker = Worker(house.app, threads=2)
    worker.start()
    soon(lambda: rows()[0].state == WorkState.CLAIMED)
    started = time.monotonic()
    assert not worker.stop()
    assert time.monotonic() - started < 5
    with later(timedelta(seconds=91)):
        assert len(outbox.claim(1)) == 1
    gate.set()


def test_P6_two_workers_and_four_sweeps_run_every_row_exactly_once(house: House) -> None:
    ask_many("test.note", 200)

    def sweep(number: int) -> None:
        for claimed in iter(lambda: outbox.claim(7), []):
            for work in claimed:
                outbox.run(work)

    with workers(house, 2):
        house.all_at_once(sweep, times=4)
        soon(lambda: all_are(WorkState.DONE), seconds=30)
    assert set(done.values()) == {1}
    assert len(done) == 200
