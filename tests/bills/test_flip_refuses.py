"""Flip's own complaints land beside our fields, whatever Flip calls them; nothing typed is lost."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.bills.service import correct
from app.bills.statuses import BillStatus
from app.lib.errors import Refused
from app.timeline.makers import Maker
from app.users.permissions import Role
from tests.bills.bench import FORM, METHOD, errors_above, errors_beside, only_bill, sends, typed
from tests.flip.tiny_server import TinyServer, reply
from tests.gateway.bench import reach
from tests.users.bench import Browser
from tests.world import STEP_3, World

SAMPLES = Path(__file__).parent.parent / "contract" / "samples" / "accept-payment"
BESIDE = {
    "title": "title",
    "type": "type",
    "expired_date": "expires_at",
    "expired_at": "expires_at",
    "sender_name": "sender_name",
    "sender_email": "sender_email",
    "sender_phone_number": "sender_phone_number",
    "sender_address": "sender_address",
    "sender_bank": "method",
}
REFUSALS = sorted(path.name for path in SAMPLES.glob("error-422-*.json"))
CREATE = "POST /v2/pwf/bill"


@pytest.fixture
def tiny() -> Iterator[TinyServer]:
    """A server that answers as it is told."""
    server = TinyServer()
    yield server
    server.stop()


def refused(world: World, tiny: TinyServer, answer: dict[str, Any], **terms: Any) -> str:
    """A step 3 bill that was answered like this."""
    tiny.on(CREATE, reply(422, answer))
    reach(world, url=tiny.url.removesuffix("/api"))
    return world.open_bill(**(STEP_3 | terms)).public_id


def complain(*complaints: tuple[str, int]) -> dict[str, Any]:
    errors = [{"attribute": name, "code": code, "message": f"Param {name}"} for name, code in complaints]
    return {"code": "VALIDATION_ERROR", "errors": errors}


@pytest.mark.parametrize("sample", REFUSALS)
def test_each_complaint_of_flips_samples_stands_beside_its_field_with_its_code(
    world: World, tiny: TinyServer, sample: str
) -> None:
    answer = json.loads((SAMPLES / sample).read_text())
    public_id = refused(world, tiny, answer)
    bill = world.bill(public_id)
    assert (bill.state, bill.link_id) == (BillStatus.REFUSED, None)
    page = world.as_(Role.STAFF).get(f"/bills/{public_id}/correct").text
    for error in answer["errors"]:
        said = errors_beside(page, BESIDE[error["attribute"]])
        assert any(text.endswith(f"Flip {error['code']}") for text in said), (error, said)
        assert not any(error["message"] in text for text in said), "Flip's words instead of ours"
    assert typed(page, "title") == bill.title
    assert typed(page, "sender_name") == bill.sender_name
    assert typed(page, "sender_email") == bill.sender_email
    assert typed(page, "amount_idr") == "900.000"
    assert '<option selected value="virtual_account:mandiri">' in page


@pytest.mark.parametrize(
    ("attribute", "code", "field"),
    [
        ("amount", 1067, "amount_idr"),
        ("redirect_url", 1059, "redirect_url"),
        ("is_address_required", 1041, "is_address_required"),
        ("step", 1041, "step"),
        ("sender_bank_type", 1079, "method"),
        ("sender_bank", 1091, "method"),
    ],
)
def test_what_flip_names_differently_stands_beside_our_field(
    world: World, tiny: TinyServer, attribute: str, code: int, field: str
) -> None:
    terms = {"step": 2, "sender_bank": None, "sender_bank_type": None} if field == "redirect_url" else {}
    public_id = refused(world, tiny, complain((attribute, code)), **terms)
    page = world.as_(Role.STAFF).get(f"/bills/{public_id}/correct").text
    [said] = errors_beside(page, field)
    assert said.endswith(f"Flip {code}")


@pytest.mark.parametrize(
    "answer",
    [
        complain(("charge_fee", 1234)),
        {"code": "VALIDATION_ERROR", "message": "Something is wrong with it"},
        complain(("title", 1061), ("", 999)),
    ],
)
def test_a_complaint_about_no_field_of_ours_stands_above_the_form(
    world: World, tiny: TinyServer, answer: dict[str, Any]
) -> None:
    public_id = refused(world, tiny, answer)
    staff = world.as_(Role.STAFF)
    assert "Flip" in errors_above(staff.get(f"/bills/{public_id}/correct").text)
    assert staff.get(f"/bills/{public_id}").status_code == 200


def form_of(**changes: Any) -> dict[str, Any]:
    return FORM | METHOD | changes


def refused_once(world: World) -> tuple[str, Browser]:
    """A bill refused for its title, by the sandbox, and its maker's browser."""
    public_id = world.ask_for_bill(**(STEP_3 | {"title": "Coffee #1"}))
    world.work()
    assert world.bill(public_id).state is BillStatus.REFUSED
    return public_id, world.as_(Role.STAFF)


