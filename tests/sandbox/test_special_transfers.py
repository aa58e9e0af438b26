"""Special transfers: the sender in both key styles, its defaults, its rules (reference: disbursement)."""

import pytest

from tests.sandbox.bench import SENDER, Bench, Json, Merchant

CALL = "/special-disbursement"
ALL: Json = SENDER | {
    "sender_place_of_birth": 391,
    "sender_date_of_birth": "1992-01-01",
    "sender_identity_type": "nat_id",
    "sender_identity_number": "asdas213123",
}
PLAIN = {
    "sender_name": "John Doe",
    "place_of_birth": 391,
    "date_of_birth": "1992-01-01",
    "address": "Some Address Street 123",
    "sender_identity_type": "nat_id",
    "sender_identity_number": "asdas213123",
    "sender_country": 100252,
    "job": "entrepreneur",
}
PREFIXED = {
    "sender_name": "John Doe",
    "sender_place_of_birth": 391,
    "sender_date_of_birth": "1992-01-01",
    "sender_address": "Some Address Street 123",
    "sender_identity_type": "nat_id",
    "sender_identity_number": "asdas213123",
    "sender_country": 100252,
    "sender_job": "entrepreneur",
}


def test_v2_answers_prefixed_keys_and_the_amount_as_text(bench: Bench, merchant: Merchant) -> None:
    held = bench.transfer(CALL, version=2, **ALL)
    assert (list(dict(held["sender"]).items()), held["amount"]) == (list(PREFIXED.items()), "25000")  # type: ignore[call-overload]
    read = bench.api("GET", f"/disbursement/{held['id']}").json()
    assert (read["sender"], read["amount"]) == (PLAIN, 25000)
    bench.panel("POST", f"/disbursements/{held['id']}", status="DONE")
    told = merchant.told()[0]
    assert (told["sender"], told["amount"], told["direction"]) == (PLAIN, "25000", ALL["direction"])


def test_v3_answers_unprefixed_keys_and_the_amount_as_number(bench: Bench, merchant: Merchant) -> None:
    held = bench.transfer(CALL, **ALL | {"direction": "FOREIGN_INBOUND_SPECIAL_TRANSFER"})
    assert (held["sender"], held["amount"], held["recipient_city"]) == (PLAIN, 25000, 394)
    bench.panel("POST", f"/disbursements/{held['id']}", status="DONE")
    told = merchant.told()[0]
    assert (told["sender"], told["amount"]) == (PLAIN, 25000)
    assert told["direction"] == "FOREIGN_INBOUND_SPECIAL_TRANSFER"


def test_what_is_left_out_has_its_default(bench: Bench) -> None:
    sender = bench.transfer(CALL, **SENDER)["sender"]
    assert isinstance(sender, dict)
    assert (sender["sender_identity_type"], sender["sender_identity_number"]) == ("bank_acc", "7700112233")
    assert (sender["place_of_birth"], sender["date_of_birth"]) == (None, None)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("sender_country", "", 1001),
        ("sender_country", "391", 1037),
        ("sender_country", "Indonesia", 1037),
        ("sender_name", "", 1001),
        ("sender_name", "<script>", 1002),
        ("sender_name", "Adi & Co", 2003),
        ("sender_name", "a" * 51, 1024),
        ("sender_address", "", 1001),
        ("sender_address", 'Jl. "X"', 1002),
        ("sender_address", "a" * 256, 1024),
        ("sender_job", "", 1001),
        ("sender_job", "babu", 1041),
        ("direction", "", 1001),
        ("direction", "DOMESTIC_TRANSFER", 1041),
        ("sender_place_of_birth", "12", 1038),
        ("sender_date_of_birth", "01-01-1992", 1039),
        ("sender_date_of_birth", "1992-02-30", 1040),
        ("sender_date_of_birth", "2099-01-01", 1040),
        ("sender_identity_type", "ktp", 1041),
        ("sender_identity_number", "1" * 17, 1024),
        ("sender_identity_number", "a;b", 1002),
    ],
)
def test_a_wrong_sender_is_named_with_its_code(bench: Bench, field: str, value: str, code: int) -> None:
    assert bench.errors(bench.ask_transfer(CALL, key="k", **ALL | {field: value})) == [(field, code)]


@pytest.mark.parametrize(("kind", "longest"), [("nat_id", 16), ("passport", 20), ("drv_lic", 255)])
def test_identity_numbers_have_the_length_of_their_kind(bench: Bench, kind: str, longest: int) -> None:
    sender = ALL | {"sender_identity_type": kind, "sender_identity_number": "1" * longest}
    assert bench.ask_transfer(CALL, key="k", **sender).status_code == 200
    longer = bench.ask_transfer(CALL, key="l", **sender | {"sender_identity_number": "1" * (longest + 1)})
    assert bench.errors(longer) == [("sender_identity_number", 1024)]


def test_the_transfers_complaints_come_first(bench: Bench) -> None:
    reply = bench.ask_transfer(CALL, **dict.fromkeys(SENDER, ""), account_number="")
    names = ["account_number", "idempotency-key", "sender_country", "sender_name"]
    names += ["sender_address", "sender_job", "direction"]
    assert bench.errors(reply) == [(name, 1001) for name in names]


def test_born_abroad_is_a_country_and_today_is_no_future(bench: Bench) -> None:
    today = str(bench.transfer()["timestamp"])[:10]
    born = {"sender_place_of_birth": 100230, "sender_date_of_birth": today}
    sender = bench.transfer(CALL, **SENDER, **born)["sender"]
    assert isinstance(sender, dict)
    assert (sender["place_of_birth"], sender["date_of_birth"]) == (100230, today)
