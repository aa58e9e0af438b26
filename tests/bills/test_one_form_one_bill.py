"""P2 and P3: however often a form is sent, it makes one bill; with other content it makes none."""

from datetime import UTC, datetime, timedelta

import requests

from app.bills.models import Bill
from app.users.permissions import Role
from tests.bills.bench import FORM, all_at_once, how_many, only_bill, sends, windows
from tests.users.bench import later
from tests.world import World


def test_P2_fifty_simultaneous_submits_make_one_row_one_promise_and_one_bill_at_flip(world: World) -> None:
    browser, cookies = windows(world)
    form = FORM | {"csrf_token": browser.token()}

    def submit(number: int) -> requests.Response:
        return requests.post(
            f"{world.url}/bills/", data=form, cookies=cookies, allow_redirects=False, timeout=60
        )

    answers = all_at_once(50, submit)
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert (how_many(Bill), sends()) == (1, 1)
    world.work()
    assert len(world.bills_at_flip()) == 1
    assert len(world.house.entries("bills.request")) == 1


def test_P2_back_button_and_second_submit_lead_to_the_same_bill(world: World) -> None:
    staff = world.as_(Role.STAFF)
    first = staff.post("/bills/", **FORM)
    world.work()
    again = staff.post("/bills/", **FORM)
    assert again.headers["Location"] == first.headers["Location"]
    world.work()
    assert (how_many(Bill), len(world.bills_at_flip())) == (1, 1)


def test_P2_the_same_form_is_the_same_bill_when_an_hour_from_now_has_moved_on(world: World) -> None:
    form, noon = FORM | {"expiry": "hour"}, datetime(2026, 11, 20, 5, 0, 58, tzinfo=UTC)
    with later(timedelta(0), noon):
        staff = world.as_(Role.STAFF)
        first = staff.post("/bills/", **form)
    with later(timedelta(seconds=5), noon):
        again = staff.post("/bills/", **form)
    assert again.headers["Location"] == first.headers["Location"]
    assert how_many(Bill) == 1


def test_P2_each_new_form_has_a_token_of_its_own(world: World) -> None:
    staff = world.as_(Role.STAFF)
    tokens = {staff.get("/bills/new").text.split('name="submission"')[1].split('"')[3] for _ in range(3)}
    assert len(tokens) == 3
    assert all(len(token) >= 20 for token in tokens)


def test_P3_the_same_form_with_another_body_is_refused_with_an_explanation_and_no_call(world: World) -> None:
    staff = world.as_(Role.STAFF)
    staff.post("/bills/", **FORM)
    world.work()
    made = only_bill(world)
    answer = staff.post("/bills/", **(FORM | {"amount_idr": "950.000"}))
    assert answer.status_code == 422
    assert f"already sent as {made.public_id} with other content" in answer.text
    assert 'value="950.000"' in answer.text, "what was typed is lost"
    world.work()
    assert (how_many(Bill), sends(), len(world.bills_at_flip())) == (1, 1, 1)
    assert only_bill(world).amount_idr == 900_000


def test_P3_two_bodies_in_parallel_under_one_token_make_one_bill(world: World) -> None:
    browser, cookies = windows(world)
    token = browser.token()

    def submit(number: int) -> requests.Response:
        form = FORM | {"csrf_token": token, "amount_idr": str(900_000 + number % 2)}
        return requests.post(
            f"{world.url}/bills/", data=form, cookies=cookies, allow_redirects=False, timeout=60
        )

    answers = all_at_once(20, submit)
    assert sorted(answer.status_code for answer in answers) == [303] * 10 + [422] * 10
    assert (how_many(Bill), sends()) == (1, 1)


def test_a_token_nobody_gave_out_is_refused_beside_a_form_that_keeps_what_was_typed(world: World) -> None:
    staff = world.as_(Role.STAFF)
    for token in ("x" * 500, "nul\x00byte"):
        answer = staff.post("/bills/", **(FORM | {"submission": token}))
        assert answer.status_code == 422
        assert 'value="Coffee table"' in answer.text
    assert how_many(Bill) == 0
