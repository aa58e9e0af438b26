"""Account inquiries: known at once, else PENDING and exactly one callback (reference: general,
bank-account-inquiry).
"""

import pytest

from tests.sandbox.bench import Bench, Json, Merchant

OPEN: Json = {"bank_code": "bca", "account_number": "7700112233", "account_holder": "", "status": "PENDING"}


def _ask(bench: Bench, number: str = "7700112233", bank: str = "bca", **more: object) -> Json:
    fields = {"account_number": number, "bank_code": bank} | more
    reply = bench.api("POST", "/disbursement/bank-account-inquiry", data=fields)
    assert reply.status_code == 200, reply.text
    held = reply.json()
    assert isinstance(held, dict)
    return held


def _answer(bench: Bench, status: str = "SUCCESS", number: str = "7700112233", **more: object) -> Json:
    reply = bench.panel("POST", f"/inquiries/bca/{number}", status=status, **more)
    assert reply.status_code == 200, reply.text
    held = reply.json()
    assert isinstance(held, dict)
    return held


@pytest.mark.parametrize(
    ("bank", "number", "status", "holder"),
    [
        ("bca", "5465327020", "SUCCESS", "PT Fliptech Lentera IP"),
        ("bca", "1232123123212", "INVALID_ACCOUNT_NUMBER", ""),
        ("bca", "1234567890", "PENDING", ""),
        ("bni", "0437051936", "SUCCESS", "- FLIPTECH LENTERA INSPIRASI P"),
        ("bni", "1122333300", "SUCCESS", "John Doe"),
        ("bni", "1122333301", "SUCCESS", "John Smith"),
        ("bri", "559001", "INVALID_ACCOUNT_NUMBER", ""),
        ("bri", "559003", "BLACK_LISTED", ""),
        ("bri", "559004", "FAILED", ""),
        ("bri", "559005", "CLOSED", ""),
        ("bri", "559006", "SUCCESS", "PT Fliptech Lentera Inspirasi Pertiwi"),
        ("bri", "559007", "PENDING", ""),
    ],
)
def test_the_fixed_numbers_answer_as_the_reference_says(
    bench: Bench, merchant: Merchant, bank: str, number: str, status: str, holder: str
) -> None:
    held = _ask(bench, number, bank)
    expected = {"bank_code": bank, "account_number": number, "account_holder": holder, "status": status}
    assert (held, list(held)) == (expected, list(expected))
    assert bench.panel("GET", "/deliveries").json()["deliveries"] == []


@pytest.mark.parametrize(
    ("number", "status"), [("9002", "SUSPECTED_ACCOUNT"), ("9101", "SUCCESS"), ("9106", "SUCCESS")]
)
def test_the_named_endings_have_a_holder(bench: Bench, number: str, status: str) -> None:
    held = _ask(bench, number)
    assert held["status"] == status
    assert held["account_holder"]
    assert _ask(bench, number) == held


def test_an_unknown_account_is_told_once_and_known_from_then_on(bench: Bench, merchant: Merchant) -> None:
    merchant.statuses = [500]
    assert _ask(bench) == _ask(bench) == OPEN
    assert _answer(bench, account_holder="Ani")["answered"] == 1
    done = OPEN | {"account_holder": "Ani", "status": "SUCCESS"}
    assert merchant.told() == [done]
    assert merchant.got[0][0] == "/callbacks/inquiry"
    assert _ask(bench) == done
    (delivery,) = bench.panel("GET", "/deliveries").json()["deliveries"]
    assert (delivery["state"], len(delivery["tries"])) == ("given_up", 1)


def test_each_key_gets_its_own_callback(bench: Bench, merchant: Merchant) -> None:
    for key in ("a", "a", "b-_9", ""):
        held = _ask(bench, inquiry_key=key)
        assert held == OPEN | ({"inquiry_key": key} if key else {})
    assert _answer(bench)["answered"] == 3
    told = merchant.told(3)
    assert sorted(str(row.get("inquiry_key")) for row in told) == ["None", "a", "b-_9"]
    assert len({str(row["account_holder"]) for row in told}) == 1
    assert _ask(bench, inquiry_key="c")["inquiry_key"] == "c"