def test_corrected_it_is_sent_again_with_the_new_content(world: World) -> None:
    public_id, staff = refused_once(world)
    answer = staff.post(f"/bills/{public_id}/correct", **form_of(title="Coffee one", amount_idr="1,25jt"))
    assert answer.status_code == 303
    world.work()
    bill = world.bill(public_id)
    assert (bill.state, bill.title, bill.amount_idr) == (BillStatus.ACTIVE, "Coffee one", 1_250_000)
    [at_flip] = world.bills_at_flip()
    assert (at_flip["title"], at_flip["amount"]) == ("Coffee one", 1_250_000)
    assert bill.refusal is None
    assert public_id in staff.get("/bills/?q=coffee one").text
    [entry] = world.house.entries("bills.correct")
    assert (entry.before or {})["title"] == "Coffee #1"


def test_a_correction_that_is_wrong_itself_keeps_what_was_typed(world: World) -> None:
    public_id, staff = refused_once(world)
    answer = staff.post(f"/bills/{public_id}/correct", **form_of(title="Still #1", sender_name="Jon S."))
    assert answer.status_code == 422
    assert (typed(answer.text, "title"), typed(answer.text, "sender_name")) == ("Still #1", "Jon S.")
    assert errors_beside(answer.text, "title")
    assert world.bill(public_id).title == "Coffee #1"


def test_P2_a_correction_sent_twice_is_one_bill(world: World) -> None:
    public_id, staff = refused_once(world)
    for _ in range(2):
        assert staff.post(f"/bills/{public_id}/correct", **form_of()).status_code == 303
    world.work()
    assert staff.post(f"/bills/{public_id}/correct", **form_of()).status_code == 303
    world.work()
    assert (len(world.bills_at_flip()), sends()) == (1, 2)


def test_two_people_who_correct_one_bill_do_not_overwrite_each_other(world: World) -> None:
    public_id, first = refused_once(world)
    second = world.as_(Role.STAFF)
    assert first.post(f"/bills/{public_id}/correct", **form_of(title="First")).status_code == 303
    late = second.post(f"/bills/{public_id}/correct", **form_of(title="Second"))
    assert late.status_code == 422
    assert "no longer waiting to be corrected" in errors_above(late.text)
    assert typed(late.text, "title") == "Second"
    assert world.bill(public_id).title == "First"


def test_two_corrections_at_one_moment_make_one(world: World) -> None:
    public_id, _ = refused_once(world)

    def fix(number: int) -> bool:
        try:
            correct(
                public_id, STEP_3 | {"title": f"Try {number}"}, Maker(number, "Sari", f"request-{number}")
            )
        except Refused:
            return False
        return True

    assert sum(world.house.all_at_once(fix, times=8)) == 1
    world.work()
    assert len(world.bills_at_flip()) == 1


def test_a_refused_bill_can_be_given_up(world: World) -> None:
    public_id, staff = refused_once(world)
    staff.post(f"/bills/{public_id}/give-up")
    assert only_bill(world).state is BillStatus.WITHDRAWN
    assert staff.get(f"/bills/{public_id}/correct").status_code == 303


def test_support_sees_the_refusal_and_may_not_correct(world: World) -> None:
    public_id, _ = refused_once(world)
    support = world.as_(Role.SUPPORT)
    assert "Flip 1061" in support.get(f"/bills/{public_id}").text
    assert support.get(f"/bills/{public_id}/correct").status_code == 403
    assert support.post(f"/bills/{public_id}/correct", **form_of()).status_code == 403
