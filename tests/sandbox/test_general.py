"""Balance, banks, operational hours, maintenance (reference: general)."""

import json
from datetime import datetime

import pytest

from app.sandbox.calendar import WIB
from tests.sandbox.bench import Bench, Merchant


def test_the_balance_starts_like_flips(bench: Bench) -> None:
    assert bench.api("GET", "/general/balance").json() == {"balance": 950_000_000_000}


def test_banks_are_listed_in_the_tables_order_and_by_exact_code(bench: Bench) -> None:
    banks = bench.api("GET", "/general/banks").json()
    assert [bank["bank_code"] for bank in banks[:3]] == ["mandiri", "bri", "bni"]
    assert list(banks[0]) == ["bank_code", "name", "fee", "queue", "status"]
    assert bench.api("GET", "/general/banks?code=").json() == banks
    (bca,) = bench.api("GET", "/general/banks?code=bca").json()
    assert bca == {"bank_code": "bca", "name": "BCA", "fee": 5000, "queue": 8, "status": "OPERATIONAL"}
    assert bench.api("GET", "/general/banks?code=BCA").json() == []


def test_a_disturbed_bank_is_told_once_and_shown(bench: Bench, merchant: Merchant) -> None:
    merchant.statuses = [500]
    changed = bench.panel("POST", "/banks/bca", status="HEAVILY_DISTURBED", queue=40).json()
    assert (changed["status"], changed["queue"], changed["fee"]) == ("HEAVILY_DISTURBED", 40, 5000)
    path, fields = merchant.wait_for(1)[0]
    assert path == "/callbacks/bank-status"
    (news,) = json.loads(fields["data"])
    assert list(news) == ["bank_code", "status", "message", "updated_at"]
    assert news["message"].startswith("Bank is under severe disturbance.")
    bench.panel("POST", "/banks/bca", status="HEAVILY_DISTURBED", queue=41)
    (delivery,) = bench.panel("GET", "/deliveries").json()["deliveries"]
    assert (delivery["state"], len(delivery["tries"])) == ("given_up", 1)
    assert bench.panel("POST", "/banks/bca", status="BROKEN").status_code == 422
    assert bench.panel("POST", "/banks/nobank", queue=1).status_code == 404


@pytest.mark.parametrize(
    ("when", "open_"),
    [
        ("2026-11-20 07:59", False),  # a Friday
        ("2026-11-20 08:00", True),
        ("2026-11-20 17:59", True),
        ("2026-11-20 18:00", False),
        ("2026-11-21 13:29", True),
        ("2026-11-21 13:30", False),
        ("2026-11-22 10:00", False),
    ],
)
def test_operational_follows_the_hours_in_jakarta(bench: Bench, when: str, open_: bool) -> None:
    there = datetime.strptime(when, "%Y-%m-%d %H:%M").replace(tzinfo=WIB)
    offset = there.timestamp() - datetime.now(WIB).timestamp() + 1
    bench.panel("POST", "/clock", offset=offset)
    assert bench.api("GET", "/general/operational").json() == {"operational": open_}
    bench.panel("POST", "/clock", operational=not open_)
    assert bench.api("GET", "/general/operational").json() == {"operational": not open_}


def test_in_maintenance_every_call_but_one_is_401(bench: Bench) -> None:
    assert bench.api("GET", "/general/maintenance", auth=None).json() == {"maintenance": False}
    bench.panel("POST", "/clock", maintenance=True)
    assert bench.api("GET", "/general/maintenance", auth=None).json() == {"maintenance": True}
    closed = {"name": "Unauthorized", "message": "Flip is under maintenance.", "status": 401}
    for path in ("/general/balance", "/pwf/bill", "/nothing"):
        reply = bench.api("GET", path)
        assert (reply.status_code, reply.json()) == (401, closed)
    bench.panel("POST", "/clock", maintenance=False)
    assert bench.api("GET", "/general/balance").status_code == 200
