"""Callbacks: their form, their tries, what the panel can do to them (reference: callbacks, Sandbox sender
rules).
"""

import json
import time

import pytest

from app.sandbox.php_json import php_json
from tests.sandbox.bench import Bench, Json, MakeBench, Merchant

SHAPE = ["id", "bill_link_id", "bill_link", "bill_title", "sender_name", "sender_email", "sender_bank"]
SHAPE += ["sender_bank_type", "amount", "status", "created_at"]


def _deliveries(bench: Bench, tries: int = 1) -> list[Json]:
    """The deliveries, once so many tries are written down."""
    deadline = time.monotonic() + 5
    while True:
        held: list[Json] = bench.panel("GET", "/deliveries").json()["deliveries"]
        made = sum(len(row["tries"]) for row in held if isinstance(row["tries"], list))
        if made >= tries or time.monotonic() > deadline:
            return held
        time.sleep(0.01)


def _succeed(bench: Bench, **fields: object) -> str:
    _, payment_id = bench.direct_bill(**fields)
    bench.panel("POST", f"/payments/{payment_id}", status="SUCCESSFUL")
    return payment_id


def test_the_data_is_compact_json_as_php_writes_it(bench: Bench, merchant: Merchant) -> None:
    _succeed(bench, title="Kopi é")
    data = merchant.wait_for(1)[0][1]["data"]
    assert list(json.loads(data)) == SHAPE
    assert "127.0.0.1:5001\\/pay\\/kopi-" in data
    assert "Kopi \\u00e9" in data
    assert ": " not in data
    assert php_json({"a": "☕/"}) == '{"a":"\\u2615\\/"}'


def test_a_reference_is_told_when_there_is_one(bench: Bench, merchant: Merchant) -> None:
    _succeed(bench, reference_id="REF-1")
    assert merchant.told()[0]["reference_id"] == "REF-1"


def test_a_callback_arrives_within_a_moment(bench: Bench, merchant: Merchant) -> None:
    _succeed(bench)
    merchant.wait_for(1)
    _, payment_id = bench.direct_bill()
    started = time.monotonic()
    bench.panel("POST", f"/payments/{payment_id}", status="SUCCESSFUL")
    merchant.wait_for(2)
    assert time.monotonic() - started < 0.25


@pytest.mark.parametrize("status", [201, 204, 302, 404, 500])
def test_anything_but_200_is_tried_again(bench: Bench, merchant: Merchant, status: int) -> None:
    merchant.statuses = [status]
    _succeed(bench)
    merchant.wait_for(2)
    (delivery,) = _deliveries(bench, 2)
    assert delivery["state"] == "delivered"
    tries = delivery["tries"]
    assert isinstance(tries, list)
    assert [attempt["status"] for attempt in tries] == [status, 200]
    assert set(tries[0]) == {"at", "by_hand", "status", "error", "seconds", "answer"}
    assert tries[1]["answer"] == "diterima"


def test_after_six_tries_it_gives_up_and_can_be_sent_by_hand(bench: Bench, merchant: Merchant) -> None:
    merchant.statuses = [500] * 6
    _succeed(bench)
    (delivery,) = _deliveries(bench, 6)
    time.sleep(0.2)
    assert (delivery["state"], len(merchant.got)) == ("given_up", 6)
    again = bench.panel("POST", f"/deliveries/{delivery['id']}/resend").json()
    assert (again["status"], again["answer"]) == (200, "diterima")
    (delivery,) = _deliveries(bench, 7)
    assert delivery["state"] == "delivered"
    tries = delivery["tries"]
    assert isinstance(tries, list)
    assert [attempt["by_hand"] for attempt in tries] == [False] * 6 + [True]


def test_the_same_bytes_come_again(bench: Bench, merchant: Merchant) -> None:
    merchant.statuses = [500]
    _succeed(bench)
    first, second = merchant.wait_for(2)
    assert first == second


def test_nobody_listening_is_an_error_not_a_status(make_bench: MakeBench) -> None:
    bench = make_bench(callback_base_url="http://127.0.0.1:9")
    _succeed(bench)
    (delivery,) = _deliveries(bench)
    tries = delivery["tries"]
    assert isinstance(tries, list)
    assert (delivery["state"], tries[0]["status"]) == ("waiting", None)
    assert "ConnectionError" in tries[0]["error"]


def test_without_an_address_or_when_switched_off_it_is_skipped(
    make_bench: MakeBench, merchant: Merchant
) -> None:
    nowhere = make_bench(callback_base_url=None, background=False)
    _succeed(nowhere)
    (delivery,) = _deliveries(nowhere, 0)
    assert (delivery["state"], delivery["url"]) == ("skipped", None)
    nowhere.panel("POST", "/reset")

    bench = make_bench()
    assert bench.panel("POST", "/callbacks", send=False).json()["send"] is False
    payment_id = _succeed(bench)
    (delivery,) = _deliveries(bench, 0)
    assert (delivery["state"], delivery["subject"], merchant.got) == ("skipped", payment_id, [])
    assert bench.panel("POST", f"/deliveries/{delivery['id']}/resend").json()["status"] == 200


def test_copies_delays_and_a_shuffled_order(bench: Bench, merchant: Merchant) -> None:
    bench.panel("POST", "/callbacks", duplicate=2)
    _succeed(bench)
    assert len({fields["data"] for _, fields in merchant.wait_for(3)}) == 1
    bench.panel("POST", "/callbacks", duplicate=0, delay=30)
    late = _succeed(bench)
    time.sleep(0.2)
    assert len(merchant.got) == 3
    bench.panel("POST", "/clock", speed=1000)
    assert merchant.told(4)[3]["id"] == late
    bench.panel("POST", "/callbacks", delay=0, shuffle=True)
    bench.panel("POST", "/clock", speed=1)
    sent = [_succeed(bench) for _ in range(10)]
    came = [told["id"] for told in merchant.told(14)[4:]]
    assert sorted(map(str, came)) == sorted(sent)
    assert came != sent


def test_what_was_promised_leaves_after_a_restart(make_bench: MakeBench, merchant: Merchant) -> None:
    before = make_bench(background=False)
    payment_id = _succeed(before)
    time.sleep(0.1)
    assert merchant.got == []
    make_bench()
    assert merchant.told()[0]["id"] == payment_id
