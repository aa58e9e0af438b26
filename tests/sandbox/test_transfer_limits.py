"""What is refused although the fields are good: account, bank, company, balance, in that order (reference:
disbursement, Validation).
"""

import pytest
import requests

from tests.sandbox.bench import Bench


@pytest.mark.parametrize(
    ("bank", "number", "code"),
    [
        ("bca", "1232123123212", 1025),
        ("bni", "559001", 1025),
        ("bri", "559003", 1026),
        ("bca", "559005", 1027),
        ("mandiri", "559006", 1089),
    ],
)
def test_no_money_goes_to_these_accounts(bench: Bench, bank: str, number: str, code: int) -> None:
    reply = bench.ask_transfer(key="k", bank_code=bank, account_number=number)
    assert bench.errors(reply) == [("account_number", code)]


def test_the_documented_text_is_used(bench: Bench) -> None:
    reply = bench.ask_transfer(key="k", account_number="9001")
    assert reply.json()["errors"][0]["message"] == "The account number you're giving is invalid"


@pytest.mark.parametrize("number", ["559002", "559004", "559101", "559106", "5590030"])
def test_money_goes_to_all_others(bench: Bench, number: str) -> None:
    assert bench.transfer(account_number=number)["status"] == "PENDING"


@pytest.mark.parametrize(
    ("status", "code"), [("INVALID_ACCOUNT_NUMBER", 1025), ("BLACK_LISTED", 1026), ("CLOSED", 1027)]
)
def test_what_an_inquiry_found_counts(bench: Bench, status: str, code: int) -> None:
    bench.panel("POST", "/inquiries/bca/7700112233", status=status)
    assert bench.errors(bench.ask_transfer(key="k")) == [("account_number", code)]
    assert bench.ask_transfer(key="k", account_number="07700112233").status_code == 200, (
        "the exact string counts"
    )


@pytest.mark.parametrize(
    ("switch", "v2", "v3"), [("never", 200, 200), ("v3", 200, 422), ("always", 422, 422)]
)
def test_a_heavily_disturbed_bank_is_refused_where_the_switch_says(
    bench: Bench, switch: str, v2: int, v3: int
) -> None:
    bench.panel("POST", "/banks/bca", status="HEAVILY_DISTURBED")
    bench.panel("POST", "/switches", refuse_heavily_disturbed=switch)
    for version, status in ((2, v2), (3, v3)):
        reply = bench.ask_transfer(version=version, key=f"k{version}")
        assert reply.status_code == status
        assert status == 200 or bench.errors(reply) == [("bank_code", 1088)]
    bench.panel("POST", "/banks/bca", status="DISTURBED")
    assert bench.ask_transfer(key="k").status_code == 200


def test_a_bank_in_its_cut_off_time_is_refused(bench: Bench) -> None:
    assert bench.panel("POST", "/banks/bca", cut_off=True).json()["cut_off"] is True
    assert bench.errors(bench.ask_transfer(key="k", version=2)) == [("bank_code", 1093)]
    assert bench.ask_transfer(key="k", bank_code="bni").status_code == 200
    bench.panel("POST", "/banks/bca", cut_off=False)
    assert bench.ask_transfer(key="l").status_code == 200


def test_account_and_bank_are_named_together_before_the_company(bench: Bench) -> None:
    bench.panel("POST", "/banks/bca", cut_off=True)
    bench.panel("POST", "/switches", active_limit=0)
    reply = bench.ask_transfer(key="k", account_number="9001")
    assert bench.errors(reply) == [("account_number", 1025), ("bank_code", 1093)]


def test_a_company_may_have_limits(bench: Bench) -> None:
    bench.panel("POST", "/switches", daily_limit=60_000, active_limit=2)
    first = bench.transfer(key="a", amount=40_000)
    assert bench.errors(bench.ask_transfer(key="b", amount=20_001)) == [("amount", 1074)]
    bench.transfer(key="b", amount=20_000)
    assert bench.errors(bench.ask_transfer(key="c", amount=10_000)) == [("amount", 1074), ("amount", 1080)]
    bench.panel("POST", f"/disbursements/{first['id']}", status="CANCELLED")
    assert bench.transfer(key="c", amount=40_000)["status"] == "PENDING"
    bench.panel("POST", "/clock", offset=24 * 3600)
    assert bench.errors(bench.ask_transfer(key="d", amount=60_000)) == [("amount", 1080)]


def _code(reply: requests.Response) -> tuple[int, str, list[tuple[str, int]]]:
    body = reply.json()
    return reply.status_code, body["code"], [(error["attribute"], error["code"]) for error in body["errors"]]


def test_the_balance_has_to_cover_amount_and_fee(bench: Bench) -> None:
    bench.panel("POST", "/balance", top_up=-950_000_000_000 + 29_999)
    short = 422, "BALANCE_INSUFFICIENT", [("amount", 1035)]
    assert _code(bench.ask_transfer(key="k")) == short
    assert bench.balance() == 29_999
    bench.panel("POST", "/balance", top_up=1)
    held = bench.transfer(key="k")
    assert bench.balance() == 0
    bench.panel("POST", f"/disbursements/{held['id']}", status="CANCELLED")
    assert bench.balance() == 30_000
    assert bench.errors(bench.ask_transfer(key="l", account_number="9001")) == [("account_number", 1025)]
