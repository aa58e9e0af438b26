"""Expiry comes by the clock in both modes; practice mode pays and settles by itself."""

import time
from collections.abc import Callable

import pytest

from app.sandbox.context import sandbox_of
from tests.sandbox.bench import Bench, MakeBench, Merchant

DAY = 24 * 3600


def _until(true: Callable[[], bool], seconds: float = 5.0) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_payment_ends_after_a_day(bench: Bench, merchant: Merchant) -> None:
    link_id, payment_id = bench.direct_bill()
    bench.panel("POST", "/clock", offset=DAY - 60)
    time.sleep(0.5)
    assert bench.payment(payment_id)["status"] == "PENDING"
    bench.panel("POST", "/clock", offset=DAY + 1)
    assert (merchant.told()[0]["id"], merchant.told()[0]["status"]) == (payment_id, "CANCELLED")
    assert bench.payment(payment_id)["settlement_status"] == "Cancelled"
    assert bench.api("GET", f"/pwf/{link_id}/bill").json()["status"] == "ACTIVE"


def test_a_bill_takes_its_payments_along_when_it_ends(bench: Bench, merchant: Merchant) -> None:
    link_id, payment_id = bench.direct_bill()
    assert bench.panel("POST", f"/payments/bills/{link_id}/expire").json()["status"] == "INACTIVE"
    assert (merchant.told()[0]["id"], merchant.told()[0]["status"]) == (payment_id, "CANCELLED")


def test_a_bill_that_nobody_tried_to_pay_ends_silently(bench: Bench) -> None:
    link_id = bench.bill(expired_date="2098-01-01 10:00")["link_id"]
    assert bench.panel("POST", f"/bills/{link_id}/expire").json()["status"] == "INACTIVE"
    assert bench.panel("GET", "/deliveries").json()["deliveries"] == []


def test_an_edited_expiry_moves_the_open_payments(bench: Bench) -> None:
    link_id, payment_id = bench.direct_bill()
    soon = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(time.time() + 7 * 3600 + 2))
    bench.api("PUT", f"/pwf/{link_id}/bill", data={"expired_date": soon})
    _until(lambda: bench.payment(payment_id)["status"] == "CANCELLED")
    assert bench.api("GET", f"/pwf/{link_id}/bill").json()["status"] == "INACTIVE"


def test_nothing_moves_by_itself_in_manual_mode(make_bench: MakeBench) -> None:
    bench = make_bench()
    bench.panel("POST", "/clock", speed=1_000_000)
    _, payment_id = bench.direct_bill()
    time.sleep(0.6)
    assert bench.payment(payment_id)["status"] == "PENDING"


def test_in_practice_mode_payments_are_paid_and_settle(make_bench: MakeBench, merchant: Merchant) -> None:
    bench = make_bench(mode="practice")
    bench.panel("POST", "/clock", speed=100)
    _, payment_id = bench.direct_bill()
    assert bench.payment(payment_id)["status"] == "PENDING"
    _until(lambda: bench.payment(payment_id)["settlement_status"] == "Settled")
    assert merchant.told()[0]["status"] == "SUCCESSFUL"
    assert bench.api("GET", "/general/balance").json()["balance"] == 950_000_000_000 + 41000


@pytest.mark.parametrize(("amount", "status"), [(45901, "FAILED"), (45902, "PENDING")])
def test_practice_mode_has_two_amounts_for_other_endings(
    make_bench: MakeBench, amount: int, status: str
) -> None:
    bench = make_bench(mode="practice")
    bench.panel("POST", "/clock", speed=1000)
    _, payment_id = bench.direct_bill(amount=amount)
    time.sleep(0.6)
    assert bench.payment(payment_id)["status"] == status


def test_practice_mode_pays_a_single_bill_once(make_bench: MakeBench) -> None:
    bench = make_bench(mode="practice", background=False)
    bench.panel("POST", "/clock", speed=1_000_000)
    bill = bench.bill(amount=20000)
    page = bench.url + "/pay/" + str(bill["link_url"]).rpartition("/")[2]
    form = {"stage": "method", "method": "bni:virtual_account", "sender_name": "A", "sender_email": "a@b.co"}
    for _ in range(2):
        bench.http.post(page, data=form)
    time.sleep(0.1)
    sandbox_of(bench.app).mover.tick()
    statuses = [row["status"] for row in bench.api("GET", f"/pwf/{bill['link_id']}/payment").json()["data"]]
    assert sorted(statuses) == ["PENDING", "SUCCESSFUL"]
