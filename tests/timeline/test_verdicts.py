"""What `advance` answers, and what it writes: a status changes in one function, and says why it did not."""

from datetime import UTC, datetime

import pytest

from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.transaction import transaction
from app.lib.transitions import Verdict
from app.timeline.models import Transaction
from app.timeline.record import Cause, News, Source, advance, write
from tests.timeline.bench import KIND, move, new_row, stored, written
from tests.users.bench import House

TABLE = [
    ("PENDING", "SUCCESSFUL", Verdict.MOVED),
    ("PENDING", "FAILED", Verdict.MOVED),
    ("PENDING", "CANCELLED", Verdict.MOVED),
    ("PENDING", "PENDING", Verdict.ALREADY),
    ("SUCCESSFUL", "SUCCESSFUL", Verdict.ALREADY),
    ("SUCCESSFUL", "PENDING", Verdict.LATE),
    ("FAILED", "PENDING", Verdict.LATE),
    ("SUCCESSFUL", "CANCELLED", Verdict.CONFLICT),
    ("CANCELLED", "SUCCESSFUL", Verdict.CONFLICT),
    ("FAILED", "SUCCESSFUL", Verdict.CONFLICT),
    ("PENDING", "REFUNDED", Verdict.ILLEGAL),
    ("SUCCESSFUL", "REFUNDED", Verdict.ILLEGAL),
]


@pytest.mark.parametrize(("stands", "to", "verdict"), TABLE)
def test_each_step_has_its_verdict_and_only_a_move_moves(
    house: House, stands: str, to: str, verdict: Verdict
) -> None:
    row_id = new_row()
    if stands != "PENDING":
        move(row_id, stands, "before")
    before = len(written(row_id))
    assert move(row_id, to, "callback:7") is verdict
    row, events = stored(row_id), written(row_id)[before:]
    assert row.status == (to if verdict is Verdict.MOVED else stands)
    assert row.attention == ("conflict" if verdict is Verdict.CONFLICT else None)
    assert len(events) == int(verdict in (Verdict.MOVED, Verdict.CONFLICT))


def test_a_move_writes_who_when_and_what_with_the_status(house: House) -> None:
    row_id = new_row()
    at = datetime(2026, 11, 20, 3, tzinfo=UTC)
    news = News(details={"word": "DONE"}, happened_at=at, set={"finished_at": at, "learnt_by": "callback"})
    move(row_id, "SUCCESSFUL", "callback:7", news)
    [event], row = written(row_id), stored(row_id)
    assert (event.verb, event.from_status, event.to_status) == ("payment.successful", "PENDING", "SUCCESSFUL")
    assert (event.source, event.cause, event.actor) == ("callback", "callback:7", "Flip")
    assert (event.details, event.happened_at) == ({"word": "DONE"}, at)
    assert (row.finished_at, row.learnt_by) == (at, "callback")
    assert row.updated_at == event.applied_at or row.updated_at <= event.applied_at


def test_what_goes_with_a_status_is_not_written_when_it_does_not_move(house: House) -> None:
    row_id = new_row()
    move(row_id, "SUCCESSFUL", "callback:7")
    for to in ("CANCELLED", "PENDING", "SUCCESSFUL"):
        move(row_id, to, f"late:{to}", News(set={"learnt_by": "somebody"}))
    assert stored(row_id).learnt_by is None


def test_a_replayed_cause_is_harmless_whatever_it_says(house: House) -> None:
    row_id = new_row()
    assert move(row_id, "SUCCESSFUL", "callback:7") is Verdict.MOVED
    for to in ("SUCCESSFUL", "CANCELLED", "PENDING"):
        assert move(row_id, to, "callback:7") is Verdict.ALREADY
    assert len(written(row_id)) == 1
    assert stored(row_id).attention is None


def test_P18_a_contradiction_is_flagged_and_told_once_for_each_cause(house: House) -> None:
    row_id = new_row()
    move(row_id, "SUCCESSFUL", "callback:7")
    assert move(row_id, "CANCELLED", "callback:8") is Verdict.CONFLICT
    assert move(row_id, "CANCELLED", "callback:8") is Verdict.ALREADY
    assert move(row_id, "FAILED", "callback:9") is Verdict.CONFLICT
    told = [event.details for event in written(row_id) if event.verb == "payment.conflict"]
    assert told == [{"stands": "SUCCESSFUL", "said": "CANCELLED"}, {"stands": "SUCCESSFUL", "said": "FAILED"}]


def test_only_a_reversal_leaves_a_final_status(house: House) -> None:
    row_id = new_row()
    move(row_id, "SUCCESSFUL", "callback:7")
    assert move(row_id, "CANCELLED", "person:1", reversal=True) is Verdict.MOVED
    assert stored(row_id).status == "CANCELLED"
    assert move(row_id, "PENDING", "person:2", reversal=True) is Verdict.LATE


def test_an_event_of_a_cause_is_written_once(house: House) -> None:
    row_id, cause = new_row(), Cause(Source.PERSON, "person:1", "Siti")
    with transaction():
        assert write(KIND, row_id, cause, News("payment.kept"))
        assert not write(KIND, row_id, cause, News("payment.kept"))
    assert [event.verb for event in written(row_id)] == ["payment.kept"]


def test_a_row_changed_behind_a_loaded_object_is_judged_as_it_stands(house: House) -> None:
    row_id = new_row()
    with transaction() as session:
        loaded = session.get_one(Transaction, row_id)
        assert loaded.status == "PENDING"
        change(table_of(Transaction), row_id, status="SUCCESSFUL")
        assert advance(KIND, row_id, "CANCELLED", Cause(Source.POLLING, "x")) is Verdict.CONFLICT
