"""Having a callback worked again: the original stays, who and why is kept, nothing happens twice."""

import pytest

from app.callbacks import queries, service
from app.extensions import db
from app.lib.errors import NotFound, Refused
from tests.callbacks.bench import body, load, payment
from tests.world import World


def applied(world: World) -> int:
    load(world, payment(1))
    world.knock(body(payment(1)))
    world.work()
    return world.receipts()[0].id


def again(receipt_id: int, reason: str = "to be sure") -> None:
    service.replay(receipt_id, person_id=7, person_name="Siti", reason=reason)


def test_P22_a_replay_of_an_applied_callback_changes_nothing(world: World) -> None:
    receipt_id = applied(world)
    [before], [moved] = world.receipts(), world.transactions()
    original = (before.data, before.headers, before.digest, before.first_at, before.deliveries)
    stood = (moved.status, moved.updated_at, moved.finished_at)
    again(receipt_id)
    assert world.work() == 1
    [after], [moved] = world.receipts(), world.transactions()
    assert (after.data, after.headers, after.digest, after.first_at, after.deliveries) == original
    assert (after.verdict, after.state, after.subject_id) == ("applied", "done", moved.id)
    assert (moved.status, moved.updated_at, moved.finished_at) == stood
    assert world.verbs("payment", moved.id) == ["payment.seen", "payment.successful"]


def test_P22_who_and_why_is_kept_and_audited(world: World) -> None:
    receipt_id = applied(world)
    person = world.house.person("support", display_name="Siti")
    browser = world.house.browser_of(person)
    browser.post(f"/callbacks/{receipt_id}/replay", reason="  the customer calls  ")
    [kept] = queries.replays_of(receipt_id)
    assert (kept.person_id, kept.person_name, kept.reason) == (person.id, "Siti", "the customer calls")
    [entry] = world.house.entries("callbacks.replay")
    assert (entry.person_name, entry.subject_id) == ("Siti", str(receipt_id))
    assert entry.details == {"reason": "the customer calls"}
    assert "the customer calls" in browser.get(f"/callbacks/{receipt_id}").text


@pytest.mark.parametrize("reason", ["", "   ", "x" * 301])
def test_P22_without_a_proper_reason_nothing_is_replayed(world: World, reason: str) -> None:
    receipt_id = applied(world)
    answer = world.as_("manager").post(f"/callbacks/{receipt_id}/replay", reason=reason)
    assert answer.status_code == 422
    assert queries.replays_of(receipt_id) == []
    assert world.work() == 0


def test_P22_what_is_still_being_worked_is_not_started_twice(world: World) -> None:
    world.knock(body(payment(1)))
    [receipt] = world.receipts()
    for _attempt in ("waiting", "claimed"):
        with pytest.raises(Refused):
            again(receipt.id)
        service.receipts.claim(1)
    with pytest.raises(NotFound):
        again(receipt.id + 1)


ROLES = [("staff", 403), ("support", 303), ("manager", 303), ("admin", 303)]


@pytest.mark.parametrize(("role", "status"), ROLES)
def test_P29_support_managers_and_admins_may_replay(world: World, role: str, status: int) -> None:
    receipt_id = applied(world)
    assert world.as_(role).post(f"/callbacks/{receipt_id}/replay", reason="why not").status_code == status


def test_P22_of_many_who_press_at_once_one_replays(world: World) -> None:
    receipt_id = applied(world)

    def press(number: int) -> bool:
        try:
            again(receipt_id, f"press {number}")
        except Refused:
            return False
        return True

    assert sum(world.house.all_at_once(press, 8)) == 1
    db.session.rollback()
    assert len(queries.replays_of(receipt_id)) == 1


def test_P22_an_unrecognised_one_is_applied_once_flip_knows_the_payment(world: World) -> None:
    world.knock(body(payment(1)))
    world.work()
    [receipt] = world.receipts()
    assert receipt.verdict == "unrecognised"
    load(world, payment(1))
    again(receipt.id)
    world.work()
    assert [receipt.verdict for receipt in world.receipts()] == ["applied"]
    assert [movement.status for movement in world.transactions()] == ["SUCCESSFUL"]
