"""How transfers abroad end: by hand, with every reason, told with retries, and never twice (reference:
international, Object; callbacks).
"""

import re

import pytest

from app.sandbox.international.reasons import REASONS
from tests.sandbox.abroad_steps import abroad, company_abroad, finish, shown
from tests.sandbox.bench import Bench, Merchant

START = 950_000_000_000


def test_a_success_has_a_time_and_a_receipt_and_is_told_whole(bench: Bench, merchant: Merchant) -> None:
    made = abroad(bench)
    done = finish(bench, made).json()
    assert (done["status"], done["reason"]) == ("SUCCESSFUL", "")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", done["time_served"])
    told = merchant.told()[0]
    assert (told, list(told)) == (shown(bench, made), list(made))
    assert merchant.got[0][0] == "/callbacks/international"
    receipt = bench.http.get(done["receipt"].replace("http://127.0.0.1:5001", bench.url))
    assert (receipt.status_code, receipt.headers["Content-Type"]) == (200, "image/svg+xml; charset=utf-8")
    assert "52.63 GBP" in receipt.text
    assert bench.http.get(f"{bench.url}/receipts/international/nobody.svg").status_code == 404
    assert bench.balance() == START - 1_079_999


def test_a_success_has_two_words_by_the_switch(bench: Bench, merchant: Merchant) -> None:
    bench.panel("POST", "/switches", international_success_status="DONE")
    made = company_abroad(bench)
    assert finish(bench, made, "SUCCESSFUL").json()["status"] == "DONE"
    assert merchant.told()[0]["status"] == "DONE"
    assert finish(bench, made, "DONE").status_code == 200


@pytest.mark.parametrize("reason", [*REASONS, "SOMETHING_NEW"])
def test_every_reason_can_cancel_and_the_money_returns(bench: Bench, merchant: Merchant, reason: str) -> None:
    made = abroad(bench)
    held = finish(bench, made, "CANCELLED", reason=reason).json()
    assert (held["status"], held["reason"]) == ("CANCELLED", reason)
    told = merchant.told()[0]
    assert (told["status"], told["reason"], told["receipt"]) == ("CANCELLED", reason, "")
    assert told["time_served"] == "(not set)"
    assert bench.balance() == START


def test_there_are_seventeen_reasons_and_the_first_is_the_usual_one(bench: Bench) -> None:
    assert len(set(REASONS)) == 17
    assert finish(bench, abroad(bench), "CANCELLED").json()["reason"] == "DECLINED"


def test_a_final_status_stays_and_is_told_once(bench: Bench, merchant: Merchant) -> None:
    made = abroad(bench)
    assert [finish(bench, made).status_code for _ in range(2)] == [200, 200]
    assert finish(bench, made, "CANCELLED").status_code == 409
    merchant.wait_for(1)
    assert len(bench.panel("GET", "/deliveries").json()["deliveries"]) == 1
    assert bench.balance() == START - 1_079_999


def test_nonsense_is_refused_by_the_panel(bench: Bench) -> None:
    made = abroad(bench)
    assert finish(bench, made, "PENDING").status_code == 422
    assert finish(bench, made, "SUCCESSFUL", reason="DECLINED").status_code == 422
    assert finish(bench, made, "CANCELLED", reason="a b").status_code == 422
    for nobody in ("12", "abc", "9" * 40):
        assert finish(bench, {"id": nobody}).status_code == 404
        assert bench.panel("GET", f"/international/{nobody}").status_code == 404
    assert bench.panel("GET", f"/international/{made['id']}").json()["status"] == "PENDING"


def test_a_callback_is_tried_six_times(bench: Bench, merchant: Merchant) -> None:
    merchant.statuses = [500, 404, 302, 204, 201, 500]
    finish(bench, abroad(bench))
    assert len({fields["data"] for _, fields in merchant.wait_for(6)}) == 1
    (delivery,) = bench.panel("GET", "/deliveries").json()["deliveries"]
    assert delivery["kind"] == "international"


def test_callbacks_can_be_doubled_and_held_back_like_any_other(bench: Bench, merchant: Merchant) -> None:
    bench.panel("POST", "/callbacks", duplicate=1)
    made = abroad(bench)
    finish(bench, made)
    assert {told["id"] for told in merchant.told(2)} == {made["id"]}
    bench.panel("POST", "/callbacks", send=False, duplicate=0)
    finish(bench, abroad(bench), "CANCELLED")
    assert bench.panel("GET", "/deliveries?limit=1").json()["deliveries"][0]["state"] == "skipped"
