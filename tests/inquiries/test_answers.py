"""Asking who holds an account: seven answers, three behaviours, one callback that may be lost."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.banks.tasks import refresh
from app.extensions import db
from app.inquiries import service
from app.inquiries.models import Inquiry
from app.inquiries.statuses import Behaviour
from app.inquiries.tasks import look_again
from app.lib import clock
from app.timeline.makers import Maker
from tests.world import World, wait_until

ASKER = Maker(1, "Sari", "test")


def _ask(world: World, number: str, bank: str = "bca", name: str | None = None) -> Inquiry:
    world.number += 1
    public_id = service.ask(bank, number, name, Maker(1, "Sari", f"test-{world.number}"))
    world.work()
    return _again(public_id)


def _again(public_id: str) -> Inquiry:
    db.session.rollback()
    query = select(Inquiry).where(Inquiry.public_id == public_id)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def test_an_answer_flip_knows_comes_at_once(world: World) -> None:
    inquiry = _ask(world, "5465327020", name="Fliptech Lentera IP")
    assert (inquiry.status, inquiry.account_holder) == ("SUCCESS", "PT Fliptech Lentera IP")
    assert inquiry.behaviour is Behaviour.GO
    assert inquiry.match is not None
    assert inquiry.match.value == "same"


@pytest.mark.parametrize(
    ("digits", "status", "behaviour"),
    [
        ("9001", "INVALID_ACCOUNT_NUMBER", Behaviour.BLOCK),
        ("9002", "SUSPECTED_ACCOUNT", Behaviour.WARN),
        ("9003", "BLACK_LISTED", Behaviour.BLOCK),
        ("9004", "FAILED", Behaviour.RETRY),
        ("9005", "CLOSED", Behaviour.BLOCK),
    ],
)
def test_each_answer_means_what_it_means(
    world: World, digits: str, status: str, behaviour: Behaviour
) -> None:
    number = f"77001{digits}"
    inquiry = _ask(world, number)
    if inquiry.status == "PENDING":
        assert inquiry.behaviour is Behaviour.RETRY
        world.flip.panel(f"inquiries/bca/{number}", {"status": status})
        wait_until(world.receipts)
        world.work()
    inquiry = _again(inquiry.public_id)
    assert (inquiry.status, inquiry.behaviour) == (status, behaviour)


def test_P24_the_one_callback_is_kept_and_worked_later(world: World) -> None:
    inquiry = _ask(world, "00123400777")
    assert inquiry.status == "PENDING"
    world.flip.panel("inquiries/bca/00123400777", {"status": "SUCCESS", "account_holder": "Budi Santoso"})
    wait_until(world.receipts)
    assert _again(inquiry.public_id).status == "PENDING"
    world.work()
    inquiry = _again(inquiry.public_id)
    assert (inquiry.status, inquiry.account_holder) == ("SUCCESS", "Budi Santoso")
    assert world.receipts()[0].verdict == "applied"


def test_P23_an_answer_whose_callback_was_lost_is_fetched(world: World) -> None:
    world.flip.panel("callbacks", {"send": False})
    inquiry = _ask(world, "123400888")
    world.flip.panel("inquiries/bca/123400888", {"status": "SUCCESS", "account_holder": "Siti"})
    later = clock.now() + timedelta(minutes=2)
    with clock.showing(lambda: later):
        look_again()
    assert _again(inquiry.public_id).status == "SUCCESS"


def test_a_callback_that_lost_the_leading_zeros_finds_its_inquiry(world: World) -> None:
    inquiry = _ask(world, "00987600111")
    told = '{"bank_code":"bca","account_number":987600111,"account_holder":"Ani","status":"SUCCESS"}'
    world.knock(told, kind="inquiry")
    world.work()
    assert _again(inquiry.public_id).account_holder == "Ani"


def test_an_answer_nobody_asked_for_is_unrecognised(world: World) -> None:
    told = '{"bank_code":"bca","account_number":"55","account_holder":"Ani","status":"SUCCESS"}'
    world.knock(told, kind="inquiry")
    world.work()
    assert world.receipts()[0].verdict == "unrecognised"


def test_staff_ask_on_the_page_and_support_see_masked_numbers(world: World) -> None:
    refresh()
    staff = world.as_("staff")
    answer = staff.post("/inquiries/", bank_code="bca", account_number="5465-327 020", typed_name="Fliptech")
    assert answer.status_code == 303
    world.work()
    address = answer.headers["Location"]
    assert "5465 3270 20" in staff.get(address).text
    masked = world.as_("support").get(address).text
    assert "5465327020" not in masked.replace(" ", "")
    assert "7020" in masked


def test_a_wrong_field_gets_its_error_and_keeps_what_was_typed(world: World) -> None:
    refresh()
    answer = world.as_("staff").post("/inquiries/", bank_code="", account_number="12ab", typed_name="Budi")
    assert answer.status_code == 422
    assert "Choose the bank." in answer.text
    assert "digits only" in answer.text
    assert 'value="12ab"' in answer.text
    assert 'value="Budi"' in answer.text


def test_asking_again_is_a_new_question_with_its_own_age(world: World) -> None:
    inquiry = _ask(world, "5465327020")
    answer = world.as_("support").post(f"/inquiries/{inquiry.public_id}/again")
    assert answer.status_code == 303
    assert inquiry.public_id not in answer.headers["Location"]
    db.session.rollback()
    assert len(list(db.session.scalars(select(Inquiry)))) == 2
