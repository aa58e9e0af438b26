"""Changing a bill at Flip: idempotent, kept when refused, and never over somebody's head."""

import threading
from datetime import UTC, datetime
from typing import Any

import pytest

from app.bills.content import edit_base
from app.bills.service import request_change
from app.bills.statuses import BillStatus
from app.bills.tasks import sync
from app.db.transaction import release
from app.flip.bills import BillChanges
from app.lib.errors import Refused
from app.outbox.models import OutboxWork
from app.timeline.makers import Maker
from app.users.permissions import Role
from tests.bills.bench import errors_above, errors_beside, flip_client, how_many, typed, work_after
from tests.users.bench import Browser
from tests.world import STEP_3, World


def form_of(staff: Browser, public_id: str, **changes: Any) -> dict[str, Any]:
    """The edit form as the browser would send it, with these boxes changed."""
    page = staff.get(f"/bills/{public_id}/edit").text
    names = ("base", "title", "amount_idr", "redirect_url")
    told = {name: typed(page, name) or "" for name in names}
    return told | {"type": "SINGLE", "expiry": "never"} | changes


def edit(staff: Browser, public_id: str, **changes: Any) -> int:
    return staff.post(f"/bills/{public_id}/edit", **form_of(staff, public_id, **changes)).status_code


def edits() -> int:
    return how_many(OutboxWork, kind="bills.edit")


def test_a_change_is_told_to_flip_and_the_row_follows(world: World) -> None:
    bill = world.open_bill()
    staff = world.as_(Role.STAFF)
    moment = {"expiry": "moment", "expires_at": "2030-01-31T17:00"}
    assert edit(staff, bill.public_id, title="Tea table", amount_idr="1jt", **moment) == 303
    assert "on its way to Flip" in staff.get(f"/bills/{bill.public_id}").text
    world.work()
    bill = world.bill(bill.public_id)
    assert (bill.title, bill.amount_idr, bill.wanted) == ("Tea table", 1_000_000, None)
    assert bill.expires_at == datetime(2030, 1, 31, 10, tzinfo=UTC)
    assert world.bills_at_flip()[0]["title"] == "Tea table"
    assert world.verbs("bill", bill.id)[-2:] == ["bill.change_asked", "bill.changed"]
    assert bill.public_id in staff.get("/bills/?q=tea").text


def test_what_can_be_emptied_is_emptied_at_flip(world: World) -> None:
    bill = world.open_bill(expires_at=datetime(2030, 1, 1, tzinfo=UTC))
    assert edit(world.as_(Role.STAFF), bill.public_id, amount_idr="", expiry="never") == 303
    world.work()
    bill = world.bill(bill.public_id)
    assert (bill.amount_idr, bill.expires_at) == (None, None)


def test_saving_without_a_change_asks_flip_nothing(world: World) -> None:
    bill = world.open_bill(expires_at=datetime(2030, 1, 1, 3, 4, 59, tzinfo=UTC))
    staff = world.as_(Role.STAFF)
    page = staff.get(f"/bills/{bill.public_id}/edit").text
    same = {"expiry": "moment", "expires_at": typed(page, "expires_at")}
    assert edit(staff, bill.public_id, **same) == 303
    assert edits() == 0


def test_a_change_taken_back_before_flip_was_told_is_taken_back(world: World) -> None:
    bill = world.open_bill()
    staff = world.as_(Role.STAFF)
    edit(staff, bill.public_id, title="Tea table")
    edit(staff, bill.public_id, title="Coffee table")
    world.work()
    assert world.bill(bill.public_id).title == "Coffee table"
    assert world.bills_at_flip()[0]["title"] == "Coffee table"


def test_the_form_shows_what_is_on_its_way(world: World) -> None:
    bill = world.open_bill()
    staff = world.as_(Role.STAFF)
    edit(staff, bill.public_id, title="Tea table")
    assert typed(staff.get(f"/bills/{bill.public_id}/edit").text, "title") == "Tea table"


def test_an_answer_that_never_came_is_asked_for_again_and_does_no_harm(world: World) -> None:
    bill = world.open_bill()
    world.flip.fault("PUT /pwf", "drop_reply", times=1)
    edit(world.as_(Role.STAFF), bill.public_id, title="Tea table")
    world.work()
    assert world.bill(bill.public_id).wanted == {"title": "Tea table"}
    work_after(world, 20)
    assert (world.bill(bill.public_id).title, world.bill(bill.public_id).wanted) == ("Tea table", None)
    assert len(world.bills_at_flip()) == 1


def test_a_change_that_flip_refuses_keeps_the_wish_and_shows_why_beside_the_field(world: World) -> None:
    bill = world.open_bill()
    staff = world.as_(Role.STAFF)
    world.flip.fault("PUT /pwf", "status", status=422, times=1, body=REFUSAL, content_type="application/json")
    edit(staff, bill.public_id, redirect_url="https://unreachable.example")
    world.work()
    bill = world.bill(bill.public_id)
    assert (bill.state, bill.redirect_url) == (BillStatus.ACTIVE, None)
    page = staff.get(f"/bills/{bill.public_id}/edit").text
    assert typed(page, "redirect_url") == "https://unreachable.example"
    [said] = errors_beside(page, "redirect_url")
    assert said.endswith("Flip 1059")
    assert "Flip refused the change; the bill stands as it was." in staff.get(f"/bills/{bill.public_id}").text


REFUSAL = (
    '{"code": "VALIDATION_ERROR", "errors": '
    '[{"attribute": "redirect_url", "code": 1059, "message": "Param redirect_url is invalid"}]}'
)


