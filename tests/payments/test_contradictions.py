"""Two contradicting words of Flip's are a conflict for a person; neither silently wins."""

from datetime import timedelta

import pytest

from app.callbacks import service as callbacks
from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.transaction import transaction
from app.extensions import db
from app.payments import queries, tasks
from app.payments.models import Payment
from app.timeline.models import Transaction
from app.users.permissions import Role
from tests.callbacks.bench import body, load, payment
from tests.users.bench import Browser, later
from tests.world import World


def conflict(world: World) -> Transaction:
    """A payment that is SUCCESSFUL here and in Flip's list, and of which a callback says CANCELLED."""
    load(world, payment(1))
    world.knock(body(payment(1)))
    world.work()
    world.knock(body(payment(1, "CANCELLED")))
    world.work()
    [movement] = world.transactions()
    return movement


def settle(browser: Browser, movement: Transaction, keep: str, reason: str = "I called Flip") -> int:
    return browser.post(f"/payments/{movement.public_id}/settle", keep=keep, reason=reason).status_code


def verdicts(world: World) -> list[str | None]:
    return [receipt.verdict for receipt in world.receipts()]


def test_P18_a_callback_against_flips_own_list_waits_for_a_person(world: World) -> None:
    movement = conflict(world)
    assert (movement.status, movement.attention) == ("SUCCESSFUL", "conflict")
    assert verdicts(world) == ["applied", "conflict"]
    event = world.events("payment", movement.id)[-1]
    assert (event.verb, event.details) == ("payment.conflict", {"said": "CANCELLED", "stands": "SUCCESSFUL"})
    assert [row.id for row in queries.conflicts()] == [movement.id]


def test_P18_a_list_that_turns_round_waits_for_a_person(world: World) -> None:
    load(world, payment(1))
    world.knock(body(payment(1)))
    world.work()
    load(world, payment(1, "CANCELLED"))
    tasks.catch_up()
    [movement] = world.transactions()
    assert (movement.status, movement.attention, movement.flip_status) == (
        "SUCCESSFUL",
        "conflict",
        "CANCELLED",
    )
    tasks.catch_up()
    assert world.verbs("payment", movement.id).count("payment.conflict") == 1


def test_P18_callback_and_list_both_against_what_stands_wait_for_a_person(world: World) -> None:
    load(world, payment(1))
    world.knock(body(payment(1)))
    world.work()
    load(world, payment(1, "FAILED"))
    world.knock(body(payment(1, "FAILED")))
    world.work()
    [movement] = world.transactions()
    assert (movement.status, movement.attention) == ("SUCCESSFUL", "conflict")
    assert verdicts(world) == ["applied", "conflict"]


def test_P18_another_amount_waits_for_a_person(world: World) -> None:
    load(world, payment(1, amount=45_000))
    world.knock(body(payment(1, amount=45_000_000)))
    world.work()
    [movement] = world.transactions()
    assert (movement.amount_idr, movement.attention) == (45_000, "conflict")
    assert verdicts(world) == ["conflict"]


def test_P18_an_amount_that_changes_in_flips_list_waits_for_a_person(world: World) -> None:
    load(world, payment(1, "PENDING", amount=45_000))
    tasks.catch_up()
    load(world, payment(1, amount=44_000))
    tasks.catch_up()
    [movement] = world.transactions()
    assert (movement.status, movement.amount_idr, movement.attention) == ("SUCCESSFUL", 45_000, "conflict")
    details = world.events("payment", movement.id)[-1].details
    assert details == {"said": "Rp 44000", "stands": "Rp 45000"}


def test_P18_the_unique_code_on_top_of_a_bank_transfer_is_no_contradiction(world: World) -> None:
    load(world, payment(1, "PENDING", sender_bank="bca", sender_bank_type="bank_account"))
    tasks.catch_up()
    [movement] = world.transactions()
    with transaction():
        change(table_of(Payment), movement.id, unique_code=123)
    load(world, payment(1, amount=45_123, sender_bank="bca", sender_bank_type="bank_account"))
    tasks.catch_up()
    [movement] = world.transactions()
    assert (movement.status, movement.attention) == ("SUCCESSFUL", None)


def test_P18_settled_money_that_is_taken_back_waits_for_a_person(world: World) -> None:
    load(world, payment(1, settlement_status="Settled"))
    tasks.catch_up()
    load(world, payment(1, settlement_status="Cancelled"))
    tasks.catch_up()
    [movement] = world.transactions()
    assert movement.attention == "conflict"
    assert world.payments()[0].settlement_word == "Settled"