@pytest.mark.parametrize("status", ["INVALID_ACCOUNT_NUMBER", "BLACK_LISTED", "CLOSED", "SUSPECTED_ACCOUNT"])
def test_every_ending_is_told_and_kept(bench: Bench, merchant: Merchant, status: str) -> None:
    _ask(bench)
    _answer(bench, status)
    told = merchant.told()[0]
    assert (told["status"], bool(told["account_holder"])) == (status, status == "SUSPECTED_ACCOUNT")
    assert _ask(bench) == told


def test_a_failure_is_not_kept(bench: Bench, merchant: Merchant) -> None:
    _ask(bench)
    _answer(bench, "FAILED")
    assert merchant.told()[0]["status"] == "FAILED"
    assert _ask(bench) == OPEN
    _answer(bench)
    assert [row["status"] for row in merchant.told(2)] == ["FAILED", "SUCCESS"]


def test_an_account_can_be_forgotten_and_asked_anew(bench: Bench, merchant: Merchant) -> None:
    assert _answer(bench, "PENDING", "5465327020")["status"] == "PENDING"
    assert _ask(bench, "5465327020")["status"] == "PENDING"
    _answer(bench, "SUCCESS", "5465327020")
    assert merchant.told()[0]["account_holder"] == "PT Fliptech Lentera IP"


def test_an_answer_nobody_asked_for_is_only_remembered(bench: Bench, merchant: Merchant) -> None:
    assert _answer(bench, account_holder="Budi") == {
        "bank_code": "bca",
        "account_number": "7700112233",
        "account_holder": "Budi",
        "status": "SUCCESS",
        "open": 0,
        "answered": 0,
    }
    assert _ask(bench)["account_holder"] == "Budi"
    assert bench.panel("GET", "/deliveries").json()["deliveries"] == []


def test_the_holder_fills_the_transfers_that_lacked_it(bench: Bench) -> None:
    transfer = bench.transfer()
    assert transfer["recipient_name"] == "-"
    _ask(bench)
    _answer(bench, account_holder="Ani")
    assert bench.api("GET", f"/disbursement/{transfer['id']}").json()["recipient_name"] == "Ani"
    assert bench.transfer()["recipient_name"] == "Ani"
    assert bench.transfer(account_number="07700112233")["recipient_name"] == "-"


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({}, [("account_number", 1001), ("bank_code", 1001)]),
        ({"account_number": "12x", "bank_code": "BCA"}, [("account_number", 1020), ("bank_code", 1033)]),
        ({"account_number": "1", "bank_code": "bca", "inquiry_key": "a b"}, [("inquiry_key", 2004)]),
        ({"account_number": "1", "bank_code": "bca", "inquiry_key": "a" * 256}, [("inquiry_key", 2004)]),
        ({"account_number": "1", "bank_code": "bca", "inquiry_key": "é"}, [("inquiry_key", 2004)]),
    ],
)
def test_what_cannot_be_asked_is_named(bench: Bench, fields: Json, errors: list[tuple[str, int]]) -> None:
    assert bench.errors(bench.api("POST", "/disbursement/bank-account-inquiry", data=fields)) == errors


def test_nonsense_is_refused_by_the_panel(bench: Bench) -> None:
    assert bench.panel("POST", "/inquiries/bca/1", status="FINE").status_code == 422
    assert bench.panel("POST", "/inquiries/bca/1", status="CLOSED", account_holder="A").status_code == 422
    assert bench.panel("POST", "/inquiries/bca/1", status="SUCCESS", account_holder=5).status_code == 422
    assert bench.panel("POST", "/inquiries/nobank/1", status="SUCCESS").status_code == 404
    assert bench.panel("POST", "/inquiries/bca/x", status="SUCCESS").status_code == 404
    assert bench.panel("GET", "/inquiries/bca/1").json()["open"] == 0