def refused_change(world: World) -> tuple[str, Browser]:
    bill = world.open_bill()
    staff = world.as_(Role.STAFF)
    world.flip.fault("PUT /pwf", "status", status=422, times=1, body=REFUSAL, content_type="application/json")
    edit(staff, bill.public_id, redirect_url="https://unreachable.example")
    world.work()
    return bill.public_id, staff


def test_a_refused_change_can_be_saved_again_as_it_is(world: World) -> None:
    public_id, staff = refused_change(world)
    assert edit(staff, public_id) == 303
    world.work()
    bill = world.bill(public_id)
    assert (bill.redirect_url, bill.wanted, bill.refusal) == ("https://unreachable.example", None, None)


def test_a_refused_change_can_be_given_up(world: World) -> None:
    public_id, staff = refused_change(world)
    staff.post(f"/bills/{public_id}/drop-change")
    bill = world.bill(public_id)
    assert (bill.wanted, bill.refusal, bill.redirect_url) == (None, None, None)
    assert typed(staff.get(f"/bills/{public_id}/edit").text, "redirect_url") in (None, "")


def test_a_change_on_its_way_cannot_be_given_up(world: World) -> None:
    bill = world.open_bill()
    staff = world.as_(Role.STAFF)
    edit(staff, bill.public_id, title="Tea table")
    staff.post(f"/bills/{bill.public_id}/drop-change")
    world.work()
    assert world.bill(bill.public_id).title == "Tea table"
    assert world.house.entries("bills.drop_change") == []


def test_two_people_who_edit_at_once_never_overwrite_each_other_unseen(world: World) -> None:
    bill = world.open_bill()
    path = f"/bills/{bill.public_id}/edit"
    first, second = world.as_(Role.STAFF), world.as_(Role.STAFF)
    of_first = form_of(first, bill.public_id, title="Tea table")
    of_second = form_of(second, bill.public_id, amount_idr="1jt")
    assert first.post(path, **of_first).status_code == 303
    late = second.post(path, **of_second)
    assert late.status_code == 422
    assert "Somebody changed this bill while you were typing" in errors_above(late.text)
    assert typed(late.text, "amount_idr") == "1jt"
    world.work()
    assert (world.bill(bill.public_id).title, world.bill(bill.public_id).amount_idr) == ("Tea table", 900_000)


def test_who_was_told_of_the_others_change_may_save_after_all(world: World) -> None:
    bill = world.open_bill()
    path = f"/bills/{bill.public_id}/edit"
    first, second = world.as_(Role.STAFF), world.as_(Role.STAFF)
    of_second = form_of(second, bill.public_id, title="Second")
    edit(first, bill.public_id, title="First")
    late = second.post(path, **of_second)
    again = of_second | {"base": typed(late.text, "base")}
    assert second.post(path, **again).status_code == 303
    world.work()
    assert world.bill(bill.public_id).title == "Second"


def test_a_change_made_in_flips_dashboard_meanwhile_is_not_overwritten_unseen(world: World) -> None:
    bill = world.open_bill()
    staff = world.as_(Role.STAFF)
    form = form_of(staff, bill.public_id, title="Ours")
    release()
    flip_client(world).bills.edit(bill.link_id or "", BillChanges(amount_idr=50_000))
    sync()
    assert staff.post(f"/bills/{bill.public_id}/edit", **form).status_code == 422
    assert edits() == 0


def test_ten_saves_of_one_form_at_once_are_one_change(world: World) -> None:
    bill = world.open_bill()
    outcomes: list[str] = []
    lock = threading.Lock()

    base = edit_base(bill)

    def save(number: int) -> None:
        maker = Maker(number, "Sari", f"request-{number}")
        try:
            request_change(bill.public_id, {"title": "Tea table"}, maker, base=base)
            said = "saved"
        except Refused:
            said = "refused"
        with lock:
            outcomes.append(said)

    world.house.all_at_once(save, times=10)
    assert outcomes.count("saved") == 1
    assert edits() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "Coffee #1"}, "title"),
        ({"amount_idr": "5000"}, "amount_idr"),
        ({"amount_idr": "", "redirect_url": ""}, "amount_idr"),
        ({"expiry": "moment", "expires_at": "2020-01-01T10:00"}, "expires_at"),
        ({"redirect_url": "ftp://example.com"}, "redirect_url"),
    ],
)
def test_a_wrong_field_is_told_beside_it_and_nothing_is_asked_of_flip(
    world: World, changes: dict[str, str], field: str
) -> None:
    bill = world.open_bill(**STEP_3)
    staff = world.as_(Role.STAFF)
    answer = staff.post(f"/bills/{bill.public_id}/edit", **form_of(staff, bill.public_id, **changes))
    assert answer.status_code == 422
    assert len(errors_beside(answer.text, field)) == 1
    assert edits() == 0


def test_a_bill_that_is_not_at_flip_cannot_be_changed(world: World) -> None:
    public_id = world.ask_for_bill()
    staff = world.as_(Role.STAFF)
    answer = staff.post(f"/bills/{public_id}/edit", **form_of(staff, public_id, title="Tea table"))
    assert answer.status_code == 422
    assert "Only a bill that is at Flip can be changed." in errors_above(answer.text)


def test_support_may_not_change_a_bill(world: World) -> None:
    bill = world.open_bill()
    support = world.as_(Role.SUPPORT)
    for verb in ("edit", "close", "reopen", "drop-change", "give-up"):
        assert support.post(f"/bills/{bill.public_id}/{verb}").status_code == 403