@pytest.mark.parametrize("role", ["staff", "support"])
def test_P18_only_managers_and_admins_may_decide(world: World, role: str) -> None:
    movement = conflict(world)
    browser = world.as_(role)
    assert "What is true?" not in browser.get(f"/payments/{movement.public_id}").text
    assert settle(browser, movement, "CANCELLED") == 403
    assert world.transactions()[0].attention == "conflict"


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ADMIN])
def test_P18_a_person_keeps_what_stands(world: World, role: Role) -> None:
    movement = conflict(world)
    person = world.house.person(role, display_name="Bu Rini")
    browser = world.house.browser_of(person)
    assert "What is true?" in browser.get(f"/payments/{movement.public_id}").text
    assert settle(browser, movement, "SUCCESSFUL") == 303
    [after] = world.transactions()
    assert (after.status, after.attention) == ("SUCCESSFUL", None)
    event = world.events("payment", movement.id)[-1]
    assert (event.verb, event.actor, event.source) == ("payment.kept", "Bu Rini", "person")
    assert event.details["reason"] == "I called Flip"
    [entry] = world.house.entries("payments.settle_conflict")
    assert (entry.person_name, entry.subject_id) == ("Bu Rini", movement.public_id)
    assert (entry.before, entry.after) == ({"status": "SUCCESSFUL"}, {"status": "SUCCESSFUL"})
    assert verdicts(world) == ["applied", "settled"]


def test_P18_a_person_corrects_the_status_and_it_is_audited(world: World) -> None:
    movement = conflict(world)
    assert settle(world.as_("manager"), movement, "CANCELLED") == 303
    [after] = world.transactions()
    assert (after.status, after.attention, after.learnt_by) == ("CANCELLED", None, "person")
    event = world.events("payment", movement.id)[-1]
    assert (event.verb, event.from_status, event.to_status) == (
        "payment.corrected",
        "SUCCESSFUL",
        "CANCELLED",
    )
    [entry] = world.house.entries("payments.settle_conflict")
    assert (entry.before, entry.after) == ({"status": "SUCCESSFUL"}, {"status": "CANCELLED"})
    assert entry.details == {"reason": "I called Flip"}
    # What Flip repeats is no news, and does not raise it again.
    tasks.catch_up()
    assert world.transactions()[0].attention is None


def test_P18_a_second_decision_is_refused(world: World) -> None:
    movement = conflict(world)
    first, second = world.as_("manager"), world.as_("admin")
    assert settle(first, movement, "SUCCESSFUL") == 303
    assert settle(second, movement, "CANCELLED") == 303
    told = second.get(f"/payments/{movement.public_id}").text
    assert "Somebody has settled this already." in told
    assert world.transactions()[0].status == "SUCCESSFUL"
    assert len(world.house.entries("payments.settle_conflict")) == 1


@pytest.mark.parametrize(
    ("keep", "reason", "words"),
    [
        ("CANCELLED", "", "Say what convinced you."),
        ("CANCELLED", "  ", "Say what convinced you."),
        ("", "because", "Choose what is true."),
        ("PENDING", "because", "Not a valid choice."),
    ],
)
def test_P18_a_decision_needs_a_status_and_a_reason(world: World, keep: str, reason: str, words: str) -> None:
    movement = conflict(world)
    answer = world.as_("manager").post(f"/payments/{movement.public_id}/settle", keep=keep, reason=reason)
    assert answer.status_code == 422
    assert words in answer.text
    assert world.transactions()[0].attention == "conflict"


def test_P18_a_settled_contradiction_replayed_stays_settled(world: World) -> None:
    movement = conflict(world)
    settle(world.as_("manager"), movement, "SUCCESSFUL")
    second = world.receipts()[1]
    callbacks.replay(second.id, person_id=1, person_name="Siti", reason="again")
    world.work()
    assert verdicts(world) == ["applied", "settled"]
    assert world.transactions()[0].attention is None


def test_P18_an_unsettled_contradiction_replayed_stays_a_contradiction(world: World) -> None:
    conflict(world)
    callbacks.replay(world.receipts()[1].id, person_id=1, person_name="Siti", reason="again")
    world.work()
    assert verdicts(world) == ["applied", "conflict"]
    assert world.transactions()[0].attention == "conflict"


def test_P18_what_is_corrected_to_paid_counts_on_the_day_it_was_decided(world: World) -> None:
    load(world, payment(1, "PENDING", amount=45_000))
    tasks.catch_up()
    world.knock(body(payment(1, "PENDING", amount=50_000)))
    world.work()
    [movement] = world.transactions()
    assert (movement.status, movement.attention) == ("PENDING", "conflict")
    with later(timedelta(days=2)) as then:
        assert settle(world.as_("manager"), movement, "SUCCESSFUL") == 303
        db.session.rollback()
        assert queries.day().paid_idr == 45_000
    assert world.transactions()[0].finished_at == then


def test_P18_a_waiting_payment_may_be_left_waiting(world: World) -> None:
    load(world, payment(1, "PENDING"))
    tasks.catch_up()
    world.knock(body(payment(1, "PENDING", amount=1)))
    world.work()
    [movement] = world.transactions()
    assert settle(world.as_("manager"), movement, "PENDING") == 303
    [after] = world.transactions()
    assert (after.status, after.attention) == ("PENDING", None)
